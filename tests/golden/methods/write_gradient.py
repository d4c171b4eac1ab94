#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Write the golden files of methods that follow the gradient to the image, and of those that average over noise.

    pip install torch torchvision captum safetensors pillow numpy scipy     # versions of the last run: in the files
    python3 write_gradient.py                                               # writes beside itself

Networks and images are those of ../reference, named in each file's metadata. All is computed in float64 and eval mode,
every ReLU out-of-place. Where captum has the method, captum answers, and a few lines of plain PyTorch must give the
same to 1e-12 of the maximum, or the script stops; where no peer is right, the plain lines answer alone:

    IntegratedGradients    captum's, kept from rounding weights to float32; those of its trapezoid rule add up to
                           (n - 1) / n, and are left so
    GradientShap           captum's, its draws replaced by ours
    NoiseTunnel            captum's, its noise replaced by ours
    Smooth Grad-CAM++      plain: torch-cam weighs by the last copy's gradient instead of the mean, and sums A * D3 over
                           cells where the paper has (sum of A) * D3
    test-time augmentation plain: pytorch-grad-cam scales every map to [0, 1] first

Random numbers are those of tests/support/numbers.hpp, so that the files need not hold them. Of every answer only each
eleventh value is stored ("every": 11), in row-major order.
"""
import json
import platform
import sys
from pathlib import Path
from unittest import mock

import captum
import numpy as np
import safetensors
import scipy
import scipy.ndimage
import torch
import torch.nn.functional as F
from captum.attr import (GradientShap, InputXGradient, IntegratedGradients, NoiseTunnel, Saliency)
from safetensors.torch import load_file, save_file

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "reference"))
from write_reference_golden import Plain, logit_of, small_vgg16  # noqa: E402

VERSIONS = dict(python=platform.python_version(), torch=torch.__version__, captum=captum.__version__,
                numpy=np.__version__, scipy=scipy.__version__, safetensors=safetensors.__version__)
EVERY = 11
torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)  # captum's linspace rounds to the default type


class Numbers:
    """tests/support/numbers.hpp"""

    def __init__(self, seed):
        self.state = (seed * 2 + 1) % 2 ** 64

    def next(self):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2 ** 64
        return (self.state >> 11) / 2.0 ** 52 - 1.0

    def tensor(self, shape):
        return torch.tensor([self.next() for _ in range(int(np.prod(shape)))]).reshape(shape)


def noise_of(x, samples, scale):
    """(N, samples, C, H, W): by image and sample, as the tests' noise writes it"""
    return torch.stack([torch.stack([scale * Numbers(1000 * n + s).tensor(x.shape[1:]) for s in range(samples)])
                        for n in range(len(x))])


def draws_of(images, samples, references):
    """(N, samples) indices and positions, as the tests' draws give them"""
    chosen, positions = [], []
    for n in range(images):
        for s in range(samples):
            source = Numbers(1000 * n + s)
            positions.append((source.next() + 1) / 2)
            chosen.append(int((source.next() + 1) / 2 * references))
    return np.array(chosen), np.array(positions)


WORST = 0.0


def agree(what, peers, plain):
    global WORST
    difference = ((peers - plain).abs().max() / plain.abs().max()).item()
    assert difference < 1e-12, f"{what}: captum and plain torch differ by {difference}"
    WORST = max(WORST, difference)
    return peers.detach()


