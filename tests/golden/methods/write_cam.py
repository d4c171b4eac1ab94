#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Write the golden files of the class activation maps that are formulas: cam_*.safetensors, and cam_README.md.

    pip install torch safetensors numpy grad-cam torchcam ttach scikit-learn    # versions of the last run: cam_README.md
    python3 write_cam.py                    # writes beside itself; images from ../reference, weights from examples/data

Everything is computed in float64 on one thread, by the papers' formulas written out below in plain PyTorch and NumPy.
pytorch-grad-cam and torch-cam are asked for the same maps, with every ReLU made out-of-place first; how far they are
from the papers' is measured and written down, and where they compute the same, they must agree or the script stops.
"""
import json
import platform
import warnings
from pathlib import Path

import numpy as np
import safetensors
import torch
from importlib.metadata import version
from safetensors.torch import load_file, save_file
from torch import nn

import pytorch_grad_cam
import torchcam.methods

HERE = Path(__file__).resolve().parent
REFERENCE = HERE.parent / "reference"
WEIGHTS = "examples/data/vgg16_small.safetensors"
TAPS = ("features.28", "features.29")  # the last convolution, and the ReLU behind it
SHALLOW = "features.13"                # 64 maps of many more cells
VERSIONS = dict(python=platform.python_version(), torch=torch.__version__, numpy=np.__version__,
                safetensors=safetensors.__version__, grad_cam=version("grad-cam"), torchcam=version("torchcam"))
torch.manual_seed(0)
torch.set_num_threads(1)
torch.use_deterministic_algorithms(True)


class SmallVgg16(nn.Module):
    """torchvision's VGG16 at a quarter of its width, same module names, every ReLU out-of-place."""

    def __init__(self):
        super().__init__()
        layers, channels = [], 3
        for width in (16, 16, 0, 32, 32, 0, 64, 64, 64, 0, 128, 128, 128, 0, 128, 128, 128, 0):
            if width == 0:
                layers.append(nn.MaxPool2d(2))
            else:
                layers += [nn.Conv2d(channels, width, 3, padding=1), nn.ReLU()]
                channels = width
        self.features = nn.Sequential(*layers)
        self.avgpool = nn.AdaptiveAvgPool2d(7)
        self.classifier = nn.Sequential(nn.Linear(128 * 49, 128), nn.ReLU(), nn.Dropout(), nn.Linear(128, 128),
                                        nn.ReLU(), nn.Dropout(), nn.Linear(128, 10))
        self.load_state_dict({k: t.double() for k, t in load_file(HERE.parents[2] / WEIGHTS).items()})

    def forward(self, x):
        return self.classifier(torch.flatten(self.avgpool(self.features(x)), 1))


torch.set_default_dtype(torch.float64)
NET = SmallVgg16().eval()


def at_tap(x, classes, tap):
    """Feature maps and the gradient of each image's logit there."""
    kept = []
    handle = NET.get_submodule(tap).register_forward_hook(lambda module, inputs, output: kept.append(output))
    logits = NET(x)
    handle.remove()
    score = logits[range(len(x)), classes].sum()
    return kept[0].detach(), torch.autograd.grad(score, kept[0])[0]


# The papers' formulas: maps A and gradient g, (N, K, h, w), to signed maps (N, h, w) ---------------------------------

def grad_cam_plus_plus(A, g):
    """Equation 19 word by word, e^S left out of w; a term of no gradient is no term."""
    alpha = g ** 2 / (2 * g ** 2 + A.sum((2, 3), keepdim=True) * g ** 3)
    w = torch.where(g == 0, 0, alpha * g.clamp(min=0)).sum((2, 3), keepdim=True)
    return (w * A).sum(1)


def xgrad_cam(A, g):
    total = A.sum((2, 3), keepdim=True)
    w = torch.where((A == 0).all(3).all(2)[..., None, None], 0, (A / total * g).sum((2, 3), keepdim=True))
    return (w * A).sum(1)


def layer_cam(A, g):
    return (g.clamp(min=0) * A).sum(1)


def hires_cam(A, g):
    return (g * A).sum(1)


def element_wise_grad_cam(A, g):
    return (g * A).clamp(min=0).sum(1)


def eigen(O):
    """O (h w, K): its projection on the first right singular vector, whose components sum to something positive."""
    direction = np.linalg.svd(O, full_matrices=False)[2][0]
    assert abs(direction.sum()) > 1e-6
    return O @ direction * np.sign(direction.sum())


