# SPDX-License-Identifier: BSD-3-Clause
"""Writes PyTorch files of every kind beside it, and what PyTorch's own loader makes of them.

Run: python3 write_pytorch.py. VERSIONS.txt says what they were written with.

manifest.txt has a line a file: its name, and `accepted`, `expanded`, `compressed` or `rejected`. The verdict is that of
`torch.load(weights_only=True)`; `expanded` files hold views that repeat elements and `compressed` ones records that must
be inflated, which it accepts and a careful reader refuses. expected.safetensors holds every tensor of the accepted files
as float64, under "file|name".
"""
import functools
import os
import pathlib
import pickle
import sys
import warnings
import zipfile
from collections import Counter, OrderedDict

import numpy as np
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
                torch.float8_e4m3fnuz]  # of which PyTorch can write a stream but not read it
float8_dtypes = [*newer_dtypes[3:], torch.float8_e8m0fnu]


def of_every_type(dtypes):
    return {str(dtype).removeprefix("torch."): torch.tensor([0, 1, 2.5, 7, 100]).to(dtype) for dtype in dtypes} | {
        "special": torch.tensor([float("inf"), -0.0, 1e-45, 3.4e38]),
        "negative": torch.tensor([-1, -128], dtype=torch.int8), "large": torch.tensor([2**63 - 1, -2**63]),
        "complex": torch.ones(2, dtype=torch.complex64)}


def of_every_stride():
    base = torch.arange(60, dtype=torch.float32)
    shared = base.reshape(3, 4, 5)
    return OrderedDict(
        whole=shared, transposed=shared.transpose(0, 2), stepped=base[3::7], narrow=shared[:, 1:3],
        column=shared[1, :, 2], diagonal=base[:36].reshape(6, 6).diagonal(), permuted=shared.permute(1, 2, 0), tied=shared,
        tail=base[50:], channels_last=torch.arange(48.).reshape(1, 3, 4, 4).to(memory_format=torch.channels_last),
        windows=base[:10].unfold(0, 4, 2), gapped=base.as_strided((2, 3, 2), (1, 4, 12), 5),
        many_axes=base[:8].reshape([1] * 5 + [2] * 3 + [1] * 4).permute(7, 0, 6, 1, 5, 2, 3, 4, 8, 9, 10, 11),
        one_far_step=base.as_strided((1, 3), (10**15, 1)), scalar=torch.tensor(3.5), scalar_view=base[7],
        empty=torch.zeros(0, 3), empty_view=base[20:20], ones=torch.zeros(1, 1, 1), half=base.half().reshape(12, 5).t())


def checkpoint():
    model = torch.nn.Sequential(torch.nn.Conv2d(1, 2, 3), torch.nn.BatchNorm2d(2), torch.nn.Linear(4, 2))
    optimizer = torch.optim.Adam(model.parameters())
    model[2](torch.ones(1, 4)).sum().backward()
    optimizer.step()
    return {"epoch": 3, "best": 0.75, "name": "narrow", "state_dict": model.state_dict(),
            "optimizer": optimizer.state_dict(), "shape": torch.Size([1, 2]), "device": torch.device("cpu"),
            "dtype": torch.float16, "none": None, "list": [1, (2, 3), {"a": "b"}, True], "set": {1, 2}, "big": 2**40}


def beside_a_tensor():
    """What a dictionary may hold beside its tensors."""
    return {"a": numbers, "bytes": b"\0\xff", "counter": Counter("aab"), "complex": 1 - 2j, "huge": 2**70,
            "least": -2**63, "nan": float("nan"), "dtypes": [torch.float8_e8m0fnu, torch.uint16, torch.qint8],
            "device": torch.device("cuda:1"), "layout": torch.sparse_coo, "scheme": torch.per_tensor_affine,
            "shape": torch.Size([]), "args": ("text", None, [1.5, {2: torch.Size([1])}]),
            "within": {"tensor": numbers[0]}, "long": "ä" * 300}


def trained_or_not():
    with_attribute = torch.nn.Parameter(numbers.clone())
    with_attribute.note = "an attribute"
    return OrderedDict(trained=torch.nn.Parameter(numbers), not_trained=torch.nn.Parameter(numbers[1], False),
                       counts=torch.nn.Parameter(torch.arange(3), False), with_attribute=with_attribute,
                       buffer=torch.nn.Buffer(numbers.clone()), of_a_graph=numbers.clone().requires_grad_())


