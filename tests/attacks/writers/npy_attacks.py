# SPDX-License-Identifier: BSD-3-Clause
"""NumPy files whose headers lie. The test asks for float32 numbers of two axes, or of three."""

import struct

KEYS = "the keys descr, fortran_order and shape"


def header(descr="'<f4'", order="False", shape="(2, 2)", rest=""):
    return f"{{'descr': {descr}, 'fortran_order': {order}, 'shape': {shape}, {rest}}}"


def npy(text=None, data=bytes(16), version=(1, 0), length=None, repeat=(b"", 1), **fields):
    text = header(**fields) if text is None else text
    text = text if isinstance(text, bytes) else text.encode("latin-1")
    length = len(text) + len(repeat[0]) * (repeat[1] - 1) if length is None else length
    size = struct.pack("<H" if version[0] == 1 else "<I", length)
    return b"\x93NUMPY" + bytes(version) + size + text + data


def add_frames(add):
    good = npy()
    add("empty", b"", "expected a NumPy file, got an empty file")
    add("magic_cut", good[:5], "expected a NumPy file, got a file that begins with the bytes 93 4e 55 4d 50")
    add("magic_alone", good[:6], "expected NumPy format 1.0, 2.0 or 3.0, got 0.0")
    add("version_cut", good[:7], "a header of 0 bytes, got a file of 7 bytes in all")
    add("length_cut", good[:9], "bytes, got a file of 9 bytes in all")
    for version in ((0, 0), (1, 1), (4, 0), (9, 0), (255, 255)):
        name = f"version_{version[0]}_{version[1]}"
        add(name, npy(version=version), f"expected NumPy format 1.0, 2.0 or 3.0, got {version[0]}.{version[1]}")
    add("header_past_the_end", npy(length=65535), "expected a header of 65535 bytes, got a file of 85 bytes in all")
    add(
        "header_past_the_end_by_one",
        npy(data=b"", length=60),
        "expected a header of 60 bytes, got a file of 69 bytes in all",
    )
    add("header_of_gigabytes", npy(version=(2, 0), length=2**32 - 1), "a header of at most 65536 bytes, got 4294967295")
    add("header_over_the_limit", npy("{ ", b"", (2, 0), length=2**17 + 1), "a header of at most 65536 bytes, got 131073",
        (b" ", 2**17))  # fmt: skip
    add("header_of_nothing", npy(""), "header: expected '{', got its end")
    add("header_of_spaces", npy(" ", length=65535), "header: expected '{', got its end", (b" ", 65535))
    add("header_cut", good[:40], "expected a header of 59 bytes, got a file of 40 bytes in all")
    add("data_cut", good[:-1], "expected 16 bytes for <f4 (2, 2), got 15")
    add("data_missing", good[:-16], "expected 16 bytes for <f4 (2, 2), got 0")
    add("data_too_long", good + b"\0", "expected 16 bytes for <f4 (2, 2), got 17")


def add_python(add):
    add("code", npy("__import__('os').system('id')"), "header: expected '{', got '__import__('os').system('")
    add(
        "code_in_shape",
        npy(shape="__import__('os').system('id')"),
        "header: expected '(', got '__import__('os').system('",
    )
    add("code_behind", npy(header() + ";import os"), "header: expected nothing behind the dictionary, got ';import os'")
    add("code_as_order", npy(order="exec('')"), "header: expected True or False, got 'exec('')")
    add("comprehension", npy("{k: 1 for k in ()}"), "header: expected a string (one plain element type), got 'k: 1")
    add("sum_of_strings", npy(descr="'<f' + '4'"), "header: expected '}', got '+ '4'")
    add("dict_in_dict", npy(descr="{'a': {}}"), "header: expected a string (one plain element type), got '{'a': {}}")
    add(
        "braces_many",
        npy("{{", length=2 * 32_000),
        "header: expected a string (one plain element type), got '{{{{",
        (b"{{", 32_000),
    )
    add("list", npy("[]"), "header: expected '{', got '[]'")
    add("string_unfinished", npy("{'descr"), "header: expected a string that ends, got ''descr'")
    add("dict_unfinished", npy("{'descr': '<f4'"), "header: expected '}', got its end")
    add("nul_in_header", npy(header() + "\0"), "header: expected nothing behind the dictionary, got '?'")
    add("escapes_in_header", npy("\x1b[2J\r\n"), "header: expected '{', got '?[2J?")
    add("escapes_in_a_key", npy(rest="'\x1b[2J\r\n': 1"), f"header: expected {KEYS}, got '?[2J??'")
    letters = b"kk", 25_000
    add("key_of_kilobytes", npy(rest="'kk': 1", repeat=letters), f"header: expected {KEYS}, got 'kkkk", letters)
    add("key_twice", npy(rest="'shape': (4,)"), "header: expected every key once, got 'shape' twice")
    add("key_missing", npy("{'descr': '<f4', 'fortran_order': False}"), f"header: expected {KEYS}, got fewer")
    add("key_unknown", npy(rest="'kind': 1"), f"header: expected {KEYS}, got 'kind'")
    add("keys_none", npy("{}"), f"header: expected {KEYS}, got fewer")
    add("order_is_a_number", npy(order="0"), "header: expected True or False, got '0, 'shape'")


