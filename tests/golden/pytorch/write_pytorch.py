# SPDX-License-Identifier: BSD-3-Clause
"""Writes PyTorch files of every kind beside it, and what PyTorch's own loader makes of them.

Run: python3 write_pytorch.py. VERSIONS.txt says what they were written with.

manifest.txt has a line a file: its name, and `accepted`, `expanded` or `rejected`. The verdict is that of
`torch.load(weights_only=True)`; `expanded` files hold views that repeat elements, which it accepts and a careful reader
refuses. expected.safetensors holds every tensor of the accepted files as float64, under "file|name".
"""
import functools
import os
import pathlib
import sys
import warnings
from collections import OrderedDict

import torch
from safetensors.torch import save_file

import dresses
import torch_stream

warnings.simplefilter("ignore")
here = pathlib.Path(__file__).resolve().parent
numbers = torch.arange(24, dtype=torch.float32).reshape(2, 3, 4) / 4 - 2
stream = {"_use_new_zipfile_serialization": False}
dtypes = [torch.float64, torch.float32, torch.float16, torch.bfloat16, torch.int64, torch.int32, torch.int16, torch.int8,
          torch.uint8, torch.bool]
newer_dtypes = [torch.uint16, torch.uint32, torch.uint64, torch.float8_e5m2, torch.float8_e4m3fn, torch.float8_e5m2fnuz,
                torch.float8_e4m3fnuz]  # of which PyTorch can write but not read a stream, if others are beside them


def of_every_type(dtypes):
    return {str(dtype).removeprefix("torch."): torch.tensor([0, 1, 2.5, 7, 100]).to(dtype) for dtype in dtypes} | {
        "special": torch.tensor([float("inf"), -0.0, 1e-45, 3.4e38]),
        "negative": torch.tensor([-1, -128], dtype=torch.int8), "large": torch.tensor([2**63 - 1, -2**63]),
        "complex": torch.ones(2, dtype=torch.complex64)}


def of_every_stride():
    base = torch.arange(60, dtype=torch.float32)
    shared = base.reshape(3, 4, 5)
    return OrderedDict(
        whole=shared, transposed=shared.transpose(0, 2), stepped=base[3::7], narrow=shared[:, 1:3], column=shared[1, :, 2],
        diagonal=base[:36].reshape(6, 6).diagonal(), permuted=shared.permute(1, 2, 0), tied=shared, tail=base[50:],
        channels_last=torch.arange(48.).reshape(1, 3, 4, 4).to(memory_format=torch.channels_last),
        windows=base[:10].unfold(0, 4, 2), scalar=torch.tensor(3.5), scalar_view=base[7], empty=torch.zeros(0, 3),
        empty_view=base[20:20], ones=torch.zeros(1, 1, 1), half=base.half().reshape(12, 5).t())


def checkpoint():
    model = torch.nn.Sequential(torch.nn.Conv2d(1, 2, 3), torch.nn.BatchNorm2d(2), torch.nn.Linear(4, 2))
    optimizer = torch.optim.Adam(model.parameters())
    model[2](torch.ones(1, 4)).sum().backward()
    optimizer.step()
    return {"epoch": 3, "best": 0.75, "name": "narrow", "state_dict": model.state_dict(),
            "optimizer": optimizer.state_dict(), "shape": torch.Size([1, 2]), "device": torch.device("cpu"),
            "dtype": torch.float16, "none": None, "list": [1, (2, 3), {"a": "b"}, True], "set": {1, 2}, "big": 2**40}


