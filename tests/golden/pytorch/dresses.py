# SPDX-License-Identifier: BSD-3-Clause
"""One very narrow VGG11 in every dress a file of weights comes in, and the logits PyTorch computes with it."""
import io
import pathlib
import pickle
import struct
import zipfile
from collections import OrderedDict

import numpy as np
import torch
import torch.nn as nn
from safetensors.torch import save_file

import torch_stream


RECORDS_OF_1_6 = ("data.pkl", "data/", "version")


def rewrite_archive(source, target, keep=RECORDS_OF_1_6, change=lambda name, raw: raw, more=(), align=64,
                    compression=zipfile.ZIP_STORED):
    """Another archive of some records of the first; with the defaults, what torch 1.6 wrote.

    `align`: where the records' bytes begin, by an extra field "FB" of padding. 1: where they fall, as when a person
    unpacks an archive and packs it again.
    """
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        def add(entry, raw):
            info = zipfile.ZipInfo(entry)
            info.compress_type = compression
            if align > 1:
                padding = -(new.fp.tell() + 30 + len(entry.encode()) + 4) % align
                info.extra = b"FB" + struct.pack("<H", padding) + b"Z" * padding
            new.writestr(info, raw)

        for entry in old.namelist():
            folder, _, record = entry.partition("/")
            if record.startswith(tuple(keep)):
                add(entry, change(record, old.read(entry)))
        for record, raw in more:
            add(f"{folder}/{record}", raw)


def element_sizes(source):
    """Bytes of a number by storage key, heard from the pickle's persistent identifiers. A complex one is two."""
    bytes_of = {"ComplexFloat": 4, "Double": 8, "Float": 4, "Half": 2, "BFloat16": 2, "Long": 8, "Int": 4, "Short": 2,
                "Char": 1, "Byte": 1, "Bool": 1}
    sizes = {}

    class Listener(pickle.Unpickler):
        def find_class(self, module, name):
            return name if name.endswith("Storage") else lambda *a, **k: OrderedDict()

        def persistent_load(self, pid):
            sizes[pid[2]] = bytes_of[pid[1].removesuffix("Storage")]

    with zipfile.ZipFile(source) as archive:
        raw = archive.read(next(n for n in archive.namelist() if n.endswith("data.pkl")))
    Listener(io.BytesIO(raw)).load()
    return sizes


def turn_bytes_around(source, target):
    """What a big-endian machine would have saved."""
    sizes = element_sizes(source)

    def change(record, raw):
        if not record.startswith("data/"):
            return raw
        return np.frombuffer(raw, f"<u{sizes[record[5:]]}").byteswap().tobytes()

    rewrite_archive(source, target, change=change, more=[("byteorder", b"big")])


def narrow_vgg11(channels=4, hidden=8, classes=5):
    features, width = [], 3
    for step in (1, "M", 1, "M", 1, 1, "M", 1, 1, "M", 1, 1, "M"):
        if step == "M":
            features.append(nn.MaxPool2d(2, 2))
        else:
            features += [nn.Conv2d(width, channels, 3, padding=1), nn.ReLU()]
            width = channels
    model = nn.Module()
    model.features = nn.Sequential(*features)
    model.avgpool = nn.AdaptiveAvgPool2d(7)
    model.classifier = nn.Sequential(nn.Linear(channels * 49, hidden), nn.ReLU(), nn.Dropout(),
                                     nn.Linear(hidden, hidden), nn.ReLU(), nn.Dropout(), nn.Linear(hidden, classes))
    return model.eval()


def write_all(here: pathlib.Path):
    torch.manual_seed(1)
    model = narrow_vgg11()
    for parameter in model.parameters():
        parameter.data.mul_(2.0)  # logits that differ from one another
    state = OrderedDict((name, tensor.clone()) for name, tensor in model.state_dict().items())
    parallel = OrderedDict(("module." + name, tensor) for name, tensor in state.items())
    save_file(dict(state), here / "vgg11.safetensors")
    torch.save(state, here / "vgg11.zip.pth")
    rewrite_archive(here / "vgg11.zip.pth", here / "vgg11.old_zip.pth")
    rewrite_archive(here / "vgg11.zip.pth", here / "vgg11.repacked.pth", align=1)
    torch.save(state, here / "vgg11.stream.pth", _use_new_zipfile_serialization=False)
    torch_stream.write(here / "vgg11.python2.pth", state, python=2)
    torch.save(parallel, here / "vgg11.data_parallel.pth")
    torch.save({"epoch": 7, "state_dict": state, "optimizer": {"state": {}, "param_groups": [{"lr": 0.1}]}},
               here / "vgg11.nested.pth")
    torch.save({"epoch": 7, "state_dict": parallel}, here / "vgg11.nested_data_parallel.pth",
               _use_new_zipfile_serialization=False)

    pixels = torch.from_numpy((np.arange(3 * 32 * 48) * 37 % 101).astype(np.float32)) / 50 - 1
    with torch.no_grad():
        maps = model.avgpool(model.features(pixels.reshape(1, 3, 32, 48)))
        np.save(here / "vgg11.logits.npy", model.classifier(maps.flatten(1)).numpy())