def add_types(add):
    for name, descr in {"object": "|O", "half": "<f2", "long_double": "<f16", "complex": "<c8", "integer": "<i8",
                        "text": "<U5", "void": "|V1000000000", "any_order": "=f4", "no_order": "f4", "date": "<M8[ns]",
                        "nothing": "", "longer": "<f4 ", "number_too_large": "<f99999999999999999999"}.items():  # fmt: skip
        add(
            f"type_{name}",
            npy(descr=f"'{descr}'"),
            f"expected elements of float32 or float64 ('<f4' or '<f8'), got '{descr}'",
        )
    add(
        "type_record",
        npy(descr="[('a', '<f4')]"),
        "header: expected a string (one plain element type), got '[('a', '<f4')]",
    )
    add(
        "type_of_escapes",
        npy(descr="'\x1b[2J\x9b\r\n'"),
        "expected elements of float32 or float64 ('<f4' or '<f8'), got '?[2J",
    )
    letters = b"tt", 25_000
    add(
        "type_of_kilobytes",
        npy(descr="'tt'", repeat=letters),
        "float32 or float64 ('<f4' or '<f8'), got 'tttt",
        letters,
    )
    add("fortran", npy(order="True"), "expected C order (numpy.ascontiguousarray before saving), got Fortran order")


def add_shapes(add, add_3):
    extents = "header: expected extents from 0 to 18446744073709551615, got "
    add("extent_negative", npy(shape="(-2, 2)"), extents + "'-2, 2)")
    add("extent_fraction", npy(shape="(2.0, 2)"), "header: expected ')', got '.0, 2)")
    add("extent_exponent", npy(shape="(2e0, 2)"), "header: expected ')', got 'e0, 2)")
    add("extent_two_to_the_64", npy(shape=f"({2**64}, 2)"), extents + "'18446744073709551616, 2")
    add("extent_text", npy(shape="('2', 2)"), extents + "''2', 2)")
    add("extent_none", npy(shape="(None, 2)"), extents + "'None, 2)")
    add("extent_hexadecimal", npy(shape="(0x2, 2)"), "header: expected ')', got 'x2, 2)")
    add("shape_is_a_list", npy(shape="[2, 2]"), "header: expected '(', got '[2, 2]")
    add("shape_unfinished", npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2, "), extents + "its end")
    add("shape_within_a_shape", npy(shape="((2, 2),)"), extents + "'(2, 2),)")
    add("rank_0", npy(shape="()", data=bytes(4)), "expected an array of rank 2, got shape ()")
    add("rank_1", npy(shape="(4,)"), "expected an array of rank 2, got shape (4)")
    add("rank_3", npy(shape="(1, 2, 2)"), "expected an array of rank 2, got shape (1, 2, 2)")
    ones = b"1,1,", 15_000
    add("rank_of_thousands", npy(shape="(1,1,)", repeat=ones), "header: expected a shape of at most 64 axes, got more", ones)
    counted = "expected a shape whose bytes can be counted, got "
    add("product_wraps_to_zero", npy(shape=f"({2**32}, {2**32})", data=b""), counted + "(4294967296, 4294967296)")
    add("bytes_wrap_to_16", npy(shape=f"({2**62 + 4}, 1)"), counted + "(4611686018427387908, 1)")
    add(
        "bytes_too_many",
        npy(shape=f"({2**31}, {2**29})"),
        "expected 4611686018427387904 bytes for <f4 (2147483648, 536870912), got 16",
    )
    add("extent_huge_of_none", npy(shape=f"(0, {2**63})", data=b""), counted + "(0, 9223372036854775808)")
    add("none_of_extent_huge", npy(shape=f"({2**63}, 0)", data=b""), counted + "(9223372036854775808, 0)")
    add_3(
        "product_wraps_behind_a_zero", npy(shape=f"(0, {2**63}, 2)", data=b""), counted + "(0, 9223372036854775808, 2)"
    )
    add_3(
        "product_wraps_around_a_zero",
        npy(shape=f"({2**40}, 0, {2**40})", data=b""),
        counted + "(1099511627776, 0, 1099511627776)",
    )


def add_all(catalogue):
    def add(name, data, expects, *repeat):
        catalogue.add(name + ".npy", "npy", data, expects, *repeat)

    def add_3(name, data, expects):
        catalogue.add(name + ".npy", "npy_of_three_axes", data, expects)

    add_frames(add)
    add_python(add)
    add_types(add)
    add_shapes(add, add_3)
    pictures = {"png": b"\x89PNG\r\n\x1a\n", "zip": b"PK\3\4", "text": b"1.0 2.0\n"}
    for name, data in pictures.items():
        add("file_of_" + name, data, "expected a NumPy file, got a file that begins with the bytes")
