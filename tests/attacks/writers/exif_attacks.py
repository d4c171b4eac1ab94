# SPDX-License-Identifier: BSD-3-Clause
"""A camera's notes in JPEG pictures, which must be read whatever they say."""

import struct

from jpeg_attacks import END, START, good, segment


def add_exif(add):
    """A camera's notes are a tree of tables that point at each other. Whatever they say, the picture is read."""

    def entry(tag=0x112, kind=3, count=1, value=b"\1\0\0\0"):
        return struct.pack("<HHI", tag, kind, count) + value

    def table(*entries, count=None, following=0):
        listed = b"".join(entries)
        return struct.pack("<H", len(entries) if count is None else count) + listed + struct.pack("<I", following)

    def noted(name, tiff, expects="read", before=b""):
        add("notes_" + name, good(before=before + segment(0xE1, b"Exif\0\0" + tiff)), expects)

    head = b"II*\0\x08\0\0\0"
    noted("good", head + table(entry()))
    noted("of_nothing", b"")
    noted("cut_in_the_head", head[:5])
    noted("of_no_order", b"XX" + head[2:] + table(entry()))
    noted("of_another_magic", b"II+\0\x08\0\0\0" + table(entry()))
    noted("of_the_other_order", b"MM" + head[2:] + table(entry()))
    noted("table_outside", b"II*\0\xff\xff\0\0")
    noted("table_far_outside", b"II*\0\xff\xff\xff\xff")
    noted("table_wraps", b"II*\0\xfe\xff\xff\xff" + table(entry()))
    noted("table_in_its_head", b"II*\0\0\0\0\0" + table(entry()))
    noted("table_follows_itself", head + table(entry(0x10F), following=8))
    noted("table_within_itself", head + table(entry(0x8769, 4, 1, b"\x08\0\0\0")))
    noted("entries_65535", head + table(entry(), count=65535))
    noted("entry_cut", (head + table(entry()))[:-8])
    noted("count_of_billions", head + table(entry(count=2**32 - 1)))
    noted("count_of_none", head + table(entry(count=0)))
    noted("value_outside", head + table(entry(kind=2, count=100, value=b"\xff\xff\xff\xff")))
    for value in (0, 9, 255, 65535):
        noted(f"held_as_{value}", head + table(entry(value=struct.pack("<I", value))))
    noted("held_in_words", head + table(entry(kind=2, value=b"up\0\0")))
    noted("held_of_kind_0", head + table(entry(kind=0)))
    noted("held_of_kind_65535", head + table(entry(kind=65535)))
    noted("held_twice", head + table(entry(), entry(value=b"\6\0\0\0")))
    noted("twice", head + table(entry()), before=segment(0xE1, b"Exif\0\0" + head + table(entry(value=b"\6\0\0\0"))))
    add("notes_behind_the_end", good() + segment(0xE1, b"Exif\0\0" + head + table(entry())), "read")
    add("notes_of_length_2", good(before=segment(0xE1)), "read")
    add("notes_past_the_file", START + segment(0xE1, b"Exif\0\0" + head, length=65535), END)


def add_all(add_file):
    def add(name, data, expects, *repeat):
        add_file("jpeg_" + name + ".jpg", data, expects, *repeat)

    add_exif(add)
