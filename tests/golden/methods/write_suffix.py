#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Write the golden files of the methods that ask the network again instead of differentiating it: suffix_*.safetensors,
and suffix_README.md.

    pip install torch torchvision safetensors numpy grad-cam torchcam ttach scikit-learn     # versions: suffix_README.md
    python3 write_suffix.py              # writes beside itself; images from ../reference, weights from examples/data

Everything is computed in float64 on one thread, by the papers' formulas written out in suffix_formulas.py in plain
PyTorch. pytorch-grad-cam and torch-cam are asked for the same maps; how far they are from the papers' is measured and
written down, and where they compute the same, they must agree or the script stops.
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
from pytorch_grad_cam.utils.model_targets import ClassifierOutputTarget

from suffix_formulas import (ACCUMULATED, ACCUMULATED_1, CELL, EVEN, GAUSSIAN, HERE, NET, Noisy, ablation_cam,
                             by_geometry, corners, half_pixel, index, intensities, noise, prefix, probability,
                             recipro_cam, save, score_cam, suffix)

VERSIONS = dict(python=platform.python_version(), torch=torch.__version__, numpy=np.__version__,
                safetensors=safetensors.__version__, grad_cam=version("grad-cam"), torchcam=version("torchcam"))

# The peers ----------------------------------------------------------------------------------------------------------

DISTANCES = []


def compare(what, got, expected, bar):
    distance = ((got - expected).abs().amax() / torch.maximum(got.abs().amax(), expected.abs().amax())).item()
    DISTANCES.append((what, distance))
    assert bar is None or distance <= bar, (what, distance)


def pgc_map(kind, x, c, tap, **options):
    """pytorch-grad-cam's map before its ReLU."""
    layer, A = NET.features[index(tap)], prefix(x, tap)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        cam = kind(model=NET, target_layers=[layer], **options)
        weights = cam.get_cam_weights(x, layer, [ClassifierOutputTarget(c)],
                                      A.numpy() if kind is pytorch_grad_cam.ScoreCAM else A, None)
    cam.activations_and_grads.release()
    return (torch.as_tensor(np.asarray(weights, np.float64))[:, :, None, None] * A).sum(1)


def torchcam_map(kind, x, c, tap, noises=None, **options):
    """torch-cam's map before its ReLU."""
    with kind(NET, tap, input_shape=tuple(x.shape[1:]), **options) as extractor:
        extractor._relu = False
        if noises:
            extractor._distrib = type("Injected", (), {"sample": lambda self, size: noises.pop(0)})()
        logits = NET(x)
        return extractor([c], logits, normalized=False)[0].detach()


class TwoConvolutions(torch.nn.Module):
    """A tap that no ReLU follows."""

    def __init__(self):
        super().__init__()
        draw = torch.Generator().manual_seed(0)
        self.tap, self.next, self.head = torch.nn.Conv2d(3, 8, 3), torch.nn.Conv2d(8, 8, 3), torch.nn.Linear(8, 4)
        for parameter in self.parameters():
            parameter.normal_(0, .2, generator=draw)

    def behind(self, A):
        return self.head(torch.relu(self.next(A)).mean((2, 3)))

    def forward(self, x):
        return self.behind(self.tap(x))


def ablation_without_a_relu_behind():
    """pytorch-grad-cam writes min - 1e7 for zero wherever the least value is not zero; and min anew for every row."""
    net = TwoConvolutions()
    x = torch.randn(1, 3, 12, 12, generator=torch.Generator().manual_seed(1))
    A, y = net.tap(x), net(x)[0, 1]
    without = A.repeat(8, 1, 1, 1)
    without[range(8), range(8)] = 0
    expected = (y - net.behind(without)[:, 1]) / y
    for batch in (1, 8):
        cam = pytorch_grad_cam.AblationCAM(model=net, target_layers=[net.tap], batch_size=batch)
        got = cam.get_cam_weights(x, net.tap, [ClassifierOutputTarget(1)], A.clone(), None)[0]
        DISTANCES.append((f"pytorch-grad-cam AblationCAM, weights at a convolution with no ReLU behind it, batches of "
                          f"{batch}", (torch.tensor(got) - expected).abs().max().item() / expected.abs().max().item()))


# The files ----------------------------------------------------------------------------------------------------------

def write(tensors, file, images):
    save(tensors, file, dict(images=f"reference/{images}", versions=json.dumps(VERSIONS)))


def replaced_maps(size):
    """Ablation-CAM and Recipro-CAM: two images, two questions, before and behind the last ReLU."""
    reference, tensors = load_file(HERE.parent / "reference" / f"vgg16_small.maps.{size}.safetensors"), {}
    for tap in ("features.28", "features.29"):
        A = prefix(reference["images"], tap)
        assert torch.allclose(suffix(A, tap), reference["logits"], rtol=0, atol=1e-12)
        for question in ("top", "fixed"):
            classes = [int(c) for c in reference["class/" + question]]
            at = f"{tap}/{question}"
            tensors["ablation_cam/" + at] = ablation_cam(A, classes, tap)
            tensors["recipro_cam/" + at] = recipro_cam(A, classes, tap, CELL)
            tensors["recipro_cam_gaussian_probability/" + at] = recipro_cam(A, classes, tap, GAUSSIAN, probability)
            y, theirs = suffix(A, tap)[range(len(A)), classes], []
            for n, c in enumerate(classes):
                theirs.append(pgc_map(pytorch_grad_cam.AblationCAM, reference["images"][n:n + 1], c, tap))
                compare(f"pytorch-grad-cam AblationCAM, {tap}", theirs[-1],
                        tensors["ablation_cam/" + at][n:n + 1] * y[n].sign(), 1e-5)
            if tap == "features.29":
                tensors["pytorch_grad_cam_ablation/" + at] = torch.cat(theirs)
    write(tensors, f"suffix_maps.{size}.safetensors", f"vgg16_small.maps.{size}.safetensors")


