# SPDX-License-Identifier: BSD-3-Clause
"""Storages that are not as they say, and names of tensors; in a zip archive."""

from pickle_bytes import (
    EMPTY_DICT,
    EMPTY_LIST,
    EMPTY_TUPLE,
    NONE,
    ORDERED_DICT,
    PERSISTENT,
    SETITEM,
    glob,
    number,
    state,
    storage,
    tensor,
    text,
    tuple_of,
)
from zip_bytes import pth


def add_storages(add):
    def with_storage(name, of, expects):
        add("storage_" + name, pth(state(("a", tensor(of)))), expects)

    with_storage(
        "count_negative",
        storage(numel=-2),
        "tensor 'a': expected a storage's size that is a number from 0 to 2^63 - 1, got the number -2",
    )
    with_storage(
        "count_huge",
        storage(numel=2**62),
        "tensor 'a': expected a storage of less than 2^64 bytes, got 4611686018427387904 elements",
    )
    with_storage(
        "count_wraps_to_eight",
        storage(numel=2**62 + 2),
        "tensor 'a': expected a storage of less than 2^64 bytes, got 4611686018427387906 elements",
    )
    with_storage(
        "count_wider_than_64_bits",
        storage(numel=2**70),
        "tensor 'a': expected a storage's size that is a number from 0 to 2^63 - 1, got a number of more than 64 bits",
    )
    with_storage("count_differs", storage(numel=3), "tensor 'a': expected 12 bytes in storage '0', got 8")
    with_storage(
        "type_unknown",
        storage(kind="NibbleStorage"),
        "expected only what a state dict holds: in Python, torch.save(model.state_dict(), ...), got the global torch.NibbleStorage, which is never loaded",
    )
    with_storage("type_quantized", storage(kind="QInt8Storage"), "tensor 'a': expected 2 bytes in storage '0', got 8")
    with_storage(
        "type_is_text",
        tuple_of(text("storage"), text("FloatStorage"), text("0"), text("cpu"), number(2)) + PERSISTENT,
        "tensor 'a': expected a type of storages, such as torch.FloatStorage, got the text 'FloatStorage'",
    )
    with_storage(
        "type_is_a_call",
        tuple_of(text("storage"), glob("os", "system"), text("0"), text("cpu"), number(2)) + PERSISTENT,
        "expected only what a state dict holds: in Python, torch.save(model.state_dict(), ...), got the global os.system, which is never loaded",
    )
    with_storage("key_is_a_number", storage(key=number(0)), "read")
    with_storage(
        "key_is_a_dict", storage(key=EMPTY_DICT), "tensor 'a': expected a storage's key, got a dictionary of 0 entries"
    )
    with_storage("key_is_another", storage(key="1"), "tensor 'a': expected a storage of key '1', got none in the file")
    with_storage(
        "named_module",
        tuple_of(text("module"), NONE, text("m.py"), text("import os")) + PERSISTENT,
        "expected a storage's persistent id, got the text 'module'",
    )
    with_storage(
        "id_of_two",
        tuple_of(text("storage"), text("0")) + PERSISTENT,
        "tensor 'a': expected a storage's id of 5 parts, got 2",
    )
    with_storage(
        "id_is_text", text("storage") + PERSISTENT, "expected a storage's persistent id, got the text 'storage'"
    )
    with_storage(
        "id_in_a_line",
        b"Pstorage\n",
        "expected an opcode of a state dict, as torch.save writes it with its own pickle_protocol, 2, got opcode 0x50",
    )
    with_storage("is_none", NONE, "tensor 'a': expected a storage, got None")
    other = state(("a", tensor()), ("b", tensor(storage(numel=1), size=(1,))))
    add("storage_of_two_counts", pth(other), "tensor 'b': expected 4 bytes in storage '0', got 8")
    other = state(("a", tensor()), ("b", tensor(storage(numel=1, kind="DoubleStorage"), size=(1,))))
    add("storage_of_two_types", pth(other), "read")
    item = text("a") + tensor() + SETITEM
    add("key_is_a_number", pth(ORDERED_DICT + number(1) + tensor() + SETITEM), "read")
    add(
        "key_is_a_tensor",
        pth(ORDERED_DICT + tensor() + tensor() + SETITEM),
        "expected tensors named by text, got a tensor",
    )
    add("key_twice", pth(ORDERED_DICT + item + item), "tensor 'a': expected a name not used before, got it twice")
    add("key_of_escapes", pth(state(("\x1b]0;owned\x07\r\n\u009b2J", tensor(size=(9,))))), "tensor '?]0;owned???")
    add(
        "key_of_5_kilobytes",
        pth(state(("a" * 5000, tensor(size=(9,))))),
        "data.pkl byte 5162: expected a key of at most 4096 bytes, got a longer one",
    )
    for name, thing in {"none": NONE, "text": text("state"), "list": EMPTY_LIST, "number": number(7),
                        "tuple": EMPTY_TUPLE, "storage": storage(), "type": glob("torch", "FloatStorage")}.items():  # fmt: skip
        add(
            "top_is_" + name,
            pth(thing),
            "expected a dictionary of tensors, as of torch.save(model.state_dict(), ...), got",
        )
    add("top_of_numbers", pth(state(("epoch", number(3)))), "read")


def add_all(catalogue):
    def add(name, data, expects, *repeat):
        catalogue.add(name + ".pth", "pytorch", data, expects, *repeat)

    add_storages(add)