def eigen_cam(A, centred=False):
    N, K, h, w = A.shape
    O = A.reshape(N, K, h * w).transpose(1, 2).numpy()
    if centred:
        O = O - O.mean(1, keepdims=True)
    return torch.tensor(np.stack([eigen(o).reshape(h, w) for o in O]))


def eigen_grad_cam(A, g):
    return eigen_cam(g * A, centred=True)


def fem(A):
    mean = A.mean((2, 3), keepdim=True)
    deviation = A.std((2, 3), keepdim=True, correction=0)
    nearest = ((A - mean - 2 * deviation).abs() / deviation)[deviation.expand_as(A) > 0].min()
    assert nearest > 1e-5, "too near the threshold for float32"
    return (mean * (A > mean + 2 * deviation)).sum(1)


def philox(counter, key):
    """Philox 4 x 32, ten rounds (Salmon et al. 2011)."""
    low, (a, b, c, d), (k, l) = 0xFFFFFFFF, counter, key
    for _ in range(10):
        x, y = a * 0xD2511F53, c * 0xCD9E8D57
        a, b, c, d = (y >> 32) ^ b ^ k, y & low, (x >> 32) ^ d ^ l, x & low
        k, l = (k + 0x9E3779B9) & low, (l + 0xBB67AE85) & low
    return a, b, c, d


def random_cam(A, seed):
    weights = []
    for k in range(A.shape[1]):
        high, low = philox((k, 0, 0, 0), (seed & 0xFFFFFFFF, seed >> 32))[:2]
        weights.append(2 * ((((high << 32) | low) >> 12) + .5) / 2 ** 52 - 1)
    return (torch.tensor(weights)[:, None, None] * A).sum(1)


GRADIENT_CAMS = (grad_cam_plus_plus, xgrad_cam, layer_cam, hires_cam, element_wise_grad_cam, eigen_grad_cam)
FEATURE_CAMS = dict(eigen_cam=eigen_cam, eigen_cam_centred=lambda A: eigen_cam(A, True), fem=fem,
                    random_cam_of_seed_0=lambda A: random_cam(A, 0),
                    random_cam_of_a_long_seed=lambda A: random_cam(A, 0x0123456789ABCDEF))


# The peers ----------------------------------------------------------------------------------------------------------

DISTANCES = {}


def compare(peer, tap, got, expected, bar=None, either_sign=False):
    got, expected = np.asarray(got, np.float64), expected.numpy()
    distance = 0
    for one, other in zip(got, expected):
        candidates = [one, -one] if either_sign else [one]
        largest = max(np.abs(one).max(), np.abs(other).max())
        distance = max(distance, min(np.abs(c - other).max() for c in candidates) / largest)
    DISTANCES[peer, tap] = max(DISTANCES.get((peer, tap), 0), distance)
    assert bar is None or distance <= bar, (peer, tap, distance)