def masked_images(file, cases):
    """Score-CAM: one image of `file` a case, (image, tap, question, and whether the relatives are asked)."""
    reference, tensors = load_file(HERE.parent / "reference" / file), {}
    for n, tap, question, relatives in cases:
        x, c, at = reference["images"][n], int(reference["class/" + question][n]), f"{tap}/{question}/{n}"
        a = prefix(x[None], tap)[0]
        put = lambda name, **options: tensors.update({f"{name}/{at}": score_cam(a, x, c, tap, **options)})  # noqa: E731
        put("score_cam", stretch=by_geometry)
        put("score_cam_half_pixel_probability", stretch=half_pixel, weights="score", of=probability)
        if relatives:
            put("score_cam_increase", stretch=by_geometry, weights="increase")
            put("ss_cam_mask", stretch=by_geometry, seen=Noisy(False))
            put("ss_cam_image", stretch=by_geometry, seen=Noisy(True))
            put("is_cam", stretch=by_geometry, seen=intensities(ACCUMULATED))
            put("is_cam_even", stretch=by_geometry, seen=intensities(EVEN))
            size = tuple(x.shape[1:])
            noises = [torch.stack([noise(2 * k + s, size) for k in range(len(a))])[None] for s in range(2)]
            got = torchcam_map(torchcam.methods.SSCAM, x[None], c, tap, noises, num_samples=2, std=1.0)
            want = score_cam(a, x, c, tap, half_pixel, True, seen=Noisy(False))
            compare(f"torch-cam SSCAM, the same noise, {tap}", got, want, 1e-5)
            got = torchcam_map(torchcam.methods.ISCAM, x[None], c, tap, num_samples=4)
            want = tensors["is_cam_accumulated_1/" + at] = score_cam(a, x, c, tap, half_pixel, True,
                                                                     seen=intensities(ACCUMULATED_1))
            compare(f"torch-cam ISCAM, its own intensities, {tap}", got, want, 1e-5)
            compare(f"torch-cam ISCAM, the paper's intensities, {tap}", got,
                    tensors["is_cam/" + at], None)
        got = tensors["pytorch_grad_cam_score/" + at] = pgc_map(pytorch_grad_cam.ScoreCAM, x[None], c, tap)
        compare(f"pytorch-grad-cam ScoreCAM, its own masks, {tap}", got, score_cam(a, x, c, tap, corners), 1e-5)
        compare(f"pytorch-grad-cam ScoreCAM, the paper's masks, {tap}", got, tensors["score_cam/" + at], None)
        got = tensors["torchcam_score/" + at] = torchcam_map(torchcam.methods.ScoreCAM, x[None], c, tap)
        compare(f"torch-cam ScoreCAM, its own masks, {tap}", got,
                score_cam(a, x, c, tap, half_pixel, True), 1e-5)
        compare(f"torch-cam ScoreCAM, the paper's masks, {tap}", got, tensors["score_cam/" + at], None)
    write(tensors, f"suffix_masks.{file.split('.')[2]}.safetensors", file)


README = """# Ablation-CAM, Recipro-CAM, Score-CAM and its relatives, as PyTorch has them

Written by `write_suffix.py` in this folder (one command, no options; see its head). Do not edit by hand.

`suffix_maps.*` hold `METHOD/TAP/QUESTION` (N, h, w) for the images and questions of `../reference/vgg16_small.maps.*`;
`suffix_masks.*` hold `METHOD/TAP/QUESTION/IMAGE` (1, h, w) of one image. All are F64, signed, before any ReLU, and the
papers' formulas, written out in `suffix_formulas.py`, but for `pytorch_grad_cam_...` and `torchcam_...`, which are the
peers'.

What the peers answer, as the largest difference from the formula, in parts of the larger maximum (of the
formula's, where there is no ReLU behind the tap), before any ReLU. Ablation-CAM is held to the
formula divided by y, not |y|, as the peer has it; it rounds weights to float32.

| peer | distance |
| --- | --- |
{rows}

Versions: {versions}.
"""


def main():
    replaced_maps("64x64")
    replaced_maps("75x61")
    ablation_without_a_relu_behind()
    masked_images("vgg16_small.maps.64x64.safetensors", [(0, "features.29", "top", False)])
    masked_images("vgg16_small.maps.75x61.safetensors", [(1, "features.28", "fixed", False)])
    masked_images("vgg16_small.scores.32x32.safetensors", [(0, "features.22", "top", True)])
    worst = {}
    for what, distance in DISTANCES:
        worst[what] = max(distance, worst.get(what, 0))
    rows = "\n".join(f"| {what} | {distance:.1e} |" for what, distance in sorted(worst.items()))
    versions = ", ".join(f"{name} {number}" for name, number in VERSIONS.items())
    (HERE / "suffix_README.md").write_text(README.format(rows=rows, versions=versions))
    print(rows)


if __name__ == "__main__":
    main()
