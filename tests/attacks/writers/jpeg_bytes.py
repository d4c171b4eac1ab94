# SPDX-License-Identifier: BSD-3-Clause
"""JPEG pictures put together from their segments: a grey one of 8 x 8 pixels, and what is given otherwise."""

import struct

START, LAST = b"\xff\xd8", b"\xff\xd9"


def segment(marker, data=b"", length=None):
    return bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2 if length is None else length) + data


def quantizers(number=0, values=b"\1" * 64):
    return segment(0xDB, bytes([number]) + values)


def frame(marker=0xC0, height=8, width=8, parts=((1, 0x11, 0),), bits=8, count=None, **more):
    listed = b"".join(map(bytes, parts))
    head = struct.pack(">BHHB", bits, height, width, len(parts) if count is None else count)
    return segment(marker, head + listed, **more)


def codes(kind=0, counts=(1,), symbols=b"\0", **more):
    """A Huffman table: how many codes there are of each length from one bit on, and what they stand for."""
    return segment(0xC4, bytes([kind]) + bytes(counts) + bytes(16 - len(counts)) + symbols, **more)


def scan(parts=((1, 0x00),), first=0, last=63, high_low=0, count=None, **more):
    listed = b"".join(map(bytes, parts))
    head = bytes([len(parts) if count is None else count]) + listed + bytes([first, last, high_low])
    return segment(0xDA, head, **more)


TABLES = codes(0x00) + codes(0x10)
COLOURS = ((1, 0x11, 0), (2, 0x11, 0), (3, 0x11, 0))
BLOCK = b"\x3f"  # no difference, no more coefficients, ones to the byte's end


def jpeg(*parts):
    return START + b"".join(parts) + LAST


def good(quantizer=None, frames=None, tables=TABLES, scans=None, data=BLOCK, before=b""):
    """The good picture, but for what is given."""
    return jpeg(before, quantizers() if quantizer is None else quantizer, frame() if frames is None else frames, tables,
                scan() if scans is None else scans, data)  # fmt: skip
