# SPDX-License-Identifier: BSD-3-Clause
"""Pickles that swell, or hold themselves; in a zip archive or a stream before 1.6."""

import struct

from pickle_bytes import (
    APPEND,
    APPENDS,
    EMPTY_DICT,
    EMPTY_LIST,
    EMPTY_TUPLE,
    MAGIC,
    MARK,
    ORDERED_DICT,
    SETITEM,
    SETITEMS,
    TUPLE,
    get,
    legacy,
    number,
    put,
    text,
)
from zip_bytes import pth


def add_swollen(add):
    deep = 100_000
    start, end = legacy(b"<>", keys=EMPTY_LIST, data=b"").split(b"<>")
    add(
        "deep_tuples",
        start + EMPTY_TUPLE + b"\x85" + end,
        "expected a dictionary of tensors, as of torch.save(model.state_dict(), ...), got a tuple of 1",
        (b"\x85", deep),
    )
    add(
        "deep_lists",
        start + b"]]]" + b"aa" + end,
        "expected a dictionary of tensors, as of torch.save(model.state_dict(), ...), got a list of 1",
        (b"]]]", deep // 3),
        (b"aa", deep // 2 - 1),
    )
    add("marks_many", start + b"(((" + end, "expected values on the stack, got too few", (b"(((", deep))
    add(
        "deep_dicts",
        start + b"}NN" + b"ss" + end,
        "expected a dictionary to set items of, got None",
        (b"}NN", deep),
        (b"ss", deep // 2),
    )
    add(
        "tuple_of_millions",
        start + MARK + b"NNN" + TUPLE + end,
        "expected a pickle of at most 1048576 steps (weight_limits::pickle_opcodes), got more",
        (b"NNN", 1_000_000),
    )
    add(
        "dicts_millions",
        start + EMPTY_LIST + MARK + b"}}}" + APPENDS + end,
        "expected a pickle of at most 1048576 steps (weight_limits::pickle_opcodes), got more",
        (b"}}}", 1_000_000),
    )
    add(
        "lists_of_one_millions",
        start + b"]Na" + end,
        "expected a pickle of at most 1048576 steps (weight_limits::pickle_opcodes), got more",
        (b"]Na", 1_000_000),
    )
    add("names_half_a_million", start + ORDERED_DICT + MARK + text("########") + b"N" + SETITEMS + end, "read",
        (text("########") + b"N", 500_000))  # fmt: skip
    add("memo_of_a_million_for_one", pth(EMPTY_DICT + b"r" + struct.pack("<I", 2**20 - 1)), "read")
    # The places in the memo that a table of 712697 buckets, as C++'s library has them, keeps in as few as it can.
    places = b"r@@@@", 700_000, 712_697
    add("memo_places_of_few_buckets", start + b"}r@@@@" + end, "read", places)
    swollen = MARK + b"}}}" + TUPLE
    five = legacy(swollen, magic=swollen + b"\x8a\x0a" + MAGIC, protocol=swollen + number(1001),
                  system=swollen + EMPTY_DICT, keys=swollen + EMPTY_LIST, data=b"")  # fmt: skip
    add("five_pickles_of_millions", five, "steps (weight_limits::pickle_opcodes), got more", *[(b"}}}", 340_000)] * 5)
    many = text("########") + get(9)
    long_text = b"X" + struct.pack("<I", 500_000) + b"words"
    thing = ORDERED_DICT + MARK + text("a") + long_text + put(9) + many + SETITEMS
    add(
        "one_text_in_ten_thousand_places",
        start + thing + end,
        "less text than the file has bytes, got more",
        (b"words", 100_000),
        (many, 10_000),
    )
    thing = ORDERED_DICT + MARK + text("a") + EMPTY_DICT + MARK + b"K\0N" + SETITEMS + put(9) + many + SETITEMS
    add("one_dict_in_many_places", start + thing + end, "read", (b"K\0N", 200_000), (many, 200_000))
    doubling = (
        EMPTY_LIST + put(0) + b"".join(EMPTY_LIST + put(n) + MARK + get(n - 1) * 10 + APPENDS for n in range(1, 60))
    )
    add(
        "laughs_of_lists",
        pth(doubling),
        "expected a dictionary of tensors, as of torch.save(model.state_dict(), ...), got a list of 10",
    )
    doubling = text("ha") + put(0) + b"".join(get(n - 1) + get(n - 1) + b"\x86" + put(n) for n in range(1, 60))
    add(
        "laughs_of_tuples",
        pth(doubling),
        "expected a dictionary of tensors, as of torch.save(model.state_dict(), ...), got a tuple of 2",
    )
    add("dict_within_itself", pth(EMPTY_DICT + put(0) + text("a") + get(0) + SETITEM), "read")
    add(
        "list_within_itself",
        pth(EMPTY_LIST + put(0) + get(0) + APPEND),
        "expected a dictionary of tensors, as of torch.save(model.state_dict(), ...), got a list of 1",
    )
    add(
        "tuple_within_itself",
        pth(EMPTY_LIST + put(0) + get(0) + b"\x85" + put(1) + APPEND + get(1)),
        "expected a dictionary of tensors, as of torch.save(model.state_dict(), ...), got a tuple of 1",
    )
    add("state_within_itself", pth(ORDERED_DICT + put(0) + text("state_dict") + get(0) + SETITEM), "read")


def add_all(catalogue):
    def add(name, data, expects, *repeat):
        catalogue.add(name + ".pth", "pytorch", data, expects, *repeat)

    add_swollen(add)