def write_accepted():
    torch.manual_seed(0)
    for dress, options in (("zip", {}), ("stream", stream)):
        torch.save(of_every_type(dtypes), here / f"types.{dress}.pth", **options)
        torch.save(of_every_stride(), here / f"strides.{dress}.pth", **options)
        torch.save(checkpoint(), here / f"checkpoint.{dress}.pth", **options)
        torch.save(OrderedDict(), here / f"nothing.{dress}.pth", **options)
    torch.save(of_every_type(newer_dtypes), here / "newer_types.pth")
    torch.save({"a": torch.nn.Parameter(numbers), "b.ä": numbers[0], 7: numbers[1]}, here / "names.pth")
    marked = torch.arange(3.)
    marked.note = "an attribute"
    torch.save({"marked": marked, "sparse": torch.eye(2).to_sparse(), "negated": torch._neg_view(torch.ones(2)),
                "quantised": torch.quantize_per_tensor(torch.ones(2), .1, 0, torch.qint8)}, here / "odd.pth")
    torch.serialization.set_crc32_options(False)
    torch.save({"a": numbers}, here / "without_checksums.pth")
    torch.serialization.set_crc32_options(True)
    dresses.rewrite_archive(here / "strides.zip.pth", here / "strides.old_zip.pth", keep=("data.pkl", "data/", "version"))
    dresses.turn_bytes_around(here / "strides.zip.pth", here / "big_endian.pth")
    torch_stream.write(here / "python2.pth", of_every_stride_contiguous(), python=2)
    torch_stream.write(here / "python3_of_2017.pth", of_every_stride_contiguous(), python=3)
    torch_stream.write(here / "from_big_endian.pth", of_every_stride_contiguous(), python=3, little_endian=False)
    torch.save({"a": torch.ones(3, 1).expand(3, 4)}, here / "expanded.zip.pth")
    torch.save({"a": torch.ones(1).expand(2**40)}, here / "expanded.stream.pth", **stream)


def of_every_stride_contiguous():
    return OrderedDict((name, tensor) for name, tensor in of_every_stride().items() if tensor.dtype == torch.float32)


class RunsSomething:
    def __reduce__(self):
        return os.system, ("true",)


def write_rejected():
    torch.save(torch.nn.Linear(2, 2), here / "model.zip.pth")
    torch.save(torch.nn.Linear(2, 2), here / "model.stream.pth", **stream)
    torch.save({"a": RunsSomething()}, here / "runs_something.pth")
    torch.save({"a": functools.partial(int, 2)}, here / "partial.pth")
    torch.save({"a": numbers}, here / "protocol_4.pth", pickle_protocol=4)
    torch.jit.save(torch.jit.trace(torch.nn.Linear(2, 2), torch.ones(1, 2)), here / "script.pt")
    whole = (here / "types.stream.pth").read_bytes()
    (here / "cut_in_data.pth").write_bytes(whole[:-9])
    (here / "cut_in_pickle.pth").write_bytes(whole[:300])
    (here / "other_magic.pth").write_bytes(whole[:5] + b"\0" + whole[6:])
    archive = (here / "types.zip.pth").read_bytes()
    (here / "cut_archive.pth").write_bytes(archive[:-30])


def verdict(path, expected):
    try:
        loaded = torch.load(path, weights_only=True)
    except Exception:
        return "rejected"
    state = loaded.get("state_dict", loaded)
    if any(0 in t.stride() and t.numel() > 1 for t in state.values() if isinstance(t, torch.Tensor) and
           t.layout == torch.strided and any(s == 0 and n > 1 for s, n in zip(t.stride(), t.shape))):
        return "expanded"
    for name, tensor in state.items():
        plain = isinstance(tensor, torch.Tensor) and tensor.layout == torch.strided
        if plain and not tensor.is_quantized and not tensor.is_complex() and not tensor.is_neg():
            expected[f"{path.name}|{name}"] = tensor.detach().to(torch.float64).contiguous().clone()
    return "accepted"


def main():
    write_accepted()
    write_rejected()
    dresses.write_all(here)
    expected, lines = {}, []
    for path in sorted(here.glob("*.pt*")):
        lines.append(f"{path.name} {verdict(path, expected)}")
    (here / "manifest.txt").write_text("\n".join(lines) + "\n")
    expected = {name: tensor for name, tensor in expected.items() if not name.startswith("vgg11")}
    save_file(expected, here / "expected.safetensors")
    (here / "VERSIONS.txt").write_text(f"python {sys.version.split()[0]}, torch {torch.__version__}\n")


main()
