# SPDX-License-Identifier: BSD-3-Clause
"""Safetensors files that break the format's rules or abuse its freedom."""

from safetensors_bytes import entry, file_of, one, two
from safetensors_size_attacks import add_swollen

INTEGERS = "integers from 0 to 18446744073709551615"
WITHIN = "data_offsets in order and within the file's"


def add_lengths(add):
    good = one()
    add("empty", b"", "begins with 8 bytes of header length, got 0 bytes")
    add("seven_bytes", good[:7], "begins with 8 bytes of header length, got 7 bytes")
    add("header_of_nothing", file_of(""), "a JSON object, which begins with '{', got nothing")
    add(
        "length_largest",
        file_of("{}", length=2**64 - 1),
        "at most 16777216 bytes, got a header length of 18446744073709551615",
    )
    add(
        "length_wraps_with_its_own_8",
        file_of("{}", length=2**64 - 8),
        "at most 16777216 bytes, got a header length of 18446744073709551608",
    )
    add("length_of_a_signed_minus", file_of("{}", length=2**63), "got a header length of 9223372036854775808")
    add("length_past_the_end", file_of("{}", length=1000), "a header of 1000 bytes, got a file of 10 bytes")
    add("length_one_past_the_end", file_of("{}", length=3), "a header of 3 bytes, got a file of 10 bytes")
    add("length_one_short", file_of("{}", length=1), "header byte 1: expected JSON text in UTF-8, got Missing a name")
    add("cut_in_the_header", good[:40], "a header of 54 bytes, got a file of 40 bytes")
    add("cut_in_the_data", good[:-1], WITHIN + " 3 data bytes, got [0, 4]")


def add_json(add):
    add("top_is_an_array", file_of("[]"), "a JSON object, which begins with '{', got '[]'")
    add("top_is_a_string", file_of('"{}"'), "a JSON object, which begins with '{'")
    add("byte_order_mark", file_of(b"\xef\xbb\xbf{}"), "a JSON object, which begins with '{'")
    add(
        "unfinished_string",
        file_of('{"a'),
        "header byte 3: expected JSON text in UTF-8, got Missing a closing quotation mark",
    )
    add("unfinished_object", file_of('{"a":' + entry()), "JSON text in UTF-8, got Missing a comma or '}'")
    add("comma_too_many", file_of('{"a":' + entry() + ",}", b"\0" * 4), "JSON text in UTF-8, got Missing a name")
    add("comment", file_of('{/**/"a":' + entry() + "}", b"\0" * 4), "JSON text in UTF-8, got Missing a name")
    add("garbage_behind", file_of("{} x"), "header byte 3: expected JSON text in UTF-8")
    add("two_objects", file_of('{}{"a":' + entry() + "}", b"\0" * 4), "header byte 2: expected JSON text in UTF-8")
    add("nul_behind", file_of(b"{}\0\0"), "header byte 2: expected JSON text in UTF-8, got a NUL")
    add(
        "nul_in_a_name",
        file_of(b'{"a\0":' + entry().encode() + b"}", b"\0" * 4),
        "header byte 3: expected JSON text in UTF-8, got a NUL",
    )
    add(
        "utf8_broken",
        file_of(b'{"\xc3(":' + entry().encode() + b"}", b"\0" * 4),
        "JSON text in UTF-8, got Invalid encoding in string",
    )
    add(
        "utf8_overlong",
        file_of(b'{"\xc0\xaf":' + entry().encode() + b"}", b"\0" * 4),
        "JSON text in UTF-8, got Invalid encoding in string",
    )
    add(
        "lone_surrogate",
        file_of(b'{"\\ud800":' + entry().encode() + b"}", b"\0" * 4),
        "JSON text in UTF-8, got The surrogate pair in string is invalid",
    )
    add(
        "bad_escape",
        file_of(b'{"\\x41":' + entry().encode() + b"}", b"\0" * 4),
        "JSON text in UTF-8, got Invalid escape character in string",
    )
    add("not_a_number", one(offsets="[0,NaN]"), "JSON text in UTF-8, got Invalid value")
    add(
        "escapes_in_a_name",
        file_of('{"\\u001b[2J\\r\\n":' + entry(dtype='"F33"') + "}", b"\0" * 4),
        "tensor '?[2J??': expected a dtype of the safetensors format, such as F32, got 'F33'",
    )


