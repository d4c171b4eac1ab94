# SPDX-License-Identifier: BSD-3-Clause
"""Where float32 may decide otherwise than float64: how far away the nearest tie is."""
import itertools

import torch
from torch import nn

from captum_answers import fixed_classes, saliency, top_classes
from plain_vgg import Plain, logit_of
from vgg_images import crops
from vgg_networks import float32_of

CANDIDATES = 400  # crops tried for a screened input

def decisions(net, x):
    """Every choice of a forward pass: what each ReLU saw, and what each pooling window held."""
    relu_inputs, pool_inputs, handles = [], [], []
    for module in net.modules():
        if isinstance(module, nn.ReLU):
            handles.append(module.register_forward_hook(lambda m, i, o: relu_inputs.append(i[0])))
        if isinstance(module, nn.MaxPool2d):
            handles.append(module.register_forward_hook(lambda m, i, o: pool_inputs.append(i[0])))
    with torch.no_grad():
        logits = net(x)
    for handle in handles:
        handle.remove()
    return relu_inputs, pool_inputs, logits


def windows(a):
    """(N, C, h, w) -> (N, C, windows, 4): the 2 x 2 windows of a pooling."""
    n, c, h, w = a.shape
    a = a[:, :, :h // 2 * 2, :w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2)
    return a.permute(0, 1, 2, 4, 3, 5).reshape(n, c, -1, 4)


def margin(net64, net32, x):
    """Distance of the nearest tie, as a fraction of the layer's largest value; and the same as a multiple of the
    largest error torch's float32 makes in that layer. (0, 0) where float32 decides anything otherwise."""
    relu64, pool64, logits64 = decisions(net64, x)
    relu32, pool32, logits32 = decisions(net32, x.float())
    fraction = multiple = float("inf")
    for wide, narrow in zip(relu64, relu32):
        if not torch.equal(wide > 0, narrow > 0):
            return 0.0, 0.0
        nearest = wide.abs().min()
        fraction = min(fraction, (nearest / wide.abs().max()).item())
        multiple = min(multiple, (nearest / (wide - narrow.double()).abs().max()).item())
    for wide, narrow in zip(pool64, pool32):
        a, b = windows(wide), windows(narrow)
        if not torch.equal(a.argmax(-1), b.argmax(-1)):
            return 0.0, 0.0
        two = a.topk(2, dim=-1).values
        gaps = (two[..., 0] - two[..., 1])[two[..., 0] > 0]  # a window of nothing but zeros is settled by the ReLU
        fraction = min(fraction, (gaps.min() / wide.abs().max()).item())
        multiple = min(multiple, (gaps.min() / (wide - narrow.double()).abs().max()).item())
    two = logits64.topk(2, dim=-1).values
    if ((two[:, 0] - two[:, 1]) < 1e-3 * logits64.abs().max()).any():
        return 0.0, 0.0
    return fraction, multiple


def tied_image(net, height, width, photo, seed):
    """The first crop with a tie so near that torch's float32 answer is off by more than rounding (but not lost)."""
    narrow = float32_of(net)
    for x in crops(height, width, photo, seed):
        classes = top_classes(net, x)
        wide, single = saliency(net, x, classes), saliency(narrow, x.float(), classes).double()
        if 1e-3 < (single - wide).norm() / wide.norm() < .05:
            return x


def screened_image(net, height, width, photo, preferred, seed):
    """Of many crops of a photograph, the one whose nearest tie is farthest away. Crops without an answer by deconvnet
    are passed over: without a forward mask its gradients may all be negative at one ReLU, and then nothing passes."""
    narrow = float32_of(net)
    best, best_margin = None, (0.0, 0.0)
    for x in itertools.islice(crops(height, width, photo, seed), CANDIDATES):
        m = margin(net, narrow, x)
        if m[0] > best_margin[0]:
            asked = top_classes(net, x) + fixed_classes(net, x, [preferred])
            if all(Plain(net).gradient(x, logit_of([c]), "deconvnet")[0].any() for c in asked):
                best, best_margin = x, m
    assert best is not None, "every candidate had a near-tie"
    return best, best_margin
