# SPDX-License-Identifier: BSD-3-Clause
"""Safetensors files put together from text."""

import struct


def file_of(header, data=b"", length=None):
    """A file of this header's text; `length` is what it says of the header."""
    text = header if isinstance(header, bytes) else header.encode()
    return struct.pack("<Q", len(text) if length is None else length) + text + data


def entry(dtype='"F32"', shape="[1]", offsets="[0,4]"):
    return f'{{"dtype":{dtype},"shape":{shape},"data_offsets":{offsets}}}'


def one(data=b"\0\0\0\0", **fields):
    """A file of one tensor, `a`."""
    return file_of('{"a":' + entry(**fields) + "}", data)


def two(first, second, data):
    return file_of('{"a":' + entry(**first) + ',"b":' + entry(**second) + "}", data)