def add_entries(add):
    add("tensor_is_null", file_of('{"a":null}'), "'a': expected an object that describes a tensor, got null")
    add("tensor_is_a_number", file_of('{"a":1}'), "'a': expected an object that describes a tensor, got 1")
    add(
        "tensor_within_a_tensor",
        one(shape='{"b":[1]}'),
        "tensor 'a', shape: expected an array of integers, got an object",
    )
    add(
        "name_twice",
        file_of('{"a":' + entry() + ',"a":' + entry() + "}", b"\0" * 4),
        "expected every key once, got 'a' twice",
    )
    add(
        "name_twice_by_escape",
        file_of('{"a":' + entry() + ',"\\u0061":' + entry() + "}", b"\0" * 4),
        "expected every key once, got 'a' twice",
    )
    add("key_twice", one(offsets='[0,4],"shape":[2]'), "expected every key once, got 'shape' twice")
    add(
        "key_missing",
        file_of('{"a":{"dtype":"F32","shape":[1]}}', b"\0" * 4),
        "expected the key data_offsets, got none",
    )
    add("key_unknown", one(offsets='[0,4],"strides":[0]'), "the keys dtype, shape and data_offsets, got 'strides'")
    add(
        "dtype_unknown",
        one(dtype='"F128"'),
        "tensor 'a': expected a dtype of the safetensors format, such as F32, got 'F128'",
    )
    add("dtype_in_small_letters", one(dtype='"f32"'), "a dtype of the safetensors format, such as F32, got 'f32'")
    add(
        "dtype_longer_by_a_nul", one(dtype='"F32\\u0000"'), "a dtype of the safetensors format, such as F32, got 'F32?'"
    )
    add("dtype_is_a_number", one(dtype="32"), "tensor 'a', dtype: expected a string, got 32")
    add(
        "half_a_byte",
        one(dtype='"F4"', shape="[1]", offsets="[0,1]", data=b"\0"),
        "a whole number of bytes, got F4 (1)",
    )
    add("metadata_number", file_of('{"__metadata__":{"a":1}}'), "__metadata__ 'a': expected a string, got 1")
    add("metadata_nested", file_of('{"__metadata__":{"a":{}}}'), "__metadata__ 'a': expected a string, got an object")
    add("metadata_array", file_of('{"__metadata__":[]}'), "'__metadata__': expected an object of strings, got an array")
    add("metadata_key_twice", file_of('{"__metadata__":{"a":"","a":"b"}}'), "expected every key once, got 'a' twice")
    add(
        "metadata_twice",
        file_of('{"__metadata__":{},"__metadata__":{}}'),
        "expected every key once, got '__metadata__' twice",
    )


def add_numbers(add):
    for name, number in {"negative": "-1", "exponent": "1e3", "fraction": "4.0", "two_to_the_64": str(2**64)}.items():
        add(
            f"offset_{name}",
            one(offsets=f"[0,{number}]"),
            f"tensor 'a', data_offsets: expected two {INTEGERS}, got {number}",
        )
        add(f"extent_{name}", one(shape=f"[{number}]"), f"tensor 'a', shape: expected {INTEGERS}, got {number}")
    add(
        "offset_is_text",
        one(offsets='[0,"4"]'),
        f"tensor 'a', data_offsets: expected two {INTEGERS}, got the string '4'",
    )
    add("offsets_three", one(offsets="[0,4,8]"), f"tensor 'a', data_offsets: expected two {INTEGERS}, got 8")
    add("offsets_one", one(offsets="[0]"), f"tensor 'a', data_offsets: expected two {INTEGERS}, got 1 of them")
    add("extent_within_an_array", one(shape="[[1]]"), f"tensor 'a', shape: expected {INTEGERS}, got an array")
    add("rank_33", one(shape=str([1] * 33)), "tensor 'a', shape: expected a shape of at most 32 dimensions, got more")
    # 2^32 x 2^32 elements are 2^64, which is 0 in 64 bits: an empty tensor to a reader that multiplies without a look.
    add(
        "product_wraps_to_zero",
        one(shape=f"[{2**32},{2**32}]", offsets="[0,0]", data=b""),
        "a size below 2^64 bits, got F32 (4294967296, 4294967296)",
    )
    add("bytes_wrap_to_four", one(shape=f"[{2**62 + 1}]"), "a size below 2^64 bits, got F32 (4611686018427387905)")
    add("product_wraps_before_a_zero", one(shape=f"[{2**63},2,0]", offsets="[0,0]", data=b""), "a size below 2^64 bits")


def add_layout(add):
    add("end_before_begin", one(offsets="[4,0]"), WITHIN + " 4 data bytes, got [4, 0]")
    add("end_before_begin_unsigned", one(offsets=f"[{2**64 - 4},0]"), WITHIN + f" 4 data bytes, got [{2**64 - 4}, 0]")
    add("past_the_end", one(shape="[2]", offsets="[0,8]"), WITHIN + " 4 data bytes, got [0, 8]")
    add("far_past_the_end", one(offsets=f"[{2**64 - 4},{2**64 - 1}]"), WITHIN + " 4 data bytes")
    add(
        "shape_larger_than_its_bytes",
        one(shape="[1000000]"),
        "4000000 bytes for F32 (1000000), got 4 at data_offsets [0, 4]",
    )
    add("shape_smaller_than_its_bytes", one(shape="[0]"), "0 bytes for F32 (0), got 4 at data_offsets [0, 4]")
    add(
        "overlap",
        two({"shape": "[2]", "offsets": "[0,8]"}, {"shape": "[2]", "offsets": "[4,12]"}, b"\0" * 12),
        "tensor 'b': expected data from byte 8, where the last tensor ends, got an overlap: from byte 4",
    )
    add("two_of_one_place", two({}, {}, b"\0" * 4), "got an overlap: from byte 0")
    add(
        "hole_at_the_start",
        one(offsets="[4,8]", data=b"\0" * 8),
        "tensor 'a': expected data from byte 0, where the last tensor ends, got a hole: from byte 4",
    )
    add(
        "hole_between",
        two({}, {"offsets": "[8,12]"}, b"\0" * 12),
        "tensor 'b': expected data from byte 4, where the last tensor ends, got a hole: from byte 8",
    )
    add(
        "garbage_at_the_end",
        one(data=b"\0" * 4 + b"PK\5\6"),
        "data that end with the last tensor, at byte 4, got 8 bytes of data",
    )


def add_all(catalogue):
    def add(name, data, expects, *repeat):
        catalogue.add(name + ".safetensors", "safetensors", data, expects, *repeat)

    for part in (add_lengths, add_json, add_entries, add_numbers, add_layout, add_swollen):
        part(add)