class Golden:
    def __init__(self, source):
        self.source = source
        self.tensors = {}
        stored = load_file(HERE.parent / "reference" / source)
        self.net = small_vgg16()
        self.x = stored["images"].double()
        self.classes = [int(c) for c in stored["class/top"]]
        self.plain = Plain(self.net)

    def gradient(self, x, classes, **options):
        return self.plain.gradient(x, logit_of(classes), **options)

    def repeated(self, samples):
        return [c for c in self.classes for _ in range(samples)]

    def store(self, name, values):
        self.tensors[name] = values.detach().reshape(-1)[::EVERY].contiguous()

    def write(self, file):
        save_file(self.tensors, HERE / file, metadata=dict(
            about=json.dumps(dict(source=self.source, every=EVERY, versions=VERSIONS), sort_keys=True)))
        (HERE / file).chmod(0o644)
        print(file, (HERE / file).stat().st_size, "bytes,", len(self.tensors), "tensors")

    # Pixels

    def single(self):
        g, _ = self.gradient(self.x, self.classes)
        self.store("saliency", agree("saliency", Saliency(self.net).attribute(self.x, target=self.classes), g.abs()))
        self.store("input_x_gradient", agree(
            "input_x_gradient", InputXGradient(self.net).attribute(self.x, target=self.classes), self.x * g))

    def integrated(self, name, captums, steps, points, weights, baseline=None):
        b = torch.zeros_like(self.x) if baseline is None else baseline
        total = torch.zeros_like(self.x)
        for t, w in zip(points, weights):
            total += w * self.gradient(b + t * (self.x - b), self.classes)[0]
        with mock.patch.object(torch.Tensor, "float", torch.Tensor.double):
            answer, delta = IntegratedGradients(self.net).attribute(
                self.x, baselines=b, target=self.classes, n_steps=steps, method=captums, return_convergence_delta=True)
        self.store("integrated_gradients/" + name, agree(name, answer, (self.x - b) * total))
        self.tensors["integrated_gradients/" + name + "/gap"] = delta.detach()

    def integrated_by_all_rules(self, n=10):
        x, w = np.polynomial.legendre.leggauss(n)
        ends = np.full(n, 1 / n)
        ends[0] = ends[-1] = 1 / (2 * n)
        i, even = np.arange(n), np.full(n, 1 / n)
        self.integrated("gauss_legendre", "gausslegendre", n, .5 * (1 + x), .5 * w)
        self.integrated("gauss_legendre_from_first", "gausslegendre", n, .5 * (1 + x), .5 * w,
                        self.x[:1].flip(-1).expand_as(self.x))
        self.integrated("captums_trapezoid", "riemann_trapezoid", n, i / (n - 1), ends)
        self.integrated("left", "riemann_left", n, i / n, even)
        self.integrated("right", "riemann_right", n, (i + 1) / n, even)
        self.integrated("middle", "riemann_middle", n, (i + .5) / n, even)

    def expected(self, samples=7):
        references = torch.stack([self.x[0].flip(-1), self.x[-1].flip(-2), torch.zeros_like(self.x[0])])
        chosen, positions = draws_of(len(self.x), samples, len(references))
        with mock.patch("numpy.random.choice", lambda n, size: chosen), \
                mock.patch("numpy.random.uniform", lambda low, high, size: positions):
            answer = GradientShap(self.net).attribute(self.x, references, n_samples=samples, target=self.classes)
        x, r = self.x.repeat_interleave(samples, 0), references[torch.tensor(chosen)]
        g, _ = self.gradient(r + torch.tensor(positions)[:, None, None, None] * (x - r), self.repeated(samples))
        plain = ((x - r) * g).reshape(len(self.x), samples, *self.x.shape[1:]).mean(1)
        self.store("expected_gradients", agree("expected_gradients", answer, plain))

    def smooth(self, samples=6, scale=.4):
        noise = noise_of(self.x, samples, scale).flatten(0, 1)
        copies = self.x.repeat_interleave(samples, 0) + noise
        g = self.gradient(copies, self.repeated(samples))[0].reshape(len(self.x), samples, *self.x.shape[1:])
        wanted = dict(smoothgrad=g.mean(1), smoothgrad_sq=(g ** 2).mean(1), vargrad=g.var(1, unbiased=False))
        for kind, plain in wanted.items():
            with mock.patch("torch.normal", lambda mean, deviation: noise):
                answer = NoiseTunnel(Saliency(self.net)).attribute(
                    self.x, nt_type=kind, nt_samples=samples, target=self.classes, abs=False)
            self.store("smooth_grad/" + kind, agree(kind, answer, plain))
        with mock.patch("torch.normal", lambda mean, deviation: noise):
            answer = NoiseTunnel(Saliency(self.net)).attribute(
                self.x, nt_type="smoothgrad", nt_samples=samples, target=self.classes)
        self.store("smooth_grad/smoothgrad_of_saliency", agree("of saliency", answer, g.abs().mean(1)))

    def blurred(self):
        for sigma in (1.5, 10.0):
            self.store(f"blurred/{sigma}", torch.from_numpy(scipy.ndimage.gaussian_filter(
                self.x.numpy(), (0, 0, sigma, sigma), mode="nearest")))

    # Maps

    def augmented_grad_cam(self, tap):
        total = 0
        for mirror in (False, True):
            for factor in (.9, 1.0, 1.1):
                x = factor * (self.x.flip(-1) if mirror else self.x)
                maps = self.plain.grad_cam(x, logit_of(self.classes), tap).clamp(min=0)
                maps = F.interpolate(maps[:, None], self.x.shape[2:], mode="bilinear", align_corners=False)[:, 0]
                total = total + (maps.flip(-1) if mirror else maps) / 6
        self.store("test_time_augmentation/" + tap, total)

    def smooth_grad_cam(self, tap, samples=6, scale=.4):
        copies = self.x.repeat_interleave(samples, 0) + noise_of(self.x, samples, scale).flatten(0, 1)
        g, _ = self.gradient(copies, self.repeated(samples), tap=tap)
        maps = self.gradient(self.x, self.classes, tap=tap)[1]
        g = g.reshape(len(maps), samples, *maps.shape[1:])
        d1, d2, d3 = g.mean(1), (g ** 2).mean(1), (g ** 3).mean(1)
        below = 2 * d2 + maps.sum((2, 3), keepdim=True) * d3
        for name, above in (("", d2), ("_as_printed", d1)):
            alpha = torch.where(d2 == 0, torch.zeros_like(d2), above / below)
            weights = (alpha * d1.clamp(min=0)).sum((2, 3), keepdim=True)
            self.tensors[f"smooth_grad_cam_plus_plus{name}/{tap}"] = (weights * maps).sum(1)


