# SPDX-License-Identifier: BSD-3-Clause
"""Safetensors files that would take much memory or time."""

from safetensors_bytes import file_of


def add_swollen(add):
    """Files near the limits: what they ask for must be seen before it is given."""
    sixteen_million = 2**24 - 64
    add(
        "header_over_the_limit",
        file_of("{} ", length=2 + 2**24),
        "at most 16777216 bytes, got a header length of 16777218",
        (b" ", 2**24),
    )
    add(
        "header_of_spaces",
        file_of(" ", length=sixteen_million),
        "a JSON object, which begins with '{', got nothing",
        (b" ", sixteen_million),
    )
    add(
        "nested_arrays",
        file_of('{"a":[', length=5 + sixteen_million),
        "'a': expected an object that describes a tensor, got an array",
        (b"[", sixteen_million),
    )
    add(
        "nested_before_the_brace",
        file_of("[", length=sixteen_million),
        "a JSON object, which begins with '{'",
        (b"[", sixteen_million),
    )
    add(
        "name_of_16_million_letters",
        file_of('{"n":1}', length=6 + sixteen_million),
        "expected an object that describes a tensor, got 1",
        (b"n", sixteen_million),
    )
    unit = b'"########":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},'
    add(
        "tensors_65537",
        file_of(b"{" + unit, length=1 + len(unit) * 65_600),
        "at most 65536 tensors, got more",
        (unit, 65_600),
    )
    unit = b'"########":"",'
    count = sixteen_million // len(unit)
    add(
        "metadata_a_million",
        file_of(b'{"__metadata__":{' + unit + b'"":""}}', length=17 + len(unit) * count + 7),
        "__metadata__: expected at most 65536 entries, got more",
        (unit, count),
    )
    add(
        "rank_of_millions",
        file_of('{"a":{"shape":[1,1]}}', length=15 + 2 * 8_000_000 + 4),
        "a shape of at most 32 dimensions, got more",
        (b"1,", 8_000_000),
    )
    add(
        "digits_of_millions",
        file_of(b'{"a":{"shape":[9]}}', length=15 + 16_000_000 + 3),
        "header byte 15: expected JSON text in UTF-8, got Number too big",
        (b"9", 16_000_000),
    )
