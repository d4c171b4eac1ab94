#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Show where the peers are wrong, or depend on what they should not: a case each, measured. Writes presets_README.md.

    pip install torch torchvision captum safetensors numpy opencv-python grad-cam torchcam ttach scikit-learn
    python3 presets_failures.py         # a minute; images from ../reference, weights from examples/data

The statements of docs/reference/peers.md rest on this. Where a case no longer shows what is said of it, the script
stops: the peer has been mended, and the page is to be.
"""
import copy
from unittest import mock

import numpy as np
import pytorch_grad_cam as pgc
import torch
import torchcam.methods
from captum.attr import GuidedBackprop, IntegratedGradients, LayerGradCam, Saliency
from pytorch_grad_cam.utils.model_targets import (ClassifierOutputSoftmaxTarget, ClassifierOutputTarget,
                                                  FinerWeightedTarget)
from pytorch_grad_cam.utils.svd_on_activations import get_2d_projection
from torch import nn

from presets_asked import CLASSES, REFERENCE, X, apart, in_place, raw_cam, shapes_apart, torchcam_map
from suffix_formulas import HERE, NET, ablation_cam, noise
from write_cam import at_tap, eigen_cam, grad_cam_plus_plus
from write_presets import VERSIONS

torch.set_grad_enabled(True)
np.random.seed(0)  # RandomCAM draws its weights from NumPy
FOUND = []


def found(case, figure, holds):
    print(f"{case}: {figure}")
    assert holds, f"no longer so: {case}: {figure}"
    FOUND.append((case, figure if isinstance(figure, str) else f"{figure:.2g}"))


def networks_that_overwrite():
    theirs = in_place(NET)
    right = raw_cam(pgc.GradCAM, NET, X)
    off = apart(raw_cam(pgc.GradCAM, theirs, X), right)
    found("pytorch-grad-cam, GradCAM at features.28 of a VGG16 with in-place ReLUs, on the CPU", off, off > .1)
    right = torchcam_map(torchcam.methods.GradCAM, NET, X)
    behind = torchcam_map(torchcam.methods.GradCAM, NET, X, "features.29")
    got = torchcam_map(torchcam.methods.GradCAM, theirs, X)
    found("torch-cam, the same", apart(got, right), apart(got, right) > .1)
    found("torch-cam, the same, from its own map at features.29", apart(got, behind), apart(got, behind) < 1e-12)
    off = apart(LayerGradCam(theirs, theirs.features[28]).attribute(X, target=CLASSES).detach(),
                LayerGradCam(NET, NET.features[28]).attribute(X, target=CLASSES).detach())
    found("captum, the same", off, off < 1e-12)


def guided_backprop():
    theirs, x = in_place(NET), X[:1].clone()
    right = GuidedBackprop(NET).attribute(X, target=CLASSES).detach()
    before = raw_cam(pgc.GradCAM, theirs, X)
    guided = pgc.GuidedBackpropReLUModel(theirs)
    first = torch.as_tensor(guided(x, CLASSES[0]).copy()).permute(2, 0, 1)
    found("pytorch-grad-cam, guided backprop of one image, from captum's", apart(first, right[0]),
          apart(first, right[0]) < 1e-12)
    second = torch.as_tensor(guided(x, CLASSES[0]).copy()).permute(2, 0, 1)
    found("pytorch-grad-cam, guided backprop, a second call with the same tensor: times",
          (second.abs().max() / first.abs().max()).item(), torch.allclose(second, 2 * first))
    shape = guided(X.clone(), 0).shape
    found("pytorch-grad-cam, guided backprop of two images: shape of the answer", str(shape), shape == (64, 64, 3))
    after = raw_cam(pgc.GradCAM, theirs, X)
    off = apart(after, before)
    found("pytorch-grad-cam, GradCAM at features.28, in-place, before and after guided backprop was asked for", off,
          off > .1)
    off = apart(after, raw_cam(pgc.GradCAM, NET, X))
    found("the later one, from that of a network with out-of-place ReLUs", off, off < 1e-12)
    for name, rectifier in (("nn.ReLU6", nn.ReLU6()), ("torch.relu", Rectifier())):
        net = nn.Sequential(nn.Conv2d(3, 4, 3), rectifier, nn.Flatten(), nn.LazyLinear(2)).eval()
        net(X)
        plain = Saliency(net).attribute(X, target=0, abs=False)
        off = apart(GuidedBackprop(net).attribute(X, target=0), plain)
        found(f"captum, guided backprop through {name}, from the plain gradient", off, off == 0)
        theirs = torch.as_tensor(pgc.GuidedBackpropReLUModel(net)(X[:1].clone(), 0).copy()).permute(2, 0, 1)
        found(f"pytorch-grad-cam, the same, {name}", apart(theirs, plain[0]), apart(theirs, plain[0]) < 1e-12)


class Rectifier(nn.Module):
    def forward(self, x):
        return torch.relu(x)


def small_gradients():
    """Asked for y in thousandths, and for a probability of images of 224 x 224."""
    thousandth = [lambda z, c=c: z[c] / 1000 for c in CLASSES]
    got = torch.as_tensor(raw_cam(pgc.GradCAMPlusPlus, NET, X, 29, thousandth))
    A, g = at_tap(X, CLASSES, "features.29")
    right = grad_cam_plus_plus(A, g / 1000)
    times = [(r.abs().max() / m.abs().max()).item() for r, m in zip(right, got)]
    found("pytorch-grad-cam, GradCAMPlusPlus of y / 1000 at features.29: times too small, by image",
          ", ".join(f"{t:.2g}" for t in times), min(times) > 1.2)
    found("the same, both divided by their maximum", shapes_apart(got, right), shapes_apart(got, right) > 1e-3)
    x = nn.functional.interpolate(X, (224, 224), mode="bilinear")
    classes = NET(x).argmax(1).tolist()
    got = torch.as_tensor(raw_cam(pgc.GradCAMPlusPlus, NET, x, 29, [ClassifierOutputSoftmaxTarget(c) for c in classes]))
    A = at_tap(x, classes, "features.29")[0]
    kept = []
    handle = NET.features[29].register_forward_hook(lambda module, inputs, output: kept.append(output))
    y = torch.softmax(NET(x), 1)[range(len(x)), classes].sum()
    handle.remove()
    right = grad_cam_plus_plus(A, torch.autograd.grad(y, kept[0])[0])
    found("pytorch-grad-cam, GradCAMPlusPlus of a probability, the images enlarged to 224 x 224, both divided by their "
          "maximum", shapes_apart(got, right), shapes_apart(got, right) > 1e-3)


def grad_cam_plus_plus_of_torch_cam():
    A, g = at_tap(X, CLASSES, "features.29")
    cubes = ((g.clamp(min=0) ** 3).sum((2, 3), keepdim=True) * A).sum(1).clamp(min=0)
    got = torchcam_map(torchcam.methods.GradCAMpp, NET, X, "features.29")
    found("torch-cam, GradCAMpp, from the sum of cubed gradients", apart(got, cubes), apart(got, cubes) < 1e-12)
    off = shapes_apart(got, grad_cam_plus_plus(A, g).clamp(min=0))
    found("torch-cam, GradCAMpp, from Grad-CAM++, both divided by their maximum", off, off > .01)


def smooth_grad_cam():
    A = at_tap(X, CLASSES, "features.29")[0]
    noises = [.3 * noise(s, X.shape) for s in range(4)]
    g = torch.stack([at_tap(X + n, CLASSES, "features.29")[1] for n in noises])
    d1, d2, d3 = g.mean(0), (g ** 2).mean(0), (g ** 3).mean(0)
    alpha = d2 / (2 * d2 + A.sum((2, 3), keepdim=True) * d3)
    right = (torch.where(d2 == 0, 0, alpha * d1.clamp(min=0)).sum((2, 3), keepdim=True) * A).sum(1).clamp(min=0)
    injected = type("Injected", (), {"sample": lambda self, size: noises.pop(0)})()
    with mock.patch("torch.distributions.normal.Normal", lambda mean, deviation: injected):
        got = torchcam_map(torchcam.methods.SmoothGradCAMpp, NET, X, "features.29")  # four copies by default
    off = shapes_apart(got, right)
    found("torch-cam, SmoothGradCAMpp with the same noise, both divided by their maximum", off, off > .01)


def eigen():
    turned, count = 0, 0
    for tap in ("features.28", "features.29"):
        A = at_tap(X, CLASSES, tap)[0]
        for got, ours in zip(get_2d_projection(A.numpy()), eigen_cam(A, centred=True).numpy()):
            turned, count = turned + int((got * ours).sum() < 0), count + 1
    found("pytorch-grad-cam, EigenCAM: maps of the other sign than ours", f"{turned} of {count}", turned > 0)
    A = at_tap(X, CLASSES, "features.29")[0].numpy()
    A[0, 0, 0, 0] = np.nan
    found("pytorch-grad-cam, EigenCAM of feature maps with a NaN: values that are none",
          int(np.isnan(get_2d_projection(A)).sum()), not np.isnan(get_2d_projection(A)).any())


class Averaged(nn.Module):
    """A convolution at its end: no ReLU behind the tap."""

    def __init__(self):
        super().__init__()
        torch.manual_seed(3)
        self.features, self.linear = nn.Sequential(nn.Conv2d(3, 8, 5, stride=4)), nn.Linear(8, 3)

    def forward(self, x):
        return self.linear(self.features(x).mean((2, 3)))


def ablations():
    net, target = Averaged().eval(), [ClassifierOutputTarget(0)]
    maps = [raw_cam(pgc.AblationCAM, net, X[:1], 0, target, batch_size=b) for b in (1, 32)]
    off = apart(*maps)
    found("pytorch-grad-cam, AblationCAM, no ReLU behind the tap: batches of 1 from batches of 32", off, off > .1)
    lowest = [int(c) for c in REFERENCE["logits"].argmin(1)]
    assert (REFERENCE["logits"].amin(1) < 0).all()
    got = raw_cam(pgc.AblationCAM, NET, X, 29, [ClassifierOutputTarget(c) for c in lowest])
    right = ablation_cam(at_tap(X, lowest, "features.29")[0], lowest, "features.29").detach()
    off = apart(-got, right)
    found("pytorch-grad-cam, AblationCAM where y is negative, from the negative of the map by abs(y)", off, off < 1e-5)


def others():
    line = nn.Sequential(nn.Flatten(), nn.Linear(X[0].numel(), 2))
    values = IntegratedGradients(line).attribute(X, target=0, method="riemann_trapezoid")
    part = (values.sum((1, 2, 3)) / (line(X) - line(X * 0))[:, 0]).mean().item()
    found("captum, trapezoid rule of 50 points, linear network: part of y(x) - y(0)", part, abs(part - .98) < 1e-6)
    z = torch.tensor([30., 2, 1, 0])
    got = FinerWeightedTarget(0, [1, 2, 3], 1.0)(z).item()
    rivals = torch.softmax(z[1:], 0)
    right = (z[0] - (rivals * z[1:]).sum()).item()
    found("pytorch-grad-cam, FinerCAM's y of logits 30, 2, 1, 0", f"{got:.3g} instead of {right:.3g}", got < .9 * right)
    z = torch.tensor([22., 2, 1, 0], requires_grad=True)
    slope = torch.autograd.grad(FinerWeightedTarget(0, [1, 2, 3], 1.0)(z), z)[0][0].item()
    found("pytorch-grad-cam, FinerCAM's dy/dz of the class asked about, logits 22, 2, 1, 0, instead of 1", slope,
          slope < 0)
    one, two = (raw_cam(pgc.RandomCAM, NET, X, 29) for _ in range(2))
    found("pytorch-grad-cam, RandomCAM, one call from the next", apart(one, two), apart(one, two) > .1)
    net = copy.deepcopy(NET)
    raw_cam(pgc.GradCAM, net, X)
    filled = sum(p.grad is not None for p in net.parameters())
    found("pytorch-grad-cam, GradCAM: parameters whose .grad it fills", f"{filled} of {len(list(net.parameters()))}",
          filled > 0)
    cam = pgc.GradCAM(NET, [NET.features[29]])
    smoothed = cam(X.clone(), [ClassifierOutputTarget(c) for c in CLASSES], aug_smooth=True)
    cam.activations_and_grads.release()
    least = min(m.min() for m in smoothed), max(m.max() for m in smoothed)
    found("pytorch-grad-cam, aug_smooth: range of a mean of maps that were each stretched to [0, 1]",
          f"{least[0]:.2g} to {least[1]:.2g}", least[1] < 1)
    with torchcam.methods.GradCAM(NET, "features.29", input_shape=(3, 64, 64)) as extractor:
        logits = NET(X)
        extractor.hook_a[0] = extractor.hook_a[0].clone()
        extractor.hook_a[0][:, 0, 0, 0] = float("nan")
        hidden = not extractor(CLASSES, logits, normalized=False)[0].isnan().any()
    found("torch-cam, GradCAM of feature maps with a NaN: a map with none", "yes" if hidden else "no", hidden)


README = """# Where the peers differ, measured

Written by `presets_failures.py` in this folder (one command, no options; see its head). Do not edit by hand. Distances
are the largest difference in parts of the maximum, on the small VGG16 and the images and top classes of
`../reference/vgg16_small.maps.64x64.safetensors` unless said otherwise. Those of formulas are in `cam_README.md` and
`suffix_README.md`.

`presets_*.safetensors`, written by `write_presets.py`, hold the peers' own answers that the presets are held to.

| case | measured |
| --- | --- |
{rows}

Versions: {versions}.
"""


def main():
    for cases in (networks_that_overwrite, guided_backprop, small_gradients, grad_cam_plus_plus_of_torch_cam,
                  smooth_grad_cam, eigen, ablations, others):
        cases()
    rows = "\n".join(f"| {case} | {figure} |" for case, figure in FOUND)
    versions = ", ".join(f"{name} {number}" for name, number in VERSIONS.items())
    (HERE / "presets_README.md").write_text(README.format(rows=rows, versions=versions))


if __name__ == "__main__":
    main()
