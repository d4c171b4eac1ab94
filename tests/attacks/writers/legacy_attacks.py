# SPDX-License-Identifier: BSD-3-Clause
"""The streams that torch.save wrote before 1.6, and files that are neither those nor archives."""

import io
import struct
import tarfile

from pickle_bytes import (
    APPENDS,
    EMPTY_DICT,
    EMPTY_LIST,
    EMPTY_TUPLE,
    FALSE,
    MAGIC,
    MARK,
    ORDERED_DICT,
    PERSISTENT,
    SETITEMS,
    TRUE,
    get,
    glob,
    legacy,
    number,
    pickle,
    put,
    state,
    storage,
    tensor,
    text,
    tuple_of,
)

ONE = state(("a", tensor(storage(legacy=True))))


def keys_of(*keys):
    return EMPTY_LIST + MARK + b"".join(key if isinstance(key, bytes) else text(key) for key in keys) + APPENDS


def system_of(**items):
    return EMPTY_DICT + MARK + b"".join(text(key) + value for key, value in items.items()) + SETITEMS


def add_swollen_views(add):
    """Views of one storage that come to hundreds of times the file, each of them allowed."""
    count, views = 16_384, 1_500
    view = text("########") + tensor(get(0), size=(128, 128), stride=(1, 128))
    first = text("first") + tensor(storage(numel=count, legacy=True) + put(0), size=(1,))
    thing = ORDERED_DICT + MARK + first + view + SETITEMS
    repeated = (view, views), (b"numbers.", count // 2)
    add(
        "views_of_one_storage",
        legacy(thing, data=struct.pack("<q", count) + b"numbers."),
        "tensor '00000012': expected at most 206805 copied values, as many as the file has bytes, got more, of tensors that share storages",
        *repeated,
    )
    # A picture of bytes on its side: every byte becomes a number of four, in a copy.
    side = 8944
    view = tensor(storage(numel=side**2, kind="ByteStorage", legacy=True), size=(side, side), stride=(1, side))
    data = struct.pack("<q", side**2) + b"a picture's byte"
    add("bytes_on_their_side", legacy(state(("a", view)), data=data), "read", (b"a picture's byte", side**2 // 16))


def add_streams(add):
    add("legacy_good", legacy(ONE), "read")
    add(
        "legacy_magic_other",
        legacy(ONE, magic=number(int.from_bytes(MAGIC, "little") ^ 1)),
        "expected the number that begins a file by torch.save, got a pickle of a number of more than 64 bits",
    )
    add(
        "legacy_magic_is_text",
        legacy(ONE, magic=text("magic")),
        "expected the number that begins a file by torch.save, got a pickle of the text 'magic'",
    )
    add(
        "legacy_protocol_1002",
        legacy(ONE, protocol=number(1002)),
        "protocol: expected the number 1001, got the number 1002",
    )
    add(
        "legacy_protocol_is_a_call",
        legacy(ONE, protocol=glob("os", "system") + EMPTY_TUPLE + b"R"),
        "expected only what a state dict holds: in Python, torch.save(model.state_dict(), ...), got the global os.system, which is never loaded",
    )
    add(
        "legacy_system_is_a_list",
        legacy(ONE, system=EMPTY_LIST),
        "system: expected a dictionary about the machine that wrote the file, got a list of 0",
    )
    add("legacy_system_is_empty", legacy(ONE, system=EMPTY_DICT), "read")
    add("legacy_system_endian_is_text", legacy(ONE, system=system_of(little_endian=text("yes"))), "read")
    add(
        "legacy_system_of_odd_sizes",
        legacy(ONE, system=system_of(little_endian=TRUE, type_sizes=system_of(int=number(3)))),
        "read",
    )
    add("legacy_big_endian_forged", legacy(ONE, system=system_of(little_endian=FALSE)), "read")
    add(
        "legacy_keys_missing",
        legacy(ONE, keys=EMPTY_LIST, data=b""),
        "tensor 'a': expected a storage of key '0', got none in the file",
    )
    add("legacy_keys_of_numbers", legacy(ONE, keys=keys_of(number(0))), "read")
    add(
        "legacy_keys_is_a_dict",
        legacy(ONE, keys=EMPTY_DICT),
        "list of storages: expected a list of keys, got a dictionary of 0 entries",
    )
    two = struct.pack("<q", 2) + bytes(8)
    add(
        "legacy_keys_twice",
        legacy(ONE, keys=keys_of("0", "0"), data=two + two),
        "storage '0': expected a key used once, got it twice",
    )
    add(
        "legacy_keys_unknown",
        legacy(ONE, keys=keys_of("0", "1"), data=two + two),
        "storage '1': expected a storage that the pickle names, got one that it does not",
    )
    for name, (count, expects) in {
        "zero": (0, "tensor 'a': expected 8 bytes in storage '0', got 0"),
        "less": (1, "tensor 'a': expected 8 bytes in storage '0', got 4"),
        "more": (3, "storage '0': expected 3 elements of 4 bytes, got a rest of 8 bytes"),
        "negative": (-1, "storage '0': expected 18446744073709551615 elements of 4 bytes, got a rest of 8 bytes"),
        "huge": (2**62, "storage '0': expected 4611686018427387904 elements of 4 bytes, got a rest of 8 bytes"),
        "wraps_to_8": (
            2**62 + 2,
            "storage '0': expected 4611686018427387906 elements of 4 bytes, got a rest of 8 bytes",
        ),
    }.items():
        add("legacy_count_" + name, legacy(ONE, data=struct.pack("<q", count) + bytes(8)), expects)
    add(
        "legacy_count_cut",
        legacy(ONE, data=b"\2\0\0"),
        "storage '0': expected a count of elements in 8 bytes, got the end of the file",
    )
    add(
        "legacy_data_cut",
        legacy(ONE, data=two[:-1]),
        "storage '0': expected 2 elements of 4 bytes, got a rest of 7 bytes",
    )
    add(
        "legacy_data_missing",
        legacy(ONE, data=b""),
        "storage '0': expected a count of elements in 8 bytes, got the end of the file",
    )
    add("legacy_bytes_behind", legacy(ONE, data=two + b"PK\5\6"), "read")
    add(
        "legacy_first_pickle_alone",
        b"\x80\x02\x8a\x0a" + MAGIC + b".",
        "expected a whole pickle, got the end of the bytes within it",
    )
    add(
        "legacy_four_pickles",
        legacy(ONE)[: -len(pickle(keys_of("0")) + two)],
        "expected a whole pickle, got the end of the bytes within it",
    )

    def view(key, offset, size):
        return tuple_of(text(key), number(offset), number(size))

    for name, of_view in {"past_the_end": view("1", 1, 2), "negative": view("1", -1, 2), "wraps": view("1", 2**63 - 1, 2**63 - 1),
                          "huge": view("1", 0, 2**62), "is_text": text("view"), "of_one": tuple_of(text("1"))}.items():  # fmt: skip
        of = (
            tuple_of(text("storage"), glob("torch", "FloatStorage"), text("0"), text("cpu"), number(2), of_view)
            + PERSISTENT
        )
        add("legacy_view_" + name, legacy(state(("a", tensor(of)))), "tensor 'a': expected a view")


def add_others(add):
    add(
        "empty",
        b"",
        "expected a file by torch.save: a zip archive or, before 1.6, pickles, got 0 bytes that begin as neither",
    )
    add(
        "one_byte",
        b"\x80",
        "expected a file by torch.save: a zip archive or, before 1.6, pickles, got 1 bytes that begin as neither",
    )
    add(
        "plain_pickle",
        pickle(EMPTY_DICT),
        "expected a file by torch.save: a zip archive or, before 1.6, pickles, got 4 bytes that begin as neither",
    )
    add(
        "plain_pickle_protocol_4",
        b"\x80\x04\x95\x02\0\0\0\0\0\0\0}.",
        "expected a file by torch.save: a zip archive or, before 1.6, pickles, got 13 bytes that begin as neither",
    )
    add(
        "text_file",
        b"not a model\r\n",
        "expected a file by torch.save: a zip archive or, before 1.6, pickles, got 13 bytes that begin as neither",
    )
    add(
        "web_page",
        b"<!DOCTYPE html><html><body>404</body></html>",
        "expected a file by torch.save: a zip archive or, before 1.6, pickles, got 44 bytes that begin as neither",
    )
    add(
        "git_pointer",
        b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 553433881\n",
        "expected a file by torch.save: a zip archive or, before 1.6, pickles, got 71 bytes that begin as neither",
    )
    add(
        "hdf5_file",
        b"\x89HDF\r\n\x1a\n" + bytes(64),
        "expected a file by torch.save: a zip archive or, before 1.6, pickles, got 72 bytes that begin as neither",
    )
    add(
        "onnx_file",
        b"\x08\x07\x12\x07pytorch\x1a\x031.9",
        "expected a file by torch.save: a zip archive or, before 1.6, pickles, got 16 bytes that begin as neither",
    )
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name, data in {
            "sys_info": pickle(EMPTY_DICT),
            "pickle": pickle(EMPTY_DICT),
            "storages": b"",
            "tensors": b"",
        }.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    add(
        "tar_before_0_1_10",
        held.getvalue()[:3072],
        "expected a file by torch.save of PyTorch 0.1.10 or later, got a tar archive, as older ones wrote",
    )


def add_all(catalogue):
    def add(name, data, expects, *repeat):
        catalogue.add(name + ".pth", "pytorch", data, expects, *repeat)

    add_swollen_views(add)
    add_streams(add)
    add_others(add)
    neither = "expected safetensors, or a file by torch.save, got"
    for name, expects in {
        "text_file": neither, "web_page": neither, "git_pointer": neither, "hdf5_file": neither,
        "tar_before_0_1_10": "a file by torch.save of PyTorch 0.1.10 or later, got a tar archive, as older ones wrote",
        "legacy_magic_other": "the number that begins a file by torch.save, got a pickle of", "legacy_good": "read",
    }.items():  # fmt: skip
        catalogue.add("any_" + name, "weights", catalogue.files[name + ".pth"], expects)
