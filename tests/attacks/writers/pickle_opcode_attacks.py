# SPDX-License-Identifier: BSD-3-Clause
"""Pickles that are none: opcodes, stacks, memos and lengths gone wrong; in a zip archive."""

import struct

from pickle_bytes import (
    APPEND,
    APPENDS,
    BUILD,
    DUP,
    EMPTY_DICT,
    EMPTY_LIST,
    EMPTY_TUPLE,
    MARK,
    NONE,
    PERSISTENT,
    POP,
    REDUCE,
    SETITEM,
    SETITEMS,
    STOP,
    TUPLE,
    get,
    number,
    pickle,
    put,
    state,
    storage,
    tensor,
    text,
)
from zip_bytes import archive, pth, records_of


def raw(data):
    """A zip file whose data.pkl is just that."""
    return archive(records_of(data))


def add_machine(add):
    add(
        "stop_missing",
        raw(pickle(state(("a", tensor())))[:-1]),
        "expected a whole pickle, got the end of the bytes within it",
    )
    add("stop_alone", raw(STOP), "expected values on the stack, got too few")
    add("stop_with_two_things", raw(b"\x80\x02" + EMPTY_DICT + EMPTY_DICT + STOP), "read")
    add("stop_within_a_mark", raw(b"\x80\x02" + MARK + EMPTY_DICT + STOP), "read")
    add("bytes_behind_stop", raw(pickle(state(("a", tensor()))) + b"more"), "read")
    add(
        "opcode_unknown",
        raw(b"\x80\x02\xff" + STOP),
        "expected an opcode of a state dict, as torch.save writes it with its own pickle_protocol, 2, got opcode 0xff",
    )
    add("opcode_of_text", raw(b"hello, world"), "expected a place in the memo that was filled, got 101")
    for protocol in (6, 9, 255):
        add(f"protocol_{protocol}", raw(pickle(EMPTY_DICT, protocol)), "read")  # as PyTorch does
    add("protocol_cut", raw(b"\x80"), "expected a whole pickle, got the end of the bytes within it")
    for name, opcode in {"reduce": REDUCE, "build": BUILD, "setitem": SETITEM,
                         "append": APPEND, "persistent": PERSISTENT, "tuple_3": b"\x87"}.items():  # fmt: skip
        add(f"stack_empty_{name}", raw(b"\x80\x02" + opcode + STOP), "expected values on the stack, got too few")
    for name, opcode in {"pop": POP, "dup": DUP, "pop_mark": b"1"}.items():
        add(f"opcode_{name}", raw(b"\x80\x02" + EMPTY_DICT + opcode + STOP), "expected an opcode of a state dict")
    for name, opcode in {"tuple": TUPLE, "setitems": SETITEMS, "appends": APPENDS}.items():
        add(
            f"mark_missing_{name}",
            raw(b"\x80\x02" + EMPTY_DICT + opcode + STOP),
            "expected a mark on the stack, got none",
        )
    add(
        "stack_taken_below_a_mark",
        raw(b"\x80\x02" + EMPTY_DICT + text("a") + MARK + NONE + SETITEM + STOP),
        "expected values on the stack, got too few",
    )
    add(
        "setitem_on_a_tuple",
        pth(EMPTY_TUPLE + text("a") + NONE + SETITEM),
        "expected a dictionary to set items of, got a tuple of 0",
    )
    add(
        "setitem_on_a_tensor",
        pth(tensor() + number(2**40) + NONE + SETITEM),
        "expected a dictionary to set items of, got a tensor",
    )
    add(
        "setitems_on_a_list",
        pth(EMPTY_LIST + MARK + number(0) + NONE + SETITEMS),
        "expected a dictionary to set items of, got a list of 0",
    )
    add(
        "setitems_odd",
        pth(EMPTY_DICT + MARK + text("a") + SETITEMS),
        "expected keys and values in turn, got a key without a value",
    )
    add(
        "append_on_a_dict",
        pth(EMPTY_DICT + NONE + APPEND),
        "expected a list to append to, got a dictionary of 0 entries",
    )
    add("append_on_a_storage", pth(storage() + NONE + APPEND), "expected a list to append to, got a storage")
    add("memo_of_nothing", pth(get(7)), "expected a place in the memo that was filled, got 7")
    add(
        "memo_of_nothing_long",
        pth(b"j" + struct.pack("<I", 2**32 - 1)),
        "expected a place in the memo that was filled, got 4294967295",
    )
    add("memo_put_of_nothing", raw(b"\x80\x02" + put(0) + STOP), "expected values on the stack, got too few")
    add(
        "memo_put_of_a_mark",
        raw(b"\x80\x02" + MARK + put(0) + get(0) + STOP),
        "expected values on the stack, got too few",
    )
    add("memo_place_of_billions", pth(EMPTY_DICT + b"r" + struct.pack("<I", 2**32 - 1)), "read")
    add(
        "memo_place_in_words",
        pth(EMPTY_DICT + b"pminus one\n"),
        "expected an opcode of a state dict, as torch.save writes it with its own pickle_protocol, 2, got opcode 0x70",
    )
    add(
        "memo_place_negative",
        pth(EMPTY_DICT + b"p-1\n"),
        "expected an opcode of a state dict, as torch.save writes it with its own pickle_protocol, 2, got opcode 0x70",
    )