def write_accepted():
    torch.manual_seed(0)
    for dress, options in (("zip", {}), ("stream", stream)):
        torch.save(of_every_type(dtypes), here / f"types.{dress}.pth", **options)
        torch.save(of_every_stride(), here / f"strides.{dress}.pth", **options)
        torch.save(checkpoint(), here / f"checkpoint.{dress}.pth", **options)
        torch.save(OrderedDict(), here / f"nothing.{dress}.pth", **options)
        torch.save(beside_a_tensor(), here / f"beside.{dress}.pth", **options)
        torch.save(trained_or_not(), here / f"parameters.{dress}.pth", **options)
    torch.save(of_every_type(newer_dtypes), here / "newer_types.pth")
    torch.save({str(dtype).removeprefix("torch."): torch.arange(256, dtype=torch.uint8).view(dtype)
                for dtype in float8_dtypes}, here / "every_float8.pth")
    torch.save({"a": torch.nn.Parameter(numbers), "b.ä": numbers[0], 7: numbers[1]}, here / "names.pth")
    marked = torch.arange(3.)
    marked.note = "an attribute"
    torch.save({"marked": marked, "real": torch.tensor([1 + 2j, 3 + 4j]).real,
                "negated": torch._neg_view(torch.ones(2)),
                "sparse": torch.eye(2).to_sparse(), "sparse_rows": torch.eye(2).to_sparse_csr(),
                "meta": torch.empty(3, device="meta"),
                "quantised": torch.quantize_per_tensor(torch.ones(2), .1, 0, torch.qint8)}, here / "odd.pth")
    torch.serialization.set_crc32_options(False)
    torch.save({"a": numbers}, here / "without_checksums.pth")
    torch.serialization.set_crc32_options(True)
    dresses.rewrite_archive(here / "strides.zip.pth", here / "strides.old_zip.pth")
    dresses.rewrite_archive(here / "strides.zip.pth", here / "strides.repacked.pth", align=1)
    dresses.rewrite_archive(here / "strides.zip.pth", here / "deflated.pth", align=1, compression=zipfile.ZIP_DEFLATED)
    dresses.turn_bytes_around(here / "strides.zip.pth", here / "big_endian.pth")
    dresses.turn_bytes_around(here / "types.zip.pth", here / "big_endian_types.pth")
    torch_stream.write(here / "python2.pth", of_every_stride_contiguous(), python=2)
    torch_stream.write(here / "python3_of_2017.pth", of_every_stride_contiguous(), python=3)
    torch_stream.write(here / "from_big_endian.pth", of_every_stride_contiguous(), python=3, little_endian=False)
    torch.save({"a": torch.ones(3, 1).expand(3, 4)}, here / "expanded.zip.pth")
    torch.save({"a": torch.ones(1).expand(2**40)}, here / "expanded.stream.pth", **stream)
    torch.save({"a": torch.arange(10.).as_strided((4, 3), (2, 1))}, here / "expanded.windows.pth")


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
    torch.save({"a": np.float64(1)}, here / "numpy_scalar.pth")
    torch.save({"a": np.arange(3)}, here / "numpy_array.pth")
    torch.save({"a": range(3)}, here / "range.pth")
    (here / "pickle_alone.pth").write_bytes(pickle.dumps({"a": [1.0]}, 2))
    torch.save({"a": numbers}, here / "protocol_4.pth", pickle_protocol=4)
    torch.jit.save(torch.jit.trace(torch.nn.Linear(2, 2), torch.ones(1, 2)), here / "script.pt")
    whole = (here / "types.stream.pth").read_bytes()
    (here / "cut_in_data.pth").write_bytes(whole[:-9])
    (here / "cut_in_pickle.pth").write_bytes(whole[:300])
    (here / "other_magic.pth").write_bytes(whole[:5] + b"\0" + whole[6:])
    (here / "other_protocol.pth").write_bytes(whole.replace(b"\x80\x02M\xe9\x03.", b"\x80\x02M\xea\x03."))
    (here / "unknown_rebuild.pth").write_bytes(whole.replace(b"_rebuild_tensor_v2", b"_rebuild_tensor_v9"))
    (here / "entry_of_a_list.pth").write_bytes(whole[:15] + b"\x80\x02M\xe9\x03.\x80\x02}.\x80\x02]K\0Ns.\x80\x02].")
    archive = (here / "types.zip.pth").read_bytes()
    (here / "cut_archive.pth").write_bytes(archive[:-30])


def repeats(tensor):
    """Whether a view is certain to hold an element twice: by a step of zero, or as it holds more than there are."""
    if any(step == 0 and extent > 1 for step, extent in zip(tensor.stride(), tensor.shape)):
        return tensor.numel() > 1
    return tensor.numel() > tensor.untyped_storage().nbytes() // tensor.itemsize


def verdict(path, expected):
    try:
        loaded = torch.load(path, weights_only=True)
    except Exception:
        return "rejected"
    state = loaded.get("state_dict", loaded)
    plain_ones = {name: t for name, t in state.items() if isinstance(t, torch.Tensor) and t.layout == torch.strided and
                  not t.is_quantized and not t.is_meta}
    if any(repeats(tensor) for tensor in plain_ones.values()):
        return "expanded"
    if zipfile.is_zipfile(path) and any(entry.compress_type for entry in zipfile.ZipFile(path).infolist()):
        return "compressed"
    for name, tensor in plain_ones.items():
        if not tensor.is_complex() and not tensor.is_neg():
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
