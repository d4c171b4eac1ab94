# SPDX-License-Identifier: BSD-3-Clause
"""The papers' formulas in plain PyTorch: methods that ask the network again instead of differentiating it."""
import json
import sys
from pathlib import Path

import torch
from safetensors.torch import save_file

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "reference"))
from vgg_networks import small_vgg16  # noqa: E402

torch.manual_seed(0)
torch.set_num_threads(1)
torch.use_deterministic_algorithms(True)
torch.set_default_dtype(torch.float64)
torch.set_grad_enabled(False)
NET = small_vgg16()
BATCH = 32


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
    print(f"{file} {(HERE / file).stat().st_size // 1000} kB, {len(tensors)} tensors")


def index(tap):
    return int(tap.split(".")[1])


def prefix(x, tap):
    return NET.features[:index(tap) + 1](x)


def suffix(A, tap):
    return NET.classifier(torch.flatten(NET.avgpool(NET.features[index(tap) + 1:](A)), 1))


def in_batches(network, versions):
    return torch.cat([network(part) for part in versions.split(BATCH)])


# Feature maps replaced ----------------------------------------------------------------------------------------------

def ablation_cam(A, classes, tap):
    maps = []
    for a, c in zip(A, classes):
        without = a.repeat(len(a), 1, 1, 1)
        without[range(len(a)), range(len(a))] = 0
        y, y_k = suffix(a[None], tap)[0, c], in_batches(lambda m: suffix(m, tap), without)[:, c]
        maps.append(((y - y_k) / y.abs() @ a.flatten(1)).reshape(a.shape[1:]))
    return torch.stack(maps)


def recipro_cam(A, classes, tap, kernel, of=lambda logits, c: logits[:, c]):
    """kernel (3, 3): how the values of a cell are spread around it."""
    K, h, w = A.shape[1:]
    maps = []
    for a, c in zip(A, classes):
        left = torch.zeros(h * w, K, h + 2, w + 2)
        for i in range(h):
            for j in range(w):
                left[i * w + j, :, i:i + 3, j:j + 3] = a[:, i, j, None, None] * kernel
        logits = in_batches(lambda m: suffix(m, tap), left[:, :, 1:-1, 1:-1])
        maps.append(of(logits, c).reshape(h, w))
    return torch.stack(maps)


CELL = torch.tensor([[0., 0, 0], [0, 1, 0], [0, 0, 0]])
GAUSSIAN = torch.tensor([[1., 2, 1], [2, 4, 2], [1, 2, 1]]) / 16


def probability(logits, c):
    return torch.softmax(logits, 1)[:, c]


# Images masked ------------------------------------------------------------------------------------------------------

def interpolate(cells, pixels, stride, offset):
    """(pixels, cells): what each cell has of each pixel, bilinear, flat beyond the outermost centres."""
    at = ((torch.arange(pixels) - offset) / stride).clamp(0, cells - 1)
    return (1 - (at[:, None] - torch.arange(cells)).abs()).clamp(min=0)


def by_geometry(cells, pixels, stride):
    """Of a network of 3 x 3 convolutions, padding 1, and 2 x 2 poolings."""
    return interpolate(cells, pixels, stride, (stride - 1) / 2)


def half_pixel(cells, pixels, _):
    return by_geometry(cells, pixels, pixels / cells)


def corners(cells, pixels, _):
    return interpolate(cells, pixels, (pixels - 1) / (cells - 1), 0)


def scaled(maps):
    least, most = maps.amin((1, 2), keepdim=True), maps.amax((1, 2), keepdim=True)
    return torch.where(most == least, 0, (maps - least) / (most - least))


def masks(a, x, tap, stretch, scale_first=False):
    """(K, H, W) of the maps of one image."""
    stride = 2 ** sum(isinstance(layer, torch.nn.MaxPool2d) for layer in NET.features[:index(tap) + 1])
    (h, w), (H, W) = a.shape[1:], x.shape[1:]
    maps = scaled(a) if scale_first else a
    up = stretch(h, H, stride) @ maps @ stretch(w, W, stride).T
    return up if scale_first else scaled(up)


def score_cam(a, x, c, tap, stretch, scale_first=False, weights="softmax", seen=lambda mask, x: [x * mask], of=None):
    """One image's map; `seen` makes the images of one mask, over whose answers the mean is taken."""
    of = of or (lambda logits, c: logits[:, c])
    images = [seen(mask, x) for mask in masks(a, x, tap, stretch, scale_first)]
    answers = of(in_batches(NET, torch.stack(sum(images, []))), c).reshape(len(a), -1).mean(1)
    nothing = of(NET(torch.zeros_like(x)[None]), c)[0]
    w = dict(softmax=torch.softmax(answers - nothing, 0), increase=answers - nothing, score=answers)[weights]
    return (w @ a.flatten(1)).reshape(1, *a.shape[1:])


def intensities(factors):
    return lambda mask, x: [factor * mask * x for factor in factors]


ACCUMULATED = [i * (i + 1) / 2 / 4 for i in range(4)]
ACCUMULATED_1 = [(i + 1) * (i + 2) / 2 / 4 for i in range(4)]
EVEN = [(i + 1) / 4 for i in range(4)]


def noise(version, shape):
    """Made-up noise that another program can make too."""
    return torch.sin(1 + 12.9898 * version + .7391 * torch.arange(torch.tensor(shape).prod())).reshape(shape)


class Noisy:
    """Two images of every mask: noise on the mask or on the masked image."""

    def __init__(self, on_image):
        self.on_image, self.version = on_image, 0

    def __call__(self, mask, x):
        versions = range(self.version, self.version + 2)
        self.version += 2
        if self.on_image:
            return [x * mask + noise(v, x.shape) for v in versions]
        return [x * (mask + noise(v, mask.shape)) for v in versions]
