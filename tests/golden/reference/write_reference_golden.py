#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Write the golden files the VGG backend and the methods on it are tested against.

    pip install torch torchvision captum safetensors pillow numpy     # versions of the last run: README.md
    python3 write_reference_golden.py                                 # writes beside itself, from examples/data

Everything is computed by PyTorch in float64, with every ReLU made out-of-place first (captum keeps what a layer put
out; an in-place ReLU would overwrite it), in eval mode, on one thread. Images and weights are numbers that float32
holds exactly, so that a float32 program starts from the same ones.

captum answers; a second implementation in plain PyTorch (`Plain`: functional layers, the ReLU rules as autograd
functions) must give the same, or the script stops. The largest difference seen is written into README.md.

Near-ties: where a ReLU's input is all but zero, or the two largest values of a pooling window are all but equal,
float32 may decide otherwise than float64, and a few pixels of an input gradient then differ by much in every correct
program.
Inputs marked `screened` are those of many crops of the photographs whose nearest tie is farthest away; torch's own
float32 takes every decision there as float64 does. The other inputs are taken as they come.
"""
import copy
import itertools
import json
import platform
import sys
import warnings
from pathlib import Path

import captum
import numpy as np
import PIL
import safetensors
import torch
import torch.nn.functional as F
import torchvision
from captum.attr import Deconvolution, GuidedBackprop, GuidedGradCam, LayerGradCam, Saliency
from PIL import Image
from safetensors.torch import load_file, save_file
from torch import nn
from torchvision.models.vgg import cfgs, make_layers

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[2] / "examples" / "data"
CANDIDATES = 400  # crops tried for a screened input
VERSIONS = dict(
    python=platform.python_version(), torch=torch.__version__, torchvision=torchvision.__version__,
    captum=captum.__version__, numpy=np.__version__, pillow=PIL.__version__, safetensors=safetensors.__version__)

warnings.filterwarnings("ignore", module="captum")  # it announces its hooks
torch.manual_seed(0)
torch.set_num_threads(1)
torch.use_deterministic_algorithms(True)


# Networks -----------------------------------------------------------------------------------------------------------

class Vgg(nn.Module):
    """torchvision's VGG, same module names, of any width; every ReLU out-of-place."""

    def __init__(self, config, batch_norm, divisor, hidden, classes):
        super().__init__()
        widths = [c if c == "M" else c // divisor for c in cfgs[config]]
        self.features = make_layers(widths, batch_norm)
        self.avgpool = nn.AdaptiveAvgPool2d(7)
        self.classifier = nn.Sequential(
            nn.Linear(widths[-2] * 49, hidden), nn.ReLU(), nn.Dropout(),
            nn.Linear(hidden, hidden), nn.ReLU(), nn.Dropout(), nn.Linear(hidden, classes))
        for module in self.modules():
            if isinstance(module, nn.ReLU):
                module.inplace = False

    def forward(self, x):
        return self.classifier(torch.flatten(self.avgpool(self.features(x)), 1))


def representable(module, dtype):
    """Round every number of a network to one that `dtype` holds; keep it in float64."""
    with torch.no_grad():
        for tensor in list(module.parameters()) + list(module.buffers()):
            if tensor.is_floating_point():
                tensor.copy_(tensor.to(dtype).double())


def random_vgg(config, batch_norm, divisor, hidden, classes, seed, dtype, calibration):
    """Kaiming weights, so that activations neither vanish nor explode; no bias, mean or variance is trivial."""
    draw = torch.Generator().manual_seed(seed)
    net = Vgg(config, batch_norm, divisor, hidden, classes).double()
    with torch.no_grad():
        for module in net.modules():
            if isinstance(module, (nn.Conv2d, nn.Linear)):
                fan_in = module.weight[0].numel()
                module.weight.normal_(0, (2 / fan_in) ** .5, generator=draw)
                module.bias.normal_(0, .1, generator=draw)
            elif isinstance(module, nn.BatchNorm2d):
                module.weight.uniform_(.5, 1.5, generator=draw)
                module.bias.normal_(0, .3, generator=draw)
                module.momentum = 1.0
        if batch_norm:  # statistics of real activations, then moved off them
            net.features.train()
            net(calibration)
            net.eval()
            for module in net.modules():
                if isinstance(module, nn.BatchNorm2d):
                    spread = (module.running_var + 1e-3).sqrt()
                    module.running_mean += .3 * spread * torch.randn(spread.shape, generator=draw, dtype=torch.float64)
                    module.running_var.copy_(
                        spread ** 2 * (.5 + torch.rand(spread.shape, generator=draw, dtype=torch.float64)))
    representable(net, torch.float32 if dtype == torch.float64 else dtype)
    return net.eval()


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


def small_vgg16():
    net = Vgg("D", False, 4, 128, 10).double()
    net.load_state_dict({name: t.double() for name, t in load_file(DATA / "vgg16_small.safetensors").items()})
    return net.eval()


# Images -------------------------------------------------------------------------------------------------------------

PHOTOS = [Image.open(DATA / name).convert("RGB") for name in
          ("snake.jpg", "church_berlin_cathedral.jpg", "spaniels.jpg", "church_reims_cathedral.jpg")]


def preprocess(photo, height, width):
    """Resize, scale to [0, 1], normalise by ImageNet's mean and deviation. float32, (1, 3, height, width)."""
    pixels = torch.from_numpy(np.array(photo.resize((width, height), Image.Resampling.BILINEAR))).permute(2, 0, 1) / 255
    mean, deviation = torch.tensor([.485, .456, .406]), torch.tensor([.229, .224, .225])
    return ((pixels - mean[:, None, None]) / deviation[:, None, None])[None].float()


def photos(height, width, which=(0, 1)):
    return torch.cat([preprocess(PHOTOS[i], height, width) for i in which]).double()


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


def crops(height, width, photo, seed):
    """Endless random crops of a photograph, preprocessed."""
    draw = np.random.default_rng(seed)
    wide, high = PHOTOS[photo].size
    while True:
        scale = draw.uniform(.6, 1.0)
        w, h = int(wide * scale), int(high * scale)
        left, top = draw.integers(0, wide - w + 1), draw.integers(0, high - h + 1)
        yield preprocess(PHOTOS[photo].crop((left, top, left + w, top + h)), height, width).double()


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


def float32_of(net):
    return copy.deepcopy(net).float().eval()


# The second implementation ------------------------------------------------------------------------------------------

class GuidedRelu(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.clamp(min=0)

    @staticmethod
    def backward(ctx, g):
        x, = ctx.saved_tensors
        return torch.where((x > 0) & (g > 0), g, torch.zeros_like(g))


class DeconvnetRelu(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x.clamp(min=0)

    @staticmethod
    def backward(ctx, g):
        return torch.where(g > 0, g, torch.zeros_like(g))


class Plain:
    """The same network as a list of functional calls, without modules and without hooks."""

    rules = dict(plain=lambda x: torch.where(x > 0, x, torch.zeros_like(x)), guided=GuidedRelu.apply,
                 deconvnet=DeconvnetRelu.apply)

    def __init__(self, net):
        self.net = net

    def __call__(self, x, rule="plain"):
        """logits and the value at every named point"""
        points = {}
        for part in ("features", "classifier"):
            if part == "classifier":
                x = F.adaptive_avg_pool2d(x, 7).flatten(1)
            for i, layer in enumerate(getattr(self.net, part)):
                if isinstance(layer, nn.Conv2d):
                    x = F.conv2d(x, layer.weight, layer.bias, padding=1)
                elif isinstance(layer, nn.BatchNorm2d):
                    scale = layer.weight / (layer.running_var + layer.eps).sqrt()
                    x = (x - layer.running_mean[:, None, None]) * scale[:, None, None] + layer.bias[:, None, None]
                elif isinstance(layer, nn.ReLU):
                    x = self.rules[rule](x)
                elif isinstance(layer, nn.MaxPool2d):
                    x = F.max_pool2d(x, 2)
                elif isinstance(layer, nn.Linear):
                    x = x @ layer.weight.T + layer.bias
                points[f"{part}.{i}"] = x
        return x, points

    def gradient(self, x, of, rule="plain", tap=None):
        """d(sum over the images of `of(logits)`)/d(image), or /d(tap) with the tap's own value"""
        x = x.detach().clone().requires_grad_(True)
        logits, points = self(x, rule)
        at = x if tap is None else points[tap]
        gradient, = torch.autograd.grad(of(logits).sum(), at)
        return gradient.detach(), at.detach()

    def grad_cam(self, x, of, tap):
        gradient, maps = self.gradient(x, of, tap=tap)
        return (gradient.mean((2, 3), keepdim=True) * maps).sum(1)


def logit_of(classes):
    return lambda logits: logits[torch.arange(len(classes)), torch.tensor(classes)]


# Questions and answers ----------------------------------------------------------------------------------------------

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


VGG16_TAPS = ("features.28", "features.29", "features.30", "features.22")


def write_maps(net, weights, name, images, preferred):
    file = Golden(net, weights, images)
    file.maps("top", top_classes(net, images), VGG16_TAPS)
    file.maps("fixed", fixed_classes(net, images, preferred), VGG16_TAPS)
    file.write(f"{name}.maps.{images.shape[2]}x{images.shape[3]}.safetensors")


def write_pixels(net, weights, name, height, width, photo, preferred, seed, others=()):
    image, distance = screened_image(net, height, width, photo, preferred, seed)
    for question, classes in (("top", top_classes(net, image)), ("fixed", fixed_classes(net, image, [preferred]))):
        file = Golden(net, weights, image, screened=True, margin=distance)
        file.maps(question, classes, ("features.28",))
        file.pixels(question, classes, screened=True)
        if question == "top":
            file.tensors["guided_grad_cam/features.28/top"] = guided_grad_cam(net, image, classes, "features.28")
        file.write(f"{name}.pixels.{height}x{width}.{question}.safetensors")
    for kind in others:
        image = photos(height, width, (photo,)) if kind == "unscreened" else tied_image(net, height, width, photo, seed)
        file = Golden(net, weights, image)
        file.pixels("top", top_classes(net, image))
        file.write(f"{name}.pixels.{height}x{width}.{kind}.safetensors")


def write_scores(net, weights, name, height, width):
    """Other questions than a logit: gradients at the image and at features.28."""
    images = photos(height, width, (0, 3))
    top, fixed = top_classes(net, images), fixed_classes(net, images, [4, 1])
    file = Golden(net, weights, images)
    file.classes("top", top)
    file.classes("fixed", fixed)
    plain = Plain(net)
    questions = dict(
        logit_margin=lambda z: logit_of(fixed)(z) - logit_of(top)(z),
        log_probability=lambda z: logit_of(fixed)(torch.log_softmax(z, 1)))
    for question, ask in questions.items():
        x = images.clone().requires_grad_(True)
        kept = []
        handle = net.features[28].register_forward_hook(lambda m, i, o: kept.append(o))
        y = ask(net(x))
        handle.remove()
        at_image, at_tap = torch.autograd.grad(y.sum(), (x, kept[0]))
        file.tensors[question + "/score"] = y.detach()
        file.tensors[question + "/gradient/image"] = agree(question, at_image, plain.gradient(images, ask)[0])
        file.tensors[question + "/gradient/features.28"] = agree(
            question, at_tap, plain.gradient(images, ask, tap="features.28")[0])
    file.write(f"{name}.scores.{height}x{width}.safetensors")


def write_family(config, batch_norm, name, divisor, seed, dtype, height, width, taps):
    net = random_vgg(config, batch_norm, divisor, 8, 5, seed, dtype, photos(64, 64, (0, 1, 2, 3)))
    weights = name + ".weights.safetensors"
    write_weights(net, weights, dtype)
    images = photos(height, width, (2, 1))
    file = Golden(net, weights, images)
    file.maps("top", top_classes(net, images), taps)
    file.maps("fixed", fixed_classes(net, images, [3, 1]), taps)
    file.pixels("fixed", fixed_classes(net, images, [3, 1]), methods=("saliency",))
    file.write(f"{name}.{height}x{width}.safetensors")


README = """# PyTorch's answers for VGG networks

Written by `write_reference_golden.py` in this folder (one command, no options; see its head). Do not edit by hand.

Everything was computed in float64. Logits, class maps and pixel attributions are captum's; a plain PyTorch
implementation in the script agreed with every one of them to {worst:.1e} of its maximum. Images and weights are
numbers that float32 holds exactly. All tensors of the golden files are F64, classes included. The weights come in F16
(`examples/data`), BF16 (`vgg16_narrow`), F32 (`vgg13_narrow`, `vgg19_bn_narrow`) and F64 (`vgg11_bn_narrow`);
those with batch norm hold `num_batches_tracked` as I64 scalars, as PyTorch's state dicts do.

| tensor | shape | what |
| --- | --- | --- |
| `images` | (N, 3, H, W) | photographs of `examples/data`, resized, normalised by ImageNet's mean and deviation |
| `logits` | (N, classes) | |
| `class/top`, `class/fixed` | (N) | the class asked of each image: its top class, and one that is not |
| `grad_cam/TAP/top`, `.../fixed` | (N, h, w) | signed: sum over k of (mean gradient) * (feature map), before any ReLU |
| `saliency/QUESTION` | (N, 3, H, W) | signed gradient of the logit |
| `guided_backprop/QUESTION`, `deconvnet/QUESTION` | (N, 3, H, W) | the same under that ReLU rule, classifier's ReLUs included |
| `guided_grad_cam/features.28/top` | (N, 3, H, W) | guided backprop times the rectified map, upsampled at half-pixel centres, bilinear |
| `logit_margin/...`, `log_probability/...` | | `score` (N), `gradient/image`, `gradient/features.28`: of fixed over top, and of fixed |
| `torch_float32_relative_l2/METHOD/QUESTION` | (1) | relative L2 distance of torch's own float32 answer from the float64 one |

Taps are torchvision's module names; a tap at a convolution is its output before the ReLU. Where several equal values
share a pooling window (zeros, as a rule, which only deconvnet can tell apart), the gradient goes to the first in
row-major order. Deconvnet may leave nothing at all: where the gradients of a layer are all negative, none passes.

`screened` inputs are the best of {candidates} crops: no ReLU input near zero and no pooling window with two values nearly
equal, so that float32 takes every decision as float64 does. "nearest tie" gives the distance of the nearest one left, as
a fraction of the largest value in its layer, and as a multiple of the largest error torch's float32 makes there. On
screened inputs torch's float32 has 99.9 % of values within 1e-4 of the maximum and a correlation above .9999 (the script
stops otherwise). `near_tie` is the opposite: a crop on which torch's float32 itself goes another way than float64, as
any correct float32 program may there. The last column lists torch's float32 relative L2 error of saliency, guided
backprop and deconvnet; the file's metadata hold quantile and correlation too.

| file | images | weights | screened | nearest tie / layer's maximum | / float32 error | torch float32, relative L2 |
| --- | --- | --- | --- | --- | --- | --- |
{files}

| program | version |
| --- | --- |
{versions}

The pixels of `images` depend on Pillow's JPEG decoder and resampling only where the script runs again: the files hold
them.
"""


def write_readme():
    (HERE / "README.md").write_text(README.format(
        worst=REPORT["worst_disagreement"], candidates=CANDIDATES,
        files="\n".join("| " + " | ".join(row) + " |" for row in REPORT["files"]),
        versions="\n".join(f"| {name} | {version} |" for name, version in VERSIONS.items())))


def main():
    print(VERSIONS, file=sys.stderr)
    small, weights = small_vgg16(), "examples/data/vgg16_small.safetensors"
    write_maps(small, weights, "vgg16_small", photos(64, 64), [8, 1])
    write_maps(small, weights, "vgg16_small", photos(75, 61), [8, 1])
    write_pixels(small, weights, "vgg16_small", 64, 32, 0, 3, seed=1, others=("unscreened",))
    write_pixels(small, weights, "vgg16_small", 65, 35, 1, 3, seed=2, others=("near_tie",))
    write_scores(small, weights, "vgg16_small", 32, 32)

    narrow = random_vgg("D", False, 16, 16, 5, 11, torch.bfloat16, None)
    weights = "vgg16_narrow.weights.safetensors"
    write_weights(narrow, weights, torch.bfloat16)
    write_maps(narrow, weights, "vgg16_narrow", photos(64, 64), [3, 1])
    write_maps(narrow, weights, "vgg16_narrow", photos(45, 45), [3, 1])
    write_pixels(narrow, weights, "vgg16_narrow", 32, 32, 1, 3, seed=3)
    write_pixels(narrow, weights, "vgg16_narrow", 35, 33, 2, 1, seed=4)

    # Taps: last convolution or batch norm, the ReLU and the pooling behind it, and one point midway. A convolution
    # before a batch norm is left out: programs that fold the two have no such point.
    write_family("A", True, "vgg11_bn_narrow", 32, 21, torch.float64, 32, 32,
                   ("features.26", "features.27", "features.28", "features.15"))
    write_family("B", False, "vgg13_narrow", 32, 22, torch.float32, 39, 33,
                   ("features.22", "features.23", "features.24", "features.12"))
    write_family("E", True, "vgg19_bn_narrow", 32, 23, torch.float32, 48, 32,
                   ("features.50", "features.51", "features.52", "features.31"))
    write_readme()
    print("worst disagreement of captum and plain torch:", REPORT["worst_disagreement"])


if __name__ == "__main__":
    main()
