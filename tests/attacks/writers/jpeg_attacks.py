# SPDX-License-Identifier: BSD-3-Clause
"""JPEG pictures: what can be wrong with a grey one of 8 x 8 pixels."""

from jpeg_bytes import BLOCK, COLOURS, LAST, START, TABLES, codes, frame, good, jpeg, quantizers, scan, segment

END = "a whole JPEG picture, got "
DAMAGED = END + "a damaged one ("
LARGEST = "sides of at most 16384 and in all at most 100000000 pixels, got "
FORGED = "which cannot hold as many"


def add_frames(add):
    add("good", good(), "read")
    for name, (height, width) in {"zero_high": (0, 8), "zero_wide": (8, 0)}.items():
        add("size_" + name, good(frames=frame(height=height, width=width)), DAMAGED)
    add("size_one_too_wide", good(frames=frame(height=8, width=16385)), LARGEST + "16385 x 8")
    add("size_largest", good(frames=frame(height=65535, width=65535)), LARGEST + "65535 x 65535")
    add("size_forged", good(frames=frame(height=10_000, width=10_000)), FORGED)
    # Of zeros without end every code is good: "as before", "no more".
    wide = ((1, 0x44, 0), (2, 0x11, 0), (3, 0x11, 0))
    add("size_forged_and_grey", good(frames=frame(height=10_000, width=10_000), data=b"\0"), FORGED)
    three = scan(tuple((n, 0) for n in (1, 2, 3)))
    add(
        "size_forged_and_black",
        good(frames=frame(height=10_000, width=10_000, parts=COLOURS), scans=three, data=b"\0"),
        FORGED,
    )
    add(
        "size_forged_and_sampled_black",
        good(frames=frame(height=10_000, width=10_000, parts=wide), scans=three, data=b"\0"),
        FORGED,
    )
    first = scan(tuple((n, 0) for n in (1, 2, 3)), last=0)
    add(
        "size_forged_progressive_black",
        good(frames=frame(0xC2, height=10_000, width=10_000, parts=COLOURS), scans=first, data=b"\0"),
        FORGED,
    )
    add("scan_of_one_of_three", good(frames=frame(parts=COLOURS)), DAMAGED + "a channel is missing)")
    add(
        "size_forged_in_colour",
        good(frames=frame(height=10_000, width=10_000, parts=COLOURS)),
        DAMAGED + "a channel is missing)",
    )
    add(
        "size_forged_progressive",
        good(frames=frame(0xC2, height=10_000, width=10_000, parts=COLOURS)),
        DAMAGED + "a channel is missing)",
    )
    add(
        "size_forged_and_sampled",
        good(frames=frame(height=10_000, width=10_000, parts=wide)),
        DAMAGED + "a channel is missing)",
    )
    usual = "a JPEG picture of the usual kinds, baseline or progressive, got "
    for marker, (name, expects) in {
        0xC1: ("extended", "read"), 0xC3: ("lossless", usual + "a lossless one"),
        0xC5: ("differential", usual + "a hierarchical one"),
        0xC9: ("arithmetic", "a JPEG picture in Huffman coding, got one in arithmetic coding"),
        0xCA: ("arithmetic_progressive", "a JPEG picture in Huffman coding, got one in arithmetic coding"),
        0xCB: ("arithmetic_lossless", usual + "a lossless one"), 0xF7: ("jpeg_ls", usual + "a lossless one"),
    }.items():  # fmt: skip
        add("kind_" + name, good(frames=frame(marker)), expects)
    add("bits_12", good(frames=frame(0xC1, bits=12)), "a JPEG picture of 8 bits a channel, got one of 12")
    add("bits_16", good(frames=frame(bits=16)), "a JPEG picture of 8 bits a channel, got one of 16")
    add("components_0", good(frames=frame(parts=())), DAMAGED)
    add("components_2", good(frames=frame(parts=COLOURS[:2])), DAMAGED + "bad component count)")
    add("components_5", good(frames=frame(parts=COLOURS + COLOURS[:2])), DAMAGED + "bad component count)")
    add("components_255", good(frames=frame(count=255)), DAMAGED)
    add("components_more_than_listed", good(frames=frame(count=3)), DAMAGED)
    for high, wide in ((0, 1), (1, 0), (5, 1), (1, 5), (15, 15)):
        add(f"sampling_{high}_{wide}", good(frames=frame(parts=((1, wide << 4 | high, 0),))), DAMAGED)
    odd = ((1, 0x31, 0), (2, 0x21, 0), (3, 0x13, 0))
    add(
        "sampling_of_odd_ratios",
        good(frames=frame(parts=odd)),
        "a JPEG picture whose channels' sizes divide each other, got one with 2 samples to 3",
    )
    add(
        "sampling_less_of_the_first",
        good(frames=frame(parts=((1, 0x11, 0), (2, 0x44, 0), (3, 0x22, 0))), scans=three, data=bytes(20)),
        "read",
    )
    add("quantizer_4", good(frames=frame(parts=((1, 0x11, 4),))), DAMAGED + "bad TQ)")
    add("frame_twice", good(frames=frame() + frame(height=16)), DAMAGED)
    add("frame_missing", good(frames=b""), DAMAGED)
    add("frame_behind_the_scan", jpeg(quantizers(), TABLES, scan(), BLOCK, frame()), DAMAGED)
    add("cmyk", good(frames=frame(parts=COLOURS + ((4, 0x11, 0),))), "CMYK")
    adobe = segment(0xEE, b"Adobe\0\x64\0\0\0\0\2")
    add("cmyk_by_adobe", good(before=adobe, frames=frame(parts=COLOURS + ((4, 0x11, 0),))), "CMYK")


