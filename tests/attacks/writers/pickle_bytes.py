# SPDX-License-Identifier: BSD-3-Clause
"""Pickle opcodes as functions, and the state dicts that are made of them."""

import struct

MARK, STOP, TUPLE, EMPTY_TUPLE, EMPTY_DICT, EMPTY_LIST = b"(", b".", b"t", b")", b"}", b"]"
REDUCE, BUILD, SETITEM, SETITEMS, APPEND, APPENDS = b"R", b"b", b"s", b"u", b"a", b"e"
NONE, TRUE, FALSE, PERSISTENT, POP, DUP = b"N", b"\x88", b"\x89", b"Q", b"0", b"2"


def glob(module, name):
    return f"c{module}\n{name}\n".encode()


def text(letters):
    data = letters if isinstance(letters, bytes) else letters.encode()
    return b"X" + struct.pack("<I", len(data)) + data


def number(value):
    """An integer in the shortest opcode that holds it."""
    if 0 <= value < 256:
        return b"K" + bytes([value])
    if -(2**31) <= value < 2**31:
        return b"J" + struct.pack("<i", value)
    data = value.to_bytes(value.bit_length() // 8 + 1, "little", signed=True)
    return b"\x8a" + bytes([len(data)]) + data


def put(place):
    return b"q" + bytes([place])


def get(place):
    return b"h" + bytes([place])


def tuple_of(*parts):
    return MARK + b"".join(parts) + TUPLE


def numbers(values):
    return tuple_of(*map(number, values))


def pickle(thing, protocol=2):
    return b"\x80" + bytes([protocol]) + thing + STOP


def call(function, *arguments):
    return function + tuple_of(*arguments) + REDUCE


ORDERED_DICT = call(glob("collections", "OrderedDict"))


def storage(key="0", numel=2, kind="FloatStorage", legacy=False):
    key = key if isinstance(key, bytes) else text(key)
    parts = [text("storage"), glob("torch", kind), key, text("cpu"), number(numel)]
    return tuple_of(*parts, *([NONE] if legacy else [])) + PERSISTENT


def tensor(of=None, offset=0, size=(2,), stride=(1,)):
    """The call that torch.save writes for a tensor; `size` and `stride` may be opcodes instead."""
    size = size if isinstance(size, bytes) else numbers(size)
    stride = stride if isinstance(stride, bytes) else numbers(stride)
    offset = offset if isinstance(offset, bytes) else number(offset)
    of = storage() if of is None else of
    return call(glob("torch._utils", "_rebuild_tensor_v2"), of, offset, size, stride, FALSE, ORDERED_DICT)


def state(*items):
    """A state dict of names and values."""
    parts = [part if isinstance(part, bytes) else text(part) for item in items for part in item]
    return ORDERED_DICT + MARK + b"".join(parts) + SETITEMS


MAGIC = bytes.fromhex("6cfc9c46f9206aa85019")


def legacy(thing, keys=None, data=None, magic=None, protocol=number(1001), system=None):
    """What torch.save wrote before 1.6: five pickles, then each storage's length and bytes."""
    if system is None:
        system = EMPTY_DICT + MARK + text("protocol_version") + number(1001) + text("little_endian") + TRUE + SETITEMS
    keys = EMPTY_LIST + MARK + text("0") + APPENDS if keys is None else keys
    data = struct.pack("<q", 2) + bytes(8) if data is None else data
    magic = b"\x8a\x0a" + MAGIC if magic is None else magic
    return b"".join(map(pickle, (magic, protocol, system, thing, keys))) + data