def peer_cam(name, A, g):
    """pytorch-grad-cam's map before its ReLU."""
    kind = getattr(pytorch_grad_cam, name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        cam = kind(model=NET, target_layers=[NET.features[28]])
    return cam.get_cam_image(None, None, None, A.numpy(), g.numpy(), False)


def torchcam_map(name, x, classes, tap):
    """torch-cam's map, behind its ReLU."""
    with getattr(torchcam.methods, name)(NET, tap, input_shape=tuple(x.shape[1:])) as extractor:
        logits = NET(x)
        return extractor(classes, logits, normalized=False)[0].detach()


def ask_the_peers(tap, x, classes, A, g, maps):
    def pgc(name, method, bar, either_sign=False, A=A, g=g, note=""):
        compare(f"pytorch-grad-cam {name}{note}", tap, peer_cam(name, A, g), maps[method], bar, either_sign)

    behind_relu = tap != "features.28"
    pgc("LayerCAM", "layer_cam", 1e-12)
    pgc("HiResCAM", "hires_cam", 1e-12)
    pgc("GradCAMElementWise", "element_wise_grad_cam", 1e-12)
    pgc("XGradCAM", "xgrad_cam", 1e-5 if behind_relu else None)  # 1e-7 in the denominator
    pgc("GradCAMPlusPlus", "grad_cam_plus_plus", None)           # 1e-6 in the denominator, beside squared gradients
    unit = 2.0 ** 40  # y in other units: the same map, beside whose squared gradients 1e-6 is nothing
    pgc("GradCAMPlusPlus", "grad_cam_plus_plus", 1e-12, A=A / unit, g=g * unit, note=", gradients times 2^40")
    pgc("EigenCAM", "eigen_cam_centred", 1e-6, either_sign=True,
        note=" against the centred formula")  # it rounds to float32
    pgc("EigenGradCAM", "eigen_grad_cam", 1e-6, either_sign=True)
    pgc("EigenCAM", "eigen_cam", None, either_sign=True, note=" against the paper's, not centred")
    pgc("FEM", "fem", None)
    for name, method in (("GradCAMpp", "grad_cam_plus_plus"), ("XGradCAM", "xgrad_cam"), ("LayerCAM", "layer_cam")):
        bar = 1e-5 if method == "layer_cam" or method == "xgrad_cam" and behind_relu else None
        compare(f"torch-cam {name}", tap, torchcam_map(name, x, classes, tap), maps[method].clamp(min=0), bar)


# The files ----------------------------------------------------------------------------------------------------------

def save(tensors, file, metadata):
    """A safetensors file with its metadata in order (the library's order changes from run to run)."""
    save_file({name: t.contiguous() for name, t in tensors.items()}, HERE / file, metadata=metadata)
    data = (HERE / file).read_bytes()
    length = int.from_bytes(data[:8], "little")
    header = json.loads(data[8:8 + length])
    header["__metadata__"] = dict(sorted(header["__metadata__"].items()))
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    (HERE / file).write_bytes(len(text).to_bytes(8, "little") + text + data[8 + length:])
    (HERE / file).chmod(0o644)
    print(f"{file} {(HERE / file).stat().st_size // 1000} kB")


def write(size):
    images = f"vgg16_small.maps.{size}.safetensors"
    reference = load_file(REFERENCE / images)
    x, tensors = reference["images"], {}
    assert torch.allclose(NET(x), reference["logits"], rtol=0, atol=1e-12)
    for question in ("top", "fixed"):
        classes = [int(c) for c in reference["class/" + question]]
        for tap in TAPS + (SHALLOW,):
            A, g = at_tap(x, classes, tap)
            maps = {formula.__name__: formula(A, g) for formula in GRADIENT_CAMS}
            maps |= {name: formula(A) for name, formula in FEATURE_CAMS.items()}
            if tap in TAPS:
                ask_the_peers(tap, x, classes, A, g, maps)
                for formula in GRADIENT_CAMS:
                    tensors[f"{formula.__name__}/{tap}/{question}"] = maps[formula.__name__]
                tensors |= {f"{name}/{tap}": maps[name] for name in FEATURE_CAMS}
            elif question == "top":
                tensors |= {f"{name}/{tap}": maps[name] for name in ("eigen_cam", "eigen_cam_centred")}
                tensors[f"layer_cam/{tap}/top"] = maps["layer_cam"]
    save(tensors, f"cam_{size}.safetensors", dict(images=f"reference/{images}", versions=json.dumps(VERSIONS)))


README = """# Class activation maps by formula, as PyTorch has them

Written by `write_cam.py` in this folder (one command, no options; see its head). Do not edit by hand.

`cam_64x64.safetensors` and `cam_75x61.safetensors` hold maps of the images and questions of the files of the same size
in `../reference`, for `examples/data/vgg16_small.safetensors`: tensors `METHOD/TAP/QUESTION`, or `METHOD/TAP` where the
gradient is not read, (N, h, w), signed, before any ReLU, F64. All are the papers' formulas, written out in the script.

What the peers answer, as the largest difference from these, in parts of the larger maximum, before any ReLU
(torch-cam's: behind it); where two maps are the same up to their sign, which neither peer fixes, the nearer sign:

| peer | features.28 | features.29 |
| --- | --- | --- |
{rows}

Versions: {versions}.
"""


def main():
    write("64x64")
    write("75x61")
    peers = sorted({peer for peer, _ in DISTANCES})
    cells = [[peer] + [f"{DISTANCES[peer, tap]:.1e}" for tap in TAPS] for peer in peers]
    rows = "\n".join("| " + " | ".join(row) + " |" for row in cells)
    versions = ", ".join(f"{name} {number}" for name, number in VERSIONS.items())
    (HERE / "cam_README.md").write_text(README.format(rows=rows, versions=versions))
    print(rows)


if __name__ == "__main__":
    main()