def add_tables(add):
    add("quantizers_missing", good(quantizer=b""), "read")
    add("quantizers_cut", good(quantizer=quantizers(values=b"\1" * 10)), DAMAGED)
    add("quantizers_number_9", good(quantizer=quantizers(9)), DAMAGED + "bad DQT table)")
    add("quantizers_of_kind_2", good(quantizer=quantizers(0x20)), DAMAGED + "bad DQT type)")
    add("quantizers_of_length_1", good(quantizer=segment(0xDB, length=1)), DAMAGED)
    add("codes_missing", good(tables=b""), "read")
    add("codes_number_4", good(tables=codes(0x04)), DAMAGED + "bad DHT header)")
    add("codes_of_kind_2", good(tables=codes(0x20)), DAMAGED + "bad DHT header)")
    add("codes_3_of_one_bit", good(tables=codes(0, (3,), bytes(3))), DAMAGED + "bad code lengths)")
    add("codes_too_many_of_all_lengths", good(tables=codes(0, (2, 4, 8), bytes(14))), DAMAGED + "bad code lengths)")
    add(
        "codes_257",
        good(tables=codes(0, (0,) * 8 + (255, 2), bytes(257))),
        "Huffman tables have at most 256 symbols, got one of 257",
    )
    add(
        "codes_4080",
        good(tables=codes(0, (255,) * 16, bytes(4080))),
        "Huffman tables have at most 256 symbols, got one of 4080",
    )
    add(
        "codes_257_in_a_second_table",
        good(tables=segment(0xC4, b"\0\1" + bytes(16) + b"\x10" + b"\xff\2" + bytes(14 + 257))),
        "at most 256 symbols, got one of 257",
    )
    add("codes_past_the_segment", good(tables=codes(length=10)), DAMAGED)
    add(
        "codes_past_the_file",
        START + quantizers() + frame() + b"\xff\xc4\xff\xff\0\xff",
        END + "one that is cut short (",
    )
    add("difference_of_16_bits", good(tables=codes(0x00, symbols=b"\x10") + codes(0x10)), DAMAGED + "bad huffman code)")
    add("difference_of_255_bits", good(tables=codes(0x00, symbols=b"\xff") + codes(0x10)), DAMAGED)
    add(
        "coefficients_past_the_block", good(tables=codes(0x00) + codes(0x10, symbols=b"\xf1"), data=b"\0" * 200), "read"
    )
    add(
        "coefficients_of_15_bits",
        good(tables=codes(0x00) + codes(0x10, symbols=b"\x0f"), data=b"\x55" * 200),
        DAMAGED + "bad huffman code)",
    )
    add("restarts_every_block", good(before=segment(0xDD, b"\0\1"), data=BLOCK + b"\xff\xd0"), "read")
    add(
        "restarts_more_than_blocks",
        good(before=segment(0xDD, b"\0\1"), data=BLOCK + b"\xff\xd0\xff\xd1"),
        DAMAGED + "unknown marker)",
    )
    add("restarts_of_3_bytes", good(before=segment(0xDD, b"\0\1\0")), DAMAGED + "bad DRI len)")
    add("segment_of_length_0", good(before=segment(0xE0, length=0)), DAMAGED)
    add("segment_past_the_end", good(before=segment(0xE5, b"words", length=65535)), END)


