# SPDX-License-Identifier: BSD-3-Clause
"""captum's answers, held to those of the second implementation."""
import torch
import torch.nn.functional as F
from captum.attr import Deconvolution, GuidedBackprop, GuidedGradCam, LayerGradCam, Saliency

from plain_vgg import Plain, logit_of

REPORT = dict(worst_disagreement=0.0, files=[])


def agree(what, from_captum, from_plain):
    """captum's answer, once the second implementation has given the same."""
    largest = from_captum.abs().max()
    assert largest > 0 and torch.isfinite(from_captum).all(), what + " is empty"
    difference = ((from_captum - from_plain).abs().max() / largest).item()
    assert difference < 1e-12, f"{what}: captum and plain torch differ by {difference}"
    REPORT["worst_disagreement"] = max(REPORT["worst_disagreement"], difference)
    return from_captum.detach()


def grad_cam(net, x, classes, tap):
    layer = dict(net.named_modules())[tap]
    map_ = LayerGradCam(net, layer).attribute(x, target=classes, relu_attributions=False, attr_dim_summation=True)
    return agree("grad_cam " + tap, map_[:, 0], Plain(net).grad_cam(x, logit_of(classes), tap))


def saliency(net, x, classes):
    return Saliency(net).attribute(x.clone(), target=classes, abs=False).detach()


def guided_backprop(net, x, classes):
    return GuidedBackprop(net).attribute(x.clone(), target=classes).detach()


def deconvnet(net, x, classes):
    return Deconvolution(net).attribute(x.clone(), target=classes).detach()


PIXEL_METHODS = dict(saliency=(saliency, "plain"), guided_backprop=(guided_backprop, "guided"),
                     deconvnet=(deconvnet, "deconvnet"))


def guided_grad_cam(net, x, classes, tap):
    """GuidedBackprop times the rectified map, upsampled at half-pixel centres, bilinear."""
    product = GuidedGradCam(net, dict(net.named_modules())[tap]).attribute(
        x.clone(), target=classes, interpolate_mode="bilinear")
    plain = Plain(net)
    map_ = plain.grad_cam(x, logit_of(classes), tap).clamp(min=0)[:, None]
    up = F.interpolate(map_, x.shape[2:], mode="bilinear", align_corners=False)
    return agree("guided_grad_cam", product, up * plain.gradient(x, logit_of(classes), "guided")[0])


def fixed_classes(net, x, preferred):
    """The preferred class of each image, or the next one where that is the top class."""
    with torch.no_grad():
        logits = net(x)
    count = logits.shape[1]
    return [c if c != top else (c + 1) % count for c, top in zip(preferred, logits.argmax(1).tolist())]


def top_classes(net, x):
    with torch.no_grad():
        return net(x).argmax(1).tolist()
