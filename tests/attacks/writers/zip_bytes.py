# SPDX-License-Identifier: BSD-3-Clause
"""Zip archives with any field of any header made to say what one likes."""

import struct
import zlib

from pickle_bytes import pickle, state, tensor


class Record:
    """One file of an archive. `local` and `central` are fields of its two headers that say something else."""

    def __init__(self, name, data, local=None, central=None, offset=None):
        self.name = name if isinstance(name, bytes) else name.encode()
        self.data = data
        self.fields = dict(
            version=20, flags=0x800, method=0, time=0, date=0x21, crc=zlib.crc32(data), packed=len(data),
            size=len(data), name=self.name, extra=b"", extra_length=None, comment=b"", disk=0, signature=None,
        )  # fmt: skip
        self.local = {**self.fields, **(local or {})}
        self.central = {**self.fields, **(central or {})}
        self.offset = offset
        self.is_written = True  # else the directory alone names it

    def both(self, **fields):
        self.local.update(fields)
        self.central.update(fields)
        return self

    def local_header(self):
        f = self.local
        extra_length = len(f["extra"]) if f["extra_length"] is None else f["extra_length"]
        head = struct.pack(
            "<4s5H3I2H", f["signature"] or b"PK\3\4", f["version"], f["flags"], f["method"], f["time"], f["date"],
            f["crc"], f["packed"], f["size"], len(f["name"]), extra_length,
        )  # fmt: skip
        return head + f["name"] + f["extra"]

    def central_header(self, offset):
        f = self.central
        extra_length = len(f["extra"]) if f["extra_length"] is None else f["extra_length"]
        head = struct.pack(
            "<4s6H3I5H2I", f["signature"] or b"PK\1\2", 20, f["version"], f["flags"], f["method"], f["time"],
            f["date"], f["crc"], f["packed"], f["size"], len(f["name"]), extra_length, len(f["comment"]), f["disk"],
            0, 0, offset,
        )  # fmt: skip
        return head + f["name"] + f["extra"] + f["comment"]


def archive(records, comment=b"", behind_data=b"", **end):
    """The archive of these records; `end` are fields of its last header."""
    body, directory = b"", b""
    for record in records:
        directory += record.central_header(len(body) if record.offset is None else record.offset)
        if record.is_written:
            body += record.local_header() + record.data
    body += behind_data
    f = dict(disk=0, directory_disk=0, here=len(records), count=len(records), size=len(directory), offset=len(body),
             comment_length=len(comment), before_end=b"")  # fmt: skip
    f.update(end)
    last = struct.pack("<4s4H2IH", b"PK\5\6", f["disk"], f["directory_disk"], f["here"], f["count"], f["size"],
                       f["offset"], f["comment_length"])  # fmt: skip
    return body + directory + f["before_end"] + last + comment


def zip64_end(records, locator=None, **end):
    """An archive whose last header refers to one of 64 bits, with the latter's fields in `end`."""
    plain = archive(records)
    place = len(plain) - 22
    size, offset = struct.unpack("<2I", plain[-10:-2])
    f = dict(length=44, count=len(records), size=size, offset=offset)
    f.update(end)
    wide = struct.pack("<4sQ2H2I4Q", b"PK\6\6", f["length"], 45, 45, 0, 0, f["count"], f["count"], f["size"],
                       f["offset"])  # fmt: skip
    wide += struct.pack("<4sIQI", b"PK\6\7", 0, place if locator is None else locator, 1)
    narrow = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 2**32 - 1, 2**32 - 1, 0)
    return plain[:-22] + wide + narrow


GOOD_PICKLE = pickle(state(("a", tensor())))


def records_of(data_pkl=GOOD_PICKLE, storages=None, byteorder=b"little", root="archive"):
    """The records that torch.save writes."""
    records = [Record(root + "/data.pkl", data_pkl)]
    if byteorder is not None:
        records.append(Record(root + "/byteorder", byteorder))
    for key, data in ({"0": bytes(8)} if storages is None else storages).items():
        records.append(Record(f"{root}/data/{key}", data))
    return records + [Record(root + "/version", b"3\n")]


def pth(thing, storages=None):
    """The zip file of a pickled thing."""
    return archive(records_of(pickle(thing), storages))
