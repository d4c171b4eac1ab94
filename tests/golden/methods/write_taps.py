#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Write the golden files of one method at several taps: taps_*.safetensors, and taps_README.md.

    pip install torch torchvision safetensors numpy opencv-python grad-cam torchcam ttach scikit-learn
    python3 write_taps.py                # writes beside itself; images from ../reference, weights from examples/data

LayerCAM and Grad-CAM of the small VGG16 at three ReLUs, upsampled so that every cell lies where it looks, fused by the
mean of maps scaled to their maximum and by the maximum of tanh(2 M / max M): plain PyTorch, float64. pytorch-grad-cam
and torch-cam, which scale a map from its least value to its largest, are asked for the same of images whose sides are
multiples of 16, where they place cells rightly. Only every fourth pixel of every fourth row is stored.
"""
import json
import platform
import warnings
from importlib.metadata import version

import numpy as np
import safetensors
import torch
from safetensors.torch import load_file

import pytorch_grad_cam
import torchcam.methods

from suffix_formulas import HERE, NET, by_geometry, index, save

TAPS = ("features.15", "features.22", "features.29")
VERSIONS = dict(python=platform.python_version(), torch=torch.__version__, numpy=np.__version__,
                safetensors=safetensors.__version__, grad_cam=version("grad-cam"), torchcam=version("torchcam"))
torch.set_grad_enabled(True)
DISTANCES = {}


def at_taps(x, classes):
    kept = []
    handles = [NET.features[index(tap)].register_forward_hook(lambda module, inputs, output: kept.append(output))
               for tap in TAPS]
    logits = NET(x)
    for handle in handles:
        handle.remove()
    return kept, torch.autograd.grad(logits[range(len(x)), classes].sum(), kept)


def layer_cam(A, g):
    return (g.clamp(min=0) * A).sum(1).clamp(min=0)


def grad_cam(A, g):
    return (g.mean((2, 3), keepdim=True) * A).sum(1).clamp(min=0)


def upsampled(M, size, tap):
    stride = 2 ** sum(isinstance(layer, torch.nn.MaxPool2d) for layer in NET.features[:index(tap) + 1])
    return by_geometry(M.shape[1], size[0], stride) @ M @ by_geometry(M.shape[2], size[1], stride).T


def ranged(M):
    least, most = M.amin((1, 2), keepdim=True), M.amax((1, 2), keepdim=True)
    return (M - least) / (most - least)


def of_maximum(M):
    """A map of zeros stays one."""
    most = M.amax((1, 2), keepdim=True)
    return torch.where(most == 0, 0, M / most)


def fused(maps, size, scaled):
    """The mean and the maximum."""
    parts = [scaled(M) for M in maps]
    mean = torch.stack([upsampled(M, size, tap) for M, tap in zip(parts, TAPS)]).mean(0)
    lifted = torch.stack([upsampled(torch.tanh(2 * M), size, tap) for M, tap in zip(parts, TAPS)]).amax(0)
    return mean, lifted


def compare(what, got, expected, bar):
    DISTANCES[what] = ((got - expected).abs().amax() / expected.abs().amax()).item()
    assert DISTANCES[what] <= bar, (what, DISTANCES[what])


def ask_the_peers(x, classes, method, maps):
    """They scale a map from its least value to its largest."""
    mean, lifted = fused(maps, x.shape[2:], ranged)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        kind = dict(layer_cam=pytorch_grad_cam.LayerCAM, grad_cam=pytorch_grad_cam.GradCAM)[method]
        cam = kind(model=NET, target_layers=[NET.features[index(tap)] for tap in TAPS])
        large = [lambda logits, c=c: 2 ** 30 * logits[c] for c in classes]  # beside which its 1e-7 is nothing
        got = torch.tensor(cam(x, large).astype(np.float64))
    cam.activations_and_grads.release()
    compare(f"pytorch-grad-cam {kind.__name__}, the mean stretched to its range", got, ranged(mean), 1e-6)
    if method == "layer_cam":
        with torchcam.methods.LayerCAM(NET, list(TAPS), input_shape=tuple(x.shape[1:])) as extractor:
            cams = extractor(classes, NET(x))
            theirs = extractor.fuse_cams(cams, tuple(x.shape[2:])).detach()
        compare("torch-cam LayerCAM, fused", theirs, lifted, 1e-6)
        return {"pytorch_grad_cam_mean": got, "torchcam_fused": theirs}
    return {"pytorch_grad_cam_mean": got}


def write(size):
    images = f"vgg16_small.maps.{size}.safetensors"
    reference, tensors = load_file(HERE.parent / "reference" / images), {}
    x, classes = reference["images"], [int(c) for c in reference["class/top"]]
    kept, gradients = at_taps(x, classes)
    for method in (layer_cam, grad_cam):
        maps = [method(A, g).detach() for A, g in zip(kept, gradients)]
        mean, lifted = fused(maps, x.shape[2:], of_maximum)
        answers = {"mean": mean, "layer_cam_fusion": lifted}
        if size == "64x64":
            answers |= ask_the_peers(x, classes, method.__name__, maps)
        tensors |= {f"{method.__name__}/{name}": M[:, ::4, ::4] for name, M in answers.items()}
    save(tensors, f"taps_{size}.safetensors",
         dict(images=f"reference/{images}", taps=" ".join(TAPS), versions=json.dumps(VERSIONS)))


README = """# One method at several taps, as PyTorch has it

Written by `write_taps.py` in this folder (one command, no options; see its head). Do not edit by hand.

`METHOD/FUSION` (N, H/4, W/4), F64: every fourth pixel of every fourth row, of the images and top classes of
`../reference/vgg16_small.maps.*`, at {taps}.

| peer, images of 64 x 64 | largest difference, in parts of the maximum |
| --- | --- |
{rows}

Versions: {versions}.
"""


def main():
    write("64x64")
    write("75x61")
    rows = "\n".join(f"| {what} | {distance:.1e} |" for what, distance in sorted(DISTANCES.items()))
    versions = ", ".join(f"{name} {number}" for name, number in VERSIONS.items())
    (HERE / "taps_README.md").write_text(README.format(taps=", ".join(TAPS), rows=rows, versions=versions))
    print(rows)


if __name__ == "__main__":
    main()
