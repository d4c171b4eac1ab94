#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Write the golden files of the methods that perturb images, and of Finer-CAM's question.

    pip install torch torchvision captum grad-cam scikit-image safetensors numpy   # versions of the last run: in the files
    python3 write_perturbation.py                                                  # writes beside itself

The network is the small VGG16, the images those of ../reference/vgg16_small.maps.*. All is computed in float64 and eval
mode. Who answers:

    Occlusion        captum's, kept from rounding to float32 at its end; a few plain lines must give the same to 1e-12
    RISE             plain, equation 6 of the paper, the masks stretched by scikit-image as in the authors' program
                     (order 1, mode "reflect"); grids and shifts are those that tests give by their seed, drawn here by a
                     Philox of this file's own. Xplique moves a batch of masks by one shift and divides by the sum of the
                     masks at each pixel; OpenVINO's stretches by cubic interpolation: neither is an oracle
    Finer-CAM        pytorch-grad-cam's FinerCAM chooses the classes, its FinerWeightedTarget answers, and autograd
                     differentiates; plain lines must give the same to 1e-6, since it adds 1e-9 to a sum of
                     probabilities. Questions whose weights are equal, or fixed, are plain

Of every map only each seventh value is stored, in row-major order.
"""
import json
import platform
import sys
from importlib.metadata import version
from pathlib import Path
from unittest import mock

import captum
import numpy as np
import safetensors
import skimage
import torch
from captum.attr import Occlusion
from pytorch_grad_cam import FinerCAM
from pytorch_grad_cam.utils.model_targets import FinerWeightedTarget
from safetensors.torch import load_file, save_file
from skimage.transform import resize

HERE = Path(__file__).resolve().parent
REFERENCE = HERE.parent / "reference"
sys.path.insert(0, str(REFERENCE))
from vgg_networks import small_vgg16  # noqa: E402

EVERY = 7
VERSIONS = dict(python=platform.python_version(), torch=torch.__version__, captum=captum.__version__,
                numpy=np.__version__, skimage=skimage.__version__, safetensors=safetensors.__version__,
                grad_cam=version("grad-cam"))
torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)


def agree(what, ours, theirs, bar):
    difference = ((ours - theirs).abs().max() / theirs.abs().max()).item()
    print(f"{what}: plain lines differ by {difference:.1e} of the maximum")
    assert difference <= bar, what


# Occlusion ----------------------------------------------------------------------------------------------------------

def starts(pixels, size, stride):
    """Where windows begin: the first that reaches the end is the last."""
    result = [0]
    while result[-1] + size < pixels:
        result.append(result[-1] + stride)
    return result


def plain_occlusion(net, x, classes, window, stride, baseline):
    total, covered = torch.zeros(len(x), *x.shape[2:]), torch.zeros(x.shape[2:])
    rows = torch.arange(len(x))
    with torch.no_grad():
        whole = net(x)[rows, classes]
        for top in starts(x.shape[2], window[0], stride[0]):
            for left in starts(x.shape[3], window[1], stride[1]):
                part = (slice(top, top + window[0]), slice(left, left + window[1]))
                hidden = x.clone()
                hidden[(slice(None), slice(None)) + part] = baseline[(slice(None), slice(None)) + part]
                total[(slice(None),) + part] += (whole - net(hidden)[rows, classes])[:, None, None]
                covered[part] += 1
    return total / covered


def occlusion(name, net, x, classes, window, stride, baseline):
    with mock.patch.object(torch.Tensor, "float", torch.Tensor.double), torch.no_grad():
        theirs = Occlusion(net).attribute(x, sliding_window_shapes=(3, *window), strides=(3, *stride), baselines=baseline,
                                          target=classes, perturbations_per_eval=8)
    assert (theirs == theirs[:, :1]).all()
    agree(name, plain_occlusion(net, x, classes, window, stride, baseline), theirs[:, 0], 1e-12)
    return theirs[:, 0]


# RISE ---------------------------------------------------------------------------------------------------------------

def philox(counter, key):
    """Philox 4 x 32 of ten rounds: Salmon et al. 2011."""
    counter, key = list(counter), list(key)
    for _ in range(10):
        left, right = 0xD2511F53 * counter[0], 0xCD9E8D57 * counter[2]
        counter = [(right >> 32) ^ counter[1] ^ key[0], right & 0xFFFFFFFF,
                   (left >> 32) ^ counter[3] ^ key[1], left & 0xFFFFFFFF]
        key = [(key[0] + 0x9E3779B9) & 0xFFFFFFFF, (key[1] + 0xBB67AE85) & 0xFFFFFFFF]
    return counter


def uniform(seed, sample, element):
    bits = philox((element, sample, 0, 0), (seed & 0xFFFFFFFF, seed >> 32))
    return (((bits[0] << 32 | bits[1]) >> 12) + .5) * 2.0 ** -52


def rise_mask(height, width, cells, probability, seed, sample):
    grid = np.array([uniform(seed, sample, k) < probability for k in range(cells * cells)], dtype=np.float64)
    cell = (-(-height // cells), -(-width // cells))
    down = int(uniform(seed, sample, cells * cells) * cell[0])
    right = int(uniform(seed, sample, cells * cells + 1) * cell[1])
    stretched = resize(grid.reshape(cells, cells), ((cells + 1) * cell[0], (cells + 1) * cell[1]), order=1,
                       mode="reflect", anti_aliasing=False)
    return torch.from_numpy(stretched[down:down + height, right:right + width].copy())


def rise(net, x, of, masks, cells, probability, seed):
    total = torch.zeros(len(x), *x.shape[2:])
    with torch.no_grad():
        for sample in range(masks):
            mask = rise_mask(*x.shape[2:], cells, probability, seed, sample)
            total += of(net(x * mask))[:, None, None] * mask
    return total / (masks * probability)


# Finer-CAM ----------------------------------------------------------------------------------------------------------

def finer_rivals(net, x, count):
    """The classes that FinerCAM chooses: what its targets are made with."""
    made = []

    class Target(FinerWeightedTarget):
        def __init__(self, *arguments):
            made.append(arguments)
            super().__init__(*arguments)

    with mock.patch("pytorch_grad_cam.finer_cam.FinerWeightedTarget", Target):
        FinerCAM(net, [net.features[28]])(x, comparison_categories=list(range(1, count + 1)))
    return [main for main, _, _ in made], [rivals for _, rivals, _ in made]


def finer(logits, main, rivals, strength, weights):
    """Values (N) and gradients (N, classes)."""
    z = logits.clone().requires_grad_(True)
    rows = []
    for n in range(len(z)):
        others = z[n, rivals[n]]
        if weights == "moving":
            row = FinerWeightedTarget(main[n], rivals[n], strength)(z[n])
            agree("finer comparison", z[n, main[n]] - strength * (others.softmax(0) * others).sum(), row, 1e-6)
            row = z[n, main[n]] - strength * (others.softmax(0) * others).sum()
        else:
            w = others.detach().softmax(0) if weights == "fixed" else torch.full_like(others, 1 / len(others))
            row = z[n, main[n]] - strength * (w * others).sum()
        rows.append(row)
    values = torch.stack(rows)
    gradient, = torch.autograd.grad(values.sum(), z)
    return values.detach(), gradient


# Files --------------------------------------------------------------------------------------------------------------

def thinned(maps):
    return maps.flatten()[::EVERY].contiguous()


def write(file, tensors):
    save_file({name: t.contiguous() for name, t in tensors.items()}, HERE / file,
              metadata=dict(every=str(EVERY), versions=json.dumps(VERSIONS)))
    (HERE / file).chmod(0o644)
    print(file, (HERE / file).stat().st_size, "bytes")


def main():
    net = small_vgg16()
    for module in net.modules():
        if isinstance(module, torch.nn.ReLU):
            module.inplace = False

    x = load_file(REFERENCE / "vgg16_small.maps.64x64.safetensors")["images"]
    with torch.no_grad():
        logits = net(x)
    top = logits.argmax(1)
    grey = torch.zeros_like(x)
    probability_of = lambda z: z.softmax(1)[torch.arange(len(z)), top]  # noqa: E731
    tensors = {"occlusion": thinned(occlusion("occlusion", net, x, top, (16, 16), (8, 8), grey)),
               "rise": thinned(rise(net, x, probability_of, 40, 7, .5, 5)),
               "rise_mask/0": thinned(rise_mask(64, 64, 7, .5, 5, 0)), "logits": logits}
    for count, strength, weights in ((3, .6, "equal"), (3, .6, "fixed"), (3, 1., "moving"), (1, .6, "moving")):
        main_classes, rivals = finer_rivals(net, x, count)
        assert main_classes == top.tolist()
        values, gradient = finer(logits, main_classes, rivals, strength, weights)
        tensors[f"finer/{weights}/{count}/value"], tensors[f"finer/{weights}/{count}/gradient"] = values, gradient
    write("perturbation_maps.64x64.safetensors", tensors)

    x = load_file(REFERENCE / "vgg16_small.maps.75x61.safetensors")["images"]
    asked = torch.tensor([3] * len(x))
    logit_of = lambda z: z[:, 3]  # noqa: E731
    grey, half = torch.zeros_like(x), torch.full_like(x, .5)
    tensors = {"occlusion/cut": thinned(occlusion("windows cut off", net, x, asked, (20, 16), (13, 7), half)),
               "occlusion/stripes": thinned(occlusion("stripes", net, x, asked, (75, 9), (100, 5), grey)),
               "rise": thinned(rise(net, x, logit_of, 30, 4, .3, 2 ** 40 + 9)),
               "rise_mask/11": thinned(rise_mask(75, 61, 4, .3, 2 ** 40 + 9, 11))}
    write("perturbation_maps.75x61.safetensors", tensors)


if __name__ == "__main__":
    main()
