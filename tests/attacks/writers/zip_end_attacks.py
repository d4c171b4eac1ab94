# SPDX-License-Identifier: BSD-3-Clause
"""Zip archives, as torch.save writes them, whose ends and directories lie."""

import struct

from zip_bytes import archive, records_of, zip64_end


def changed(index, **fields):
    """The good archive with one record's headers changed alike."""
    records = records_of()
    records[index].both(**fields)
    return archive(records)


def changed_at(index, header, **fields):
    records = records_of()
    getattr(records[index], header).update(fields)
    return archive(records)


def add_ends(add):
    good = archive(records_of())
    add("zip_empty", archive([]), "expected a record data.pkl, as torch.save writes it, got an empty zip archive")
    add(
        "zip_start_alone",
        b"PK\3\4",
        "expected a zip archive that ends with its directory, got a file cut short, or one with more behind",
    )
    add(
        "zip_start_and_noise",
        b"PK\3\4" + bytes(range(256)),
        "expected a zip archive that ends with its directory, got a file cut short, or one with more behind",
    )
    add(
        "zip_cut_in_half",
        good[: len(good) // 2],
        "expected a zip archive that ends with its directory, got a file cut short, or one with more behind",
    )
    add(
        "zip_cut_by_a_byte",
        good[:-1],
        "expected a zip archive that ends with its directory, got a file cut short, or one with more behind",
    )
    add(
        "zip_cut_before_its_end_header",
        good[:-22],
        "expected a zip archive that ends with its directory, got a file cut short, or one with more behind",
    )
    add(
        "zip_behind_other_bytes",
        b"MZ" + bytes(62) + good,
        "expected a file by torch.save: a zip archive or, before 1.6, pickles, got 695 bytes that begin as neither",
    )
    add(
        "zip_text_behind",
        good + b"trailing words",
        "expected a zip archive that ends with its directory, got a file cut short, or one with more behind",
    )
    add(
        "zip_comment_past_the_end",
        archive(records_of(), comment_length=100),
        "end of the zip directory: expected an archive of one part, without a comment, got a comment",
    )
    add(
        "zip_end_header_in_a_comment",
        archive(records_of(), comment=archive([])),
        "end of the zip directory: expected a directory that ends at byte 631, got 0 bytes from byte 0",
    )
    add("zip_comment_largest", archive(records_of(), comment=b"~", comment_length=65535),
        "expected a zip archive that ends with its directory, got a file cut short, or one with more behind",
        (b"~", 65535))  # fmt: skip
    add(
        "zip_directory_outside",
        archive(records_of(), offset=2**31),
        "end of the zip directory: expected a directory that ends at byte 609, got 246 bytes from byte 2147483648",
    )
    add(
        "zip_directory_wraps",
        archive(records_of(), offset=2**32 - 2, size=2**32 - 2),
        "end of the zip directory: expected a directory that ends at byte 609, got 4294967294 bytes from byte 4294967294",
    )
    add(
        "zip_directory_too_long",
        archive(records_of(), size=10_000),
        "end of the zip directory: expected a directory that ends at byte 609, got 10000 bytes from byte 363",
    )
    add(
        "zip_directory_too_short",
        archive(records_of(), size=60),
        "end of the zip directory: expected a directory that ends at byte 609, got 60 bytes from byte 363",
    )
    add(
        "zip_directory_at_the_start",
        archive(records_of(), offset=0),
        "end of the zip directory: expected a directory that ends at byte 609, got 246 bytes from byte 0",
    )
    add(
        "zip_count_too_high",
        archive(records_of(), count=5, here=5),
        "zip directory: expected an entry at byte 246, got something else",
    )
    add(
        "zip_count_too_low",
        archive(records_of(), count=3, here=3),
        "zip directory: expected an end behind 3 entries, got 61 bytes more",
    )
    add(
        "zip_count_of_65534",
        archive(records_of(), count=65534, here=65534),
        "end of the zip directory: expected at most an entry for each 46 bytes, got 65534 entries",
    )
    add(
        "zip_counts_differ",
        archive(records_of(), here=1),
        "end of the zip directory: expected numbers that agree, got several that do not",
    )
    add(
        "zip_of_several_disks",
        archive(records_of(), disk=1, directory_disk=1),
        "end of the zip directory: expected an archive of one part, without a comment, got several parts",
    )
    add(
        "zip_directory_signature",
        changed_at(1, "central", signature=b"PK\1\1"),
        "zip directory: expected an entry at byte 62, got something else",
    )


def add_wide(add):
    records = records_of()
    add("zip64_good", zip64_end(records), "read")
    add(
        "zip64_locator_outside",
        zip64_end(records, locator=2**63),
        "end of the zip directory: expected a Zip64 record of 56 bytes before its locator, got another place: byte 9223372036854775808",
    )
    add(
        "zip64_locator_astray",
        zip64_end(records, locator=0),
        "end of the zip directory: expected a Zip64 record of 56 bytes before its locator, got another place: byte 0",
    )
    add(
        "zip64_locator_wraps",
        zip64_end(records, locator=2**64 - 8),
        "end of the zip directory: expected a Zip64 record of 56 bytes before its locator, got another place: byte 18446744073709551608",
    )
    add(
        "zip64_count_huge",
        zip64_end(records, count=2**64 - 1),
        "end of the zip directory: expected at most an entry for each 46 bytes, got 18446744073709551615 entries",
    )
    add(
        "zip64_directory_huge",
        zip64_end(records, size=2**64 - 1),
        "end of the zip directory: expected a directory that ends at byte 609, got 18446744073709551615 bytes from byte 363",
    )
    add(
        "zip64_directory_wraps",
        zip64_end(records, offset=2**64 - 16),
        "end of the zip directory: expected a directory that ends at byte 609, got 246 bytes from byte 18446744073709551600",
    )
    add(
        "zip64_record_length_huge",
        zip64_end(records, length=2**64 - 13),
        "end of the zip directory: expected numbers that agree, got several that do not",
    )
    add(
        "zip64_end_missing",
        archive(records, size=2**32 - 1, offset=2**32 - 1, count=65535, here=65535),
        "end of the zip directory: expected a directory that ends at byte 609, got 4294967295 bytes from byte 4294967295",
    )
    add(
        "zip64_extra_missing",
        changed_at(2, "central", size=2**32 - 1, packed=2**32 - 1),
        "record 'archive/data/0': expected 4294967295 bytes before the directory, got fewer",
    )
    add(
        "zip64_extra_short",
        changed_at(2, "central", size=2**32 - 1, packed=2**32 - 1, extra=b"\1\0\4\0\0\0\0\0"),
        "record 'archive/data/0': expected Zip64 numbers, got too few",
    )
    huge = b"\1\0\x10\0" + struct.pack("<2Q", 2**63, 2**63)
    add(
        "zip64_size_huge",
        changed_at(2, "central", size=2**32 - 1, packed=2**32 - 1, extra=huge),
        "record 'archive/data/0': expected 9223372036854775808 bytes before the directory, got fewer",
    )
    wraps = b"\1\0\x10\0" + struct.pack("<2Q", 2**64 - 1, 2**64 - 1)
    add(
        "zip64_size_wraps",
        changed_at(2, "central", size=2**32 - 1, packed=2**32 - 1, extra=wraps),
        "record 'archive/data/0': expected 18446744073709551615 bytes before the directory, got fewer",
    )
    far = b"\1\0\x08\0" + struct.pack("<Q", 2**64 - 20)
    records = records_of()
    records[2].central.update(extra=far)
    records[2].offset = 2**32 - 1
    add(
        "zip64_offset_wraps",
        archive(records),
        "record 'archive/data/0': expected a local header at byte 18446744073709551596, got none",
    )
    add(
        "zip_extra_past_the_header",
        changed_at(2, "central", extra_length=60_000),
        "zip directory: expected an entry of whole length at byte 125, got the end of the directory within it",
    )
    add(
        "zip_extra_field_too_long",
        changed_at(2, "central", extra=b"\1\0\xff\xff"),
        "record 'archive/data/0': expected whole extra fields, got one cut short",
    )


def add_all(catalogue):
    def add(name, data, expects, *repeat):
        catalogue.add(name + ".pth", "pytorch", data, expects, *repeat)

    add_ends(add)
    add_wide(add)
