# SPDX-License-Identifier: BSD-3-Clause
"""A golden file: images, logits, and what was asked of them."""
import json
import platform
from pathlib import Path

import captum
import numpy as np
import PIL
import safetensors
import torch
import torchvision
from safetensors.torch import save_file

from captum_answers import PIXEL_METHODS, REPORT, agree, grad_cam
from plain_vgg import Plain, logit_of
from vgg_networks import float32_of

HERE = Path(__file__).resolve().parent
VERSIONS = dict(
    python=platform.python_version(), torch=torch.__version__, torchvision=torchvision.__version__,
    captum=captum.__version__, numpy=np.__version__, pillow=PIL.__version__, safetensors=safetensors.__version__)

def save(tensors, file, metadata):
    """A safetensors file with its metadata in order (the library's order changes from run to run)."""
    save_file(tensors, HERE / file, metadata=metadata)
    data = (HERE / file).read_bytes()
    length = int.from_bytes(data[:8], "little")
    header = json.loads(data[8:8 + length])
    header["__metadata__"] = dict(sorted(header["__metadata__"].items()))
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    (HERE / file).write_bytes(len(text).to_bytes(8, "little") + text + data[8 + length:])
    (HERE / file).chmod(0o644)
    with safetensors.safe_open(HERE / file, "pt") as written:
        assert all(torch.equal(written.get_tensor(name), tensor) for name, tensor in tensors.items())


def write_weights(net, file, dtype):
    tensors = {name: (t.to(dtype) if t.is_floating_point() else t).contiguous() for name, t in net.state_dict().items()}
    save(tensors, file, dict(format="pt", versions=json.dumps(VERSIONS)))


class Golden:
    """One file: images, logits, and what was asked of them."""

    def __init__(self, net, weights, images, screened=False, margin=None):
        assert torch.equal(images, images.float().double())
        self.net, self.x = net, images
        with torch.no_grad():
            logits = net(images)
            self.tensors = dict(images=images, logits=agree("logits", logits, Plain(net)(images)[0]))
        self.metadata = dict(weights=weights, screened="true" if screened else "false", versions=json.dumps(VERSIONS))
        if margin:
            self.metadata["nearest_tie_over_layer_maximum"] = f"{margin[0]:.3g}"
            self.metadata["nearest_tie_over_torch_float32_error"] = f"{margin[1]:.3g}"

    def classes(self, name, classes):
        self.tensors["class/" + name] = torch.tensor(classes, dtype=torch.float64)

    def maps(self, name, classes, taps):
        self.classes(name, classes)
        for tap in taps:
            self.tensors[f"grad_cam/{tap}/{name}"] = grad_cam(self.net, self.x, classes, tap)

    def pixels(self, name, classes, methods=PIXEL_METHODS, screened=False):
        self.classes(name, classes)
        narrow = float32_of(self.net)
        for method in methods:
            ask, rule = PIXEL_METHODS[method]
            wide = agree(method, ask(self.net, self.x, classes),
                         Plain(self.net).gradient(self.x, logit_of(classes), rule)[0])
            self.tensors[f"{method}/{name}"] = wide
            single = ask(narrow, self.x.float(), classes).double()
            error = ((single - wide).norm() / wide.norm()).item()
            within = ((single - wide).abs() <= 1e-4 * wide.abs().max()).double().mean().item()
            correlation = np.corrcoef(single.flatten().numpy(), wide.flatten().numpy())[0, 1]
            self.tensors[f"torch_float32_relative_l2/{method}/{name}"] = torch.tensor([error], dtype=torch.float64)
            self.metadata[f"torch_float32 {method}/{name}"] = (
                f"relative L2 {error:.3g}, {100 * within:.4g} % within 1e-4 of the maximum, 1 - correlation "
                f"{1 - correlation:.3g}")
            if screened:
                assert within >= .999 and correlation > .9999, (method, within, correlation)

    def write(self, file):
        save({name: t.contiguous() for name, t in self.tensors.items()}, file, self.metadata)
        size = (HERE / file).stat().st_size
        assert size < 300_000, (file, size)
        shape = "x".join(map(str, self.x.shape))
        errors = [f"{t.item():.1e}" for name, t in self.tensors.items() if name.startswith("torch_float32")]
        REPORT["files"].append((file, shape, self.metadata["weights"], self.metadata["screened"],
                                self.metadata.get("nearest_tie_over_layer_maximum", ""),
                                self.metadata.get("nearest_tie_over_torch_float32_error", ""), " ".join(errors)))
        print(f"{file:52} {size // 1000:4} kB  {shape:13} top {self.tensors['logits'].argmax(1).tolist()} "
              f"max|logit| {self.tensors['logits'].abs().max():.3g}  {' '.join(errors)}", flush=True)
