# SPDX-License-Identifier: BSD-3-Clause
"""Writes the safetensors files beside it with the reference package.

Run: python3 write_weights.py. VERSIONS.txt says what they were written with.
The values are chosen so that a test can list them: small whole numbers, powers of two, and the numbers that are not
finite.
"""
import pathlib
import sys

import safetensors
import safetensors.torch
import torch

here = pathlib.Path(__file__).parent
special = torch.tensor([[1.0, -2.0, 0.5], [-0.0, float("inf"), float("nan")]], dtype=torch.float64)


def save(name, tensors, metadata=None):
    (here / name).write_bytes(safetensors.torch.save(tensors, metadata))


save("four_types.safetensors", {
    "f64": special,
    "f32": special.float(),
    "f16": special.half(),
    "bf16": special.bfloat16(),
})
save("shapes.safetensors", {
    "scalar": torch.tensor(7.0),
    "empty": torch.zeros(0, 3),
    "one": torch.tensor([8.0]),
    "rank_five": torch.arange(24, dtype=torch.float32).reshape(1, 2, 3, 4, 1),
}, {"format": "pt", "licence": "CC0-1.0", "Ärger": "☃"})
save("batch_norm.safetensors", {
    "1.weight": torch.tensor([1.0, 2.0]),
    "1.bias": torch.tensor([3.0, 4.0]),
    "1.running_mean": torch.tensor([5.0, 6.0]),
    "1.running_var": torch.tensor([7.0, 8.0]),
    "1.num_batches_tracked": torch.tensor(9),
    "mask": torch.tensor([True, False, True]),
    "eight_bits": torch.tensor([1, 2, 3], dtype=torch.uint8),
})
# Every length of name from 1 to 8: the header's own length falls on every residue modulo 8, and so does the padding.
for length in range(1, 9):
    data = safetensors.torch.save({"n" * length: torch.arange(4, dtype=torch.float32)})
    (here / f"padding_{length}.safetensors").write_bytes(data)

(here / "VERSIONS.txt").write_text(
    f"python {sys.version.split()[0]}, torch {torch.__version__}, safetensors {safetensors.__version__}\n")
