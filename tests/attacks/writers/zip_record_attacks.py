# SPDX-License-Identifier: BSD-3-Clause
"""Zip archives, as torch.save writes them, whose records lie."""

from pickle_bytes import pickle, state, storage, tensor
from zip_bytes import Record, archive, pth, records_of
from zip_name_attacks import add_names


def changed(index, **fields):
    """The good archive with one record's headers changed alike."""
    records = records_of()
    records[index].both(**fields)
    return archive(records)


def changed_at(index, header, **fields):
    records = records_of()
    getattr(records[index], header).update(fields)
    return archive(records)


def add_records(add):
    add(
        "zip_deflated",
        changed(2, method=8),
        "record 'archive/data/0': expected a stored record, as torch.save writes it, got a compressed one",
    )
    add(
        "zip_deflated_pickle",
        changed(0, method=8),
        "record 'archive/data.pkl': expected a stored record, as torch.save writes it, got a compressed one",
    )
    add(
        "zip_method_unknown",
        changed(2, method=99),
        "record 'archive/data/0': expected a stored record, as torch.save writes it, got a compressed one",
    )
    add(
        "zip_encrypted",
        changed(2, flags=0x801),
        "record 'archive/data/0': expected a record that is not encrypted, got an encrypted one",
    )
    add(
        "zip_strongly_encrypted",
        changed(0, flags=0x841),
        "record 'archive/data.pkl': expected a record that is not encrypted, got an encrypted one",
    )
    add(
        "zip_record_on_another_disk",
        changed_at(2, "central", disk=3),
        "record 'archive/data/0': expected a record of this file, got one of another part",
    )
    add(
        "zip_packed_size_differs",
        changed(2, packed=4),
        "record 'archive/data/0': expected as many bytes stored as there are, got 4 for 8",
    )
    add(
        "zip_record_past_the_end",
        changed(2, size=100_000, packed=100_000),
        "record 'archive/data/0': expected 100000 bytes before the directory, got fewer",
    )
    add(
        "zip_record_into_the_directory",
        changed(3, size=60, packed=60),
        "record 'archive/version': expected 60 bytes before the directory, got fewer",
    )
    add(
        "zip_local_signature",
        changed_at(2, "local", signature=b"PK\7\x08"),
        "record 'archive/data/0': expected a local header at byte 264, got none",
    )
    add(
        "zip_local_name",
        changed_at(2, "local", name=b"archive/data/1"),
        "record 'archive/data/0': expected a local header that says the same as the directory, got another",
    )
    add(
        "zip_local_name_longer",
        changed_at(2, "local", name=b"archive/data/0" * 20),
        "record 'archive/data/0': expected a local header that says the same as the directory, got another",
    )
    add(
        "zip_local_method",
        changed_at(2, "local", method=8),
        "record 'archive/data/0': expected a local header that says the same as the directory, got another",
    )
    add(
        "zip_local_size",
        changed_at(2, "local", size=4, packed=4),
        "record 'archive/data/0': expected a local header that says the same as the directory, got another",
    )
    add(
        "zip_local_extra_past_the_end",
        changed_at(2, "local", extra_length=65535),
        "record 'archive/data/0': expected 8 bytes before the directory, got fewer",
    )
    add(
        "zip_crc_wrong",
        changed(0, crc=0x12345678),
        "record 'archive/data.pkl': expected data of the checksum that the archive has for them, got others",
    )
    add("zip_crc_wrong_of_a_storage", changed(2, crc=0x12345678), "read")
    for name, other in {"same_place": 0, "astray": 7, "outside": 2**32 - 2}.items():
        records = records_of()
        records[2].offset = other
        add("zip_record_" + name, archive(records), "record 'archive/data/0': expected a local header")
    inner = Record("archive/data/1", bytes(8))
    whole = inner.local_header() + inner.data + b"\0\0"
    outer = Record("archive/data/0", whole)
    thing = pickle(state(("a", tensor(storage("0", len(whole) // 4), size=(1,))), ("b", tensor(storage("1")))))
    records = records_of(thing, {})
    before = sum(len(r.local_header()) + len(r.data) for r in records)
    inner.offset = before + len(outer.local_header())
    inner.is_written = False
    add(
        "zip_record_within_a_record",
        archive(records + [outer, inner]),
        "record 'archive/data/1': expected bytes of its own, got those of another record",
    )


def add_contents(add):
    for name, order in {"middle": b"middle", "empty": b"", "cut": b"litt", "long": b"little" * 200}.items():
        add("zip_byteorder_" + name, archive(records_of(byteorder=order)),
            f"record 'archive/byteorder': expected 'little' or 'big', got '{order.decode()[:40]}")  # fmt: skip
    add(
        "zip_storage_short",
        archive(records_of(storages={"0": bytes(7)})),
        "tensor 'a': expected 8 bytes in storage '0', got 7",
    )
    add(
        "zip_storage_long",
        archive(records_of(storages={"0": bytes(12)})),
        "tensor 'a': expected 8 bytes in storage '0', got 12",
    )
    add(
        "zip_storage_empty",
        archive(records_of(storages={"0": b""})),
        "tensor 'a': expected 8 bytes in storage '0', got 0",
    )
    # A short storage and another byte order: where counts are swapped, too, they may come to agree.
    add(
        "zip_storage_short_and_big",
        archive(records_of(storages={"0": bytes(4)}, byteorder=b"big")),
        "tensor 'a': expected 8 bytes in storage '0', got 4",
    )
    add(
        "zip_storage_missing",
        archive(records_of(storages={})),
        "tensor 'a': expected a storage of key '0', got none in the file",
    )
    add(
        "zip_storage_key_climbs",
        pth(state(("a", tensor(storage("../data.pkl", 1), size=(1,))))),
        "tensor 'a': expected a storage of key '../data.pkl', got none in the file",
    )
    add(
        "zip_storage_key_of_escapes",
        pth(state(("a", tensor(storage("\x1b]0;x\x07", 1), size=(1,))))),
        "tensor 'a': expected a storage of key '?]0;x?', got none in the file",
    )
    add("zip_pickle_empty", archive(records_of(b"")), "expected a whole pickle, got the end of the bytes within it")


def add_all(catalogue):
    def add(name, data, expects, *repeat):
        catalogue.add(name + ".pth", "pytorch", data, expects, *repeat)

    for part in (add_records, add_names, add_contents):
        part(add)
    catalogue.add(
        "any_zip_deflated.pth",
        "weights",
        changed(0, method=8),
        "a stored record, as torch.save writes it, got a compressed one",
    )
    catalogue.add(
        "any_zip_cut.pth",
        "weights",
        archive(records_of())[:-30],
        "a zip archive that ends with its directory, got a file cut short",
    )