def add_lengths(add):
    add(
        "text_of_4_gigabytes",
        raw(b"\x80\x02X" + struct.pack("<I", 2**32 - 1) + b"a" + STOP),
        "expected a whole pickle, got the end of the bytes within it",
    )
    add(
        "text_of_exabytes",
        raw(b"\x80\x04\x8d" + struct.pack("<Q", 2**63) + b"a" + STOP),
        "expected an opcode of a state dict, as torch.save writes it with its own pickle_protocol, 2, got opcode 0x8d, of a later protocol",
    )
    add(
        "text_past_the_end_by_one",
        raw(b"\x80\x02X" + struct.pack("<I", 3) + b"a" + STOP),
        "expected a whole pickle, got the end of the bytes within it",
    )
    add("text_not_utf8", pth(state((text(b"\xff\xfe"), tensor()))), "expected text in UTF-8, got '??'")
    add(
        "text_negative",
        raw(b"\x80\x02T" + struct.pack("<i", -1) + b"a" + STOP),
        "expected a whole pickle, got the end of the bytes within it",
    )
    add(
        "line_without_an_end",
        raw(b"\x80\x02ctorch._utils"),
        "expected a whole pickle, got the end of the bytes within it",
    )
    add("long_of_255_bytes", pth(b"\x8a\xff" + b"\x7f" * 255), "expected a number of at most 16 bytes, got 255")
    add("long_cut", raw(b"\x80\x02\x8a\x08\0" + STOP), "expected a whole pickle, got the end of the bytes within it")
    add(
        "long_of_gigabytes",
        raw(b"\x80\x02\x8b" + struct.pack("<i", 2**31 - 1) + STOP),
        "expected an opcode of a state dict, as torch.save writes it with its own pickle_protocol, 2, got opcode 0x8b",
    )
    add(
        "long_negative",
        raw(b"\x80\x02\x8b" + struct.pack("<i", -1) + STOP),
        "expected an opcode of a state dict, as torch.save writes it with its own pickle_protocol, 2, got opcode 0x8b",
    )
    add(
        "frame_past_the_end",
        raw(b"\x80\x04\x95" + struct.pack("<Q", 2**64 - 1) + EMPTY_DICT + STOP),
        "expected an opcode of a state dict, as torch.save writes it with its own pickle_protocol, 2, got opcode 0x95, of a later protocol",
    )
    add(
        "number_in_words",
        raw(b"\x80\x02Ione\n" + STOP),
        "expected an opcode of a state dict, as torch.save writes it with its own pickle_protocol, 2, got opcode 0x49",
    )
    add(
        "number_of_many_digits",
        pth(b"I" + b"9" * 400 + b"\n"),
        "expected an opcode of a state dict, as torch.save writes it with its own pickle_protocol, 2, got opcode 0x49",
    )


def add_all(catalogue):
    def add(name, data, expects, *repeat):
        catalogue.add(name + ".pth", "pytorch", data, expects, *repeat)

    add_machine(add)
    add_lengths(add)
