# SPDX-License-Identifier: BSD-3-Clause
"""How presets_failures.py asks the peers, and of which images."""
import copy
import warnings

import numpy as np
import torch
from safetensors.torch import load_file
from torch import nn

from suffix_formulas import HERE

warnings.simplefilter("ignore")
torch.set_grad_enabled(True)
REFERENCE = load_file(HERE.parent / "reference" / "vgg16_small.maps.64x64.safetensors")
X, CLASSES = REFERENCE["images"], [int(c) for c in REFERENCE["class/top"]]


def apart(got, expected):
    """The largest difference, as a part of the largest expected magnitude."""
    got, expected = (torch.as_tensor(np.asarray(t)).double() for t in (got, expected))
    return ((got - expected).abs().max() / expected.abs().max()).item()


def shapes_apart(got, right):
    return max(apart(m / m.abs().max(), r / r.abs().max()) for m, r in zip(got, right))


def raw_cam(kind, net, x, tap=28, targets=None, **options):
    """pytorch-grad-cam's map before its ReLU, asked through its own call."""
    made, cam = [], kind(net, [net.features[tap]], **options)
    formula = cam.get_cam_image
    cam.get_cam_image = lambda *arguments: made.append(formula(*arguments)) or made[-1]
    cam(x.clone(), targets)
    cam.activations_and_grads.release()
    return np.asarray(made[0])


def torchcam_map(kind, net, x, tap="features.28", **options):
    with kind(net, tap, input_shape=tuple(x.shape[1:]), **options) as extractor:
        return extractor(CLASSES, net(x), normalized=False)[0].detach().clone()


def in_place(net):
    """As torchvision has it."""
    net = copy.deepcopy(net)
    for module in net.modules():
        if isinstance(module, nn.ReLU):
            module.inplace = True
    return net