def add_scans(add):
    add("scan_missing", jpeg(quantizers(), frame(), TABLES), DAMAGED + "a channel is missing)")
    add("scan_of_0", good(scans=scan(())), DAMAGED + "a channel is missing)")
    add("scan_of_4", good(scans=scan(((1, 0),) * 4)), DAMAGED + "bad SOS component count)")
    add("scan_of_another_component", good(scans=scan(((9, 0),))), DAMAGED)
    add("scan_length_wrong", good(scans=scan(length=200)), DAMAGED + "bad SOS len)")
    add("scan_of_tables_4", good(scans=scan(((1, 0x44),))), DAMAGED)
    add("scan_of_tables_never_given", good(scans=scan(((1, 0x33),))), "read")
    add("scan_from_1", good(scans=scan(first=1)), DAMAGED + "bad SOS)")
    add("scan_twice", good(data=BLOCK + scan() + BLOCK), "read")
    add("data_missing", good(data=b""), "read")
    add("end_missing", good()[:-2], END + "one that is cut short (")
    add("cut_before_the_data", good()[:-3], END + "one that is cut short (")
    add("cut_in_a_table", good()[:60], END + "one that is cut short (")
    add("bytes_behind", good() + b"PK\5\6" + bytes(18), "read")

    def progressive(name, expects, *scans, tables=TABLES, **size):
        add("progressive_" + name, jpeg(quantizers(), frame(0xC2, **size), tables, *scans), expects)

    bad = DAMAGED + "bad SOS)"
    progressive("backwards", bad, scan(first=9, last=5), BLOCK)
    progressive("last_64", bad, scan(first=1, last=64), BLOCK)
    progressive("first_64", bad, scan(first=64, last=64), BLOCK)
    progressive("shift_14", bad, scan(last=0, high_low=0x0E), BLOCK)
    progressive("refined_from_15", bad, scan(last=0, high_low=0xF0), BLOCK)
    progressive("first_and_others", DAMAGED, scan(last=5), BLOCK)
    progressive("others_of_no_first", "read", scan(first=1, last=5), BLOCK)
    progressive("of_others_together", DAMAGED, scan(((1, 0), (2, 0), (3, 0)), 1, 5), BLOCK, parts=COLOURS)
    # Each block is 32766 brighter than the one before: 66 564 of them come to more than 32 bits hold.
    large = codes(0x00, (1,), b"\x0f") + codes(0x10)
    progressive("first_shifted_out", "read", scan(last=0, high_low=0x0D), b"\x7f\xfe" * 8, tables=large, width=64)
    sum_of_all = START + quantizers() + frame(0xC2, 2064, 2064) + large + scan(last=0) + b"\x7f\xfe" + LAST
    add("progressive_sum_overflows", sum_of_all, "read", (b"\x7f\xfe", 66_564))
    # Behind each: "no more", then a bit to fill, so that blocks are 17 bits; eight of them are 17 bytes.
    bits = ("0" + "1" * 14 + "0" + "0") * 8
    eight = int(bits, 2).to_bytes(17, "big")
    sum_of_all = START + quantizers() + frame(0xC0, 2064, 2064) + large + scan() + eight + LAST
    add("sum_overflows", sum_of_all, DAMAGED + "unknown marker)", (eight, 66_564 // 8 + 1))
    wide = quantizers(0x10, b"\xff" * 128)
    add(
        "product_overflows",
        good(quantizer=wide, frames=frame(width=64), tables=large, data=eight),
        DAMAGED + "unknown marker)",
    )
    largest = codes(0x00, (1,), b"\x0f") + codes(0x10, (1,), b"\x0f")
    add("products_overflow", good(quantizer=wide, tables=largest, data=b"\x7f\xfe" * 64), "read")
    progressive(
        "run_of_32768_blocks",
        DAMAGED + "bad huffman code)",
        scan(last=0),
        BLOCK,
        scan(first=1, last=5),
        b"\xff\0" * 8,
        tables=codes(0x00) + codes(0x10, symbols=b"\xe0"),
    )


def add_hours(add):
    """A small file that keeps the decoder busy: every scan walks all of the picture's blocks."""
    one = scan(((1, 0),), 1, 5) + b"\x00\x00"
    start, end = START + quantizers() + frame(0xC2, 4096, 4096) + codes(0x00) + codes(0x10, symbols=b"\xe0"), LAST
    add("scans_20000", start + scan(last=0) + b"\0" + one + end, "scans", (one, 20_000))


def add_all(add_file):
    def add(name, data, expects, *repeat):
        add_file("jpeg_" + name + ".jpg", data, expects, *repeat)

    for part in (add_frames, add_tables, add_scans, add_hours):
        part(add)
