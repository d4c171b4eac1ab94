# SPDX-License-Identifier: BSD-3-Clause
"""Zip archives, as torch.save writes them, whose records have the wrong names."""

from pickle_bytes import pickle
from zip_bytes import GOOD_PICKLE, Record, archive, records_of


def add_names(add):
    add(
        "zip_name_twice",
        archive(records_of() + [Record("archive/data/0", b"\1" * 8)]),
        "record 'archive/data/0': expected a name used once, got it twice",
    )
    add(
        "zip_pickle_twice",
        archive(records_of() + [Record("archive/data.pkl", GOOD_PICKLE)]),
        "record 'archive/data.pkl': expected a name used once, got it twice",
    )
    add("zip_two_roots", archive(records_of() + records_of(root="other")), "expected one record data.pkl, got two")
    add(
        "zip_without_a_pickle",
        archive(records_of()[1:]),
        "expected a record data.pkl, as torch.save writes it, got a zip archive of 'archive/byteorder' and others",
    )
    add("zip_without_a_root", archive(records_of(root="")), "read")
    add(
        "zip_root_climbs",
        archive(records_of(root="../../etc")),
        "expected a record data.pkl, as torch.save writes it, got a zip archive of",
    )
    add(
        "zip_root_absolute",
        archive(records_of(root="/etc")),
        "expected a record data.pkl, as torch.save writes it, got a zip archive of",
    )
    add(
        "zip_root_of_escapes",
        archive(records_of(pickle(b""), root="\x1b[2J\r")),
        "expected values on the stack, got too few",
    )
    add("zip_root_no_utf8", archive([Record(b"\xff\xfe/" + name, data) for name, data in
        ((b"data.pkl", GOOD_PICKLE), (b"data/0", bytes(8)), (b"version", b"3"))]), "read")  # fmt: skip
    add(
        "zip_name_with_nul",
        archive([Record(b"archive/data.pkl\0.txt", GOOD_PICKLE)]),
        "expected a record data.pkl, as torch.save writes it, got a zip archive of 'archive/data.pkl?.txt' and others",
    )
    add(
        "zip_name_empty",
        archive([Record(b"", GOOD_PICKLE)]),
        "expected a record data.pkl, as torch.save writes it, got a zip archive of '' and others",
    )
    script = records_of() + [Record("archive/constants.pkl", pickle(b")")), Record("archive/code/__torch__.py", b"")]
    add(
        "zip_version_missing",
        archive(records_of()[:-1]),
        "record 'version': expected a version of 1 to 10, got no such record",
    )
    for version in (b"", b"0", b"11", b"three", b"99999999999999999999", b"-1"):
        last = Record("archive/version", version)
        add(f"zip_version_{version.decode() or 'empty'}", archive(records_of()[:-1] + [last]),
            f"record 'version': expected a version of 1 to 10, got '{version.decode()}'")  # fmt: skip
    add(
        "zip_torchscript",
        archive(script),
        "expected a state dict: in Python, torch.save(torch.jit.load(file).state_dict(), another_file), got a TorchScript archive, which is a program",
    )
    add(
        "zip_numpy_arrays",
        archive([Record("a.npy", b"\x93NUMPY")]),
        "expected a record data.pkl, as torch.save writes it, got a zip archive of 'a.npy' and others",
    )
    add(
        "zip_word_document",
        archive([Record("[Content_Types].xml", b"<x/>"), Record("word/document.xml", b"<x/>")]),
        "expected a record data.pkl, as torch.save writes it, got a zip archive of '[Content_Types].xml' and others",
    )
    many = Record("########", b"")
    unit, count = many.central_header(0), 60_000
    many_names = archive([many], count=count, here=count, size=len(unit) * count)
    add(
        "zip_names_60000",
        many_names,
        "record '00000000': expected a local header that says the same as the directory, got another",
        (unit, count),
    )
