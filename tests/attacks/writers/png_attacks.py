# SPDX-License-Identifier: BSD-3-Clause
"""PNG pictures that lie of their size, their parts and what their stream swells to."""

import struct
import zlib

SIGNATURE = b"\x89PNG\r\n\x1a\n"
END = "a whole PNG picture, got "
LARGEST = "sides of at most 16384 and in all at most 100000000 pixels, got "


def chunk(kind, data=b"", length=None, crc=None):
    crc = zlib.crc32(kind + data) if crc is None else crc
    return struct.pack(">I", len(data) if length is None else length) + kind + data + struct.pack(">I", crc)


def head(width=2, height=2, depth=8, colour=2, compression=0, filters=0, interlace=0):
    return chunk(b"IHDR", struct.pack(">2I5B", width, height, depth, colour, compression, filters, interlace))


ROWS = (b"\0" + bytes(6)) * 2  # of two pixels of three bytes, behind a byte that says "no filter"
LAST = chunk(b"IEND")


def data_of(rows=ROWS):
    return chunk(b"IDAT", zlib.compress(rows))


def png(*parts):
    return SIGNATURE + b"".join(parts) + LAST


def add_sizes(add):
    for name, (width, height) in {
        "zero_wide": (0, 2), "zero_high": (2, 0), "one_too_wide": (16385, 1), "pixels_268_million": (16384, 16384),
        "two_to_the_31_wide": (2**31, 1), "largest": (2**32 - 1, 2**32 - 1), "product_wraps": (2**16, 2**16),
    }.items():  # fmt: skip
        expects = END if 0 in (width, height) else f"{LARGEST}{width} x {height}"
        add("size_" + name, png(head(width, height), data_of()), expects)
    forged = "expected a whole picture of 10000 x 10000 pixels, got 68 bytes, which cannot hold as many"
    add("size_forged", png(head(10_000, 10_000), data_of()), forged)
    add(
        "size_forged_of_16_bits",
        png(head(16384, 6103, 16, 6), data_of()),
        forged.replace("10000 x 10000", "16384 x 6103"),
    )
    add("size_forged_interlaced", png(head(10_000, 10_000, interlace=1), data_of()), forged)
    add("size_forged_of_one_bit", png(head(10_000, 10_000, 1, 0), data_of()), forged)
    add("size_slightly_forged", png(head(20, 20), data_of()), END + "a damaged one (not enough pixels)")
    add("swells_to_100_megabytes", *swelling(50_000))


def swelling(count):
    """A stream of `count` times 13 bytes, each of which swell to 2064, in a picture of 2 x 2."""
    # One zero, then "258 times the byte before": fixed codes of 8 and 8 + 5 bits, behind 3 bits for the block's kind.
    bits = "110" + "00110000" + ("11000101" + "00000") * 8 * 3
    packed = bytes(int(bits[n : n + 8][::-1], 2) for n in range(0, len(bits) - 7, 8))
    unit = packed[2:15]
    assert packed[15:28] == unit
    stream = chunk(b"IDAT", b"\x78\x9c" + packed[:2] + unit, length=4 + 13 * count)
    expects = END + "a damaged one (it swells to more memory than its pixels take)"
    return png(head(), stream), expects, (unit, count)


def add_heads(add):
    damaged = END + "a damaged one ("
    add("signature_alone", SIGNATURE, END + "one that is cut short (")
    add("head_alone", SIGNATURE + head(), END + "one that is cut short (")
    add("head_cut", (SIGNATURE + head())[:20], END + "one that is cut short (")
    add("head_missing", png(data_of()), damaged + "first not IHDR)")
    add("head_behind", png(data_of(), head()), damaged + "first not IHDR)")
    add("head_twice", png(head(), head(), data_of()), damaged + "multiple IHDR)")
    add("head_short", png(chunk(b"IHDR", bytes(12)), data_of()), damaged)
    add(
        "head_long",
        png(chunk(b"IHDR", struct.pack(">2I6B", 2, 2, 8, 2, 0, 0, 0, 0)), data_of()),
        damaged + "bad IHDR len)",
    )
    add("depth_3", png(head(depth=3), data_of()), damaged + "1/2/4/8/16-bit only)")
    add("depth_32", png(head(depth=32), data_of()), damaged + "1/2/4/8/16-bit only)")
    for colour in (1, 5, 7, 255):
        add(f"colour_{colour}", png(head(colour=colour), data_of()), damaged + "bad ctype)")
    add("palette_of_16_bits", png(head(depth=16, colour=3), data_of()), damaged + "bad ctype)")
    add("compression_1", png(head(compression=1), data_of()), damaged + "bad comp method)")
    add("filters_1", png(head(filters=1), data_of()), damaged + "bad filter method)")
    add("interlace_2", png(head(interlace=2), data_of()), damaged + "bad interlace method)")
    add(
        "apples_variant",
        SIGNATURE + chunk(b"CgBI", bytes(4)) + head() + data_of() + LAST,
        "a PNG picture by the standard, got Apple's variant of it (a CgBI chunk)",
    )


