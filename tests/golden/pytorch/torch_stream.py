# SPDX-License-Identifier: BSD-3-Clause
"""The stream of torch.save as Python 2 and the Python 3 of 2017 wrote it, by hand: no such interpreter is needed."""
import struct


def text(value, python):
    raw = value.encode()
    if python == 2:  # str of Python 2 is bytes
        return b"U" + bytes([len(raw)]) + raw if len(raw) < 256 else b"T" + struct.pack("<i", len(raw)) + raw
    return b"X" + struct.pack("<I", len(raw)) + raw


def integer(value):
    if 0 <= value < 256:
        return b"K" + bytes([value])
    if 0 <= value < 65536:
        return b"M" + struct.pack("<H", value)
    return b"J" + struct.pack("<i", value) if -2**31 <= value < 2**31 else long_integer(value)


def long_integer(value):
    raw = value.to_bytes(value.bit_length() // 8 + 1, "little", signed=True)
    return b"\x8a" + bytes([len(raw)]) + raw


def name(module, attribute):
    return b"c" + module.encode() + b"\n" + attribute.encode() + b"\n"


def sizes(values):
    return b"(" + b"".join(integer(v) for v in values) + b"t"


def tensor(value, key, numel, python):
    storage = (b"(" + text("storage", python) + name("torch", "FloatStorage") + text(key, python) + text("cpu", python) +
               integer(numel) + b"NtQ")
    return (name("torch._utils", "_rebuild_tensor") + b"(" + storage + integer(value.storage_offset()) +
            sizes(value.shape) + sizes(value.stride()) + b"tR")


def pickled(body):
    return b"\x80\x02" + body + b"."


def write(path, state, python, little_endian=True):
    """`state`: float32 tensors by name, in order."""
    storages = {}
    for value in state.values():
        base = value.untyped_storage().data_ptr()
        storages.setdefault(base, (f"{94024873112624 + 64 * len(storages):014d}", value))
    entries = []
    for label, value in state.items():
        key, _ = storages[value.untyped_storage().data_ptr()]
        numel = value.untyped_storage().nbytes() // 4
        entries.append((text(label, python), tensor(value, key, numel, python)))
    ordered = name("collections", "OrderedDict")
    if python == 2:  # one list of [key, value] lists
        ordered += b"(](" + b"".join(b"](" + k + v + b"e" for k, v in entries) + b"etR"
    else:
        ordered += b")R(" + b"".join(k + v for k, v in entries) + b"u"
    info = (b"}(" + text("protocol_version", python) + integer(1001) + text("little_endian", python) +
            (b"\x88" if little_endian else b"\x89") + text("type_sizes", python) + b"}(" + text("short", python) +
            integer(2) + text("int", python) + integer(4) + text("long", python) + integer(8) + b"uu")
    keys = sorted(key for key, _ in storages.values())
    out = pickled(long_integer(0x1950a86a20f9469cfc6c)) + pickled(integer(1001)) + pickled(info) + pickled(ordered)
    out += pickled(b"](" + b"".join(text(key, python) for key in keys) + b"e")
    by_key = {key: value for key, value in storages.values()}
    for key in keys:
        raw = bytes(by_key[key].untyped_storage())
        out += struct.pack("<q", len(raw) // 4) + raw
    path.write_bytes(out)