def main():
    pixels = Golden("vgg16_small.scores.32x32.safetensors")
    pixels.single()
    pixels.integrated_by_all_rules()
    pixels.expected()
    pixels.smooth()
    pixels.blurred()
    pixels.write("gradient_pixels.32x32.safetensors")

    odd = Golden("vgg16_small.pixels.65x35.top.safetensors")
    odd.single()
    x, w = np.polynomial.legendre.leggauss(9)
    odd.integrated("gauss_legendre", "gausslegendre", 9, .5 * (1 + x), .5 * w)
    odd.smooth()
    odd.write("gradient_pixels.65x35.safetensors")

    for size in ("64x64", "75x61"):
        maps = Golden(f"vgg16_small.maps.{size}.safetensors")
        for tap in ("features.28", "features.29"):
            maps.smooth_grad_cam(tap)
        if size == "64x64":
            maps.augmented_grad_cam("features.29")
        maps.write(f"gradient_maps.{size}.safetensors")

    points, weights = zip(*(np.polynomial.legendre.leggauss(n) for n in (1, 2, 3, 5, 50, 500)))
    save_file({"points": torch.tensor(.5 * (1 + np.concatenate(points))),
               "weights": torch.tensor(.5 * np.concatenate(weights))}, HERE / "gradient_legendre.safetensors")
    (HERE / "gradient_legendre.safetensors").chmod(0o644)
    print("worst disagreement of captum and plain torch:", WORST)


if __name__ == "__main__":
    main()