def add_chunks(add):
    damaged = END + "a damaged one ("
    add("chunk_unknown_and_needed", png(head(), chunk(b"ABCD"), data_of()), damaged)
    add("chunk_unknown_and_not_needed", png(head(), chunk(b"abCd", b"words"), data_of()), "read")
    add("chunk_of_2_gigabytes", png(head(), chunk(b"teXt", b"words", length=2**31 - 1), data_of()), END)
    add("chunk_of_4_gigabytes", png(head(), chunk(b"teXt", b"words", length=2**32 - 1), data_of()), END)
    add("data_of_2_gigabytes", png(head(), chunk(b"IDAT", b"words", length=2**31 - 1)), END)
    add("data_of_4_gigabytes", png(head(), chunk(b"IDAT", b"words", length=2**32 - 1)), END)
    add("sum_wrong", png(head(), chunk(b"IDAT", zlib.compress(ROWS), crc=0)), "read")
    add("data_missing", png(head()), damaged + "no IDAT)")
    add("data_behind_the_end", SIGNATURE + head() + LAST + data_of(), damaged + "no IDAT)")
    add("end_missing", SIGNATURE + head() + data_of(), END + "one that is cut short (")
    add("cut_in_the_data", png(head(), data_of())[:48], END + "one that is cut short (")
    bytes_of_palette = struct.pack("6B", 0, 0, 0, 255, 255, 255)
    rows = data_of(b"\0\0\1" + b"\0\1\xff")
    palette = head(colour=3)
    add("palette_missing", png(palette, rows), damaged + "no PLTE)")
    add("palette_behind_the_data", png(palette, rows, chunk(b"PLTE", bytes_of_palette)), damaged)
    add(
        "palette_too_short_for_the_data",
        png(palette, chunk(b"PLTE", bytes_of_palette), rows),
        "read",
    )
    add("palette_of_5_bytes", png(palette, chunk(b"PLTE", bytes(5)), rows), damaged + "invalid PLTE)")
    add("palette_of_257_colours", png(palette, chunk(b"PLTE", bytes(771)), rows), damaged + "invalid PLTE)")
    add(
        "transparency_before_the_palette",
        png(palette, chunk(b"tRNS", b"\0"), chunk(b"PLTE", bytes_of_palette), rows),
        damaged + "tRNS before PLTE)",
    )
    add(
        "transparency_longer_than_the_palette",
        png(palette, chunk(b"PLTE", bytes_of_palette), chunk(b"tRNS", bytes(3)), rows),
        damaged + "bad tRNS len)",
    )
    add("transparency_of_alpha", png(head(colour=6), chunk(b"tRNS", bytes(6)), data_of()), damaged + "tRNS with alpha)")
    add("transparency_of_5_bytes", png(head(), chunk(b"tRNS", bytes(5)), data_of()), damaged + "bad tRNS len)")


def add_streams(add):
    damaged = END + "a damaged one ("

    def stream(name, data, expects):
        add("stream_" + name, png(head(), chunk(b"IDAT", data)), expects)

    good = zlib.compress(ROWS)
    stream("empty", b"", damaged)
    stream("of_one_byte", b"\x78", damaged)
    stream("of_no_zlib", b"\0\0" + good[2:], damaged + "bad compression)")
    stream("with_a_dictionary", b"\x78\xbb" + good[2:], damaged + "no preset dict)")
    stream("of_another_method", b"\x77\x85" + good[2:], damaged)
    stream("cut", good[:5], damaged)
    stream("of_block_kind_3", b"\x78\x9c\x07", damaged)
    stream("stored_length_wrong", b"\x78\x9c\1\x0e\0\0\0" + ROWS, damaged + "zlib corrupt)")
    stream("stored_past_the_end", b"\x78\x9c\1\xff\xff\0\0" + ROWS, damaged + "read past buffer)")
    # Fixed codes: "the 3 bytes that begin 1 byte before", with nothing before.
    stream("copy_of_nothing", b"\x78\x9c\x03\x02\0", damaged + "bad dist)")
    # A block that says it has 30 + 257 codes of length, each of 7 bits: more than 7 bits can tell apart.
    stream("codes_too_many", b"\x78\x9c\xf5\xff" + b"\xff" * 20, damaged)
    stream("too_short", zlib.compress(ROWS[:-1]), damaged + "not enough pixels)")
    stream("too_long", zlib.compress(ROWS + bytes(100)), "read")
    stream("filter_5", zlib.compress(b"\5" + ROWS[1:]), damaged + "invalid filter)")
    add("interlaced_too_short", png(head(interlace=1), data_of()), END)


def add_all(add_file):
    def add(name, data, expects, *repeat):
        add_file("png_" + name + ".png", data, expects, *repeat)

    for part in (add_sizes, add_heads, add_chunks, add_streams):
        part(add)
