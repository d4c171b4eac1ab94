#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Write the golden files the VGG backend and the methods on it are tested against.

    pip install torch torchvision captum safetensors pillow numpy     # versions of the last run: README.md
    python3 write_reference_golden.py                                 # writes beside itself, from examples/data

Everything is computed by PyTorch in float64, with every ReLU made out-of-place first (captum keeps what a layer put
out; an in-place ReLU would overwrite it), in eval mode, on one thread. Images and weights are numbers that float32
holds exactly, so that a float32 program starts from the same ones.

captum answers; a second implementation in plain PyTorch (`plain_vgg.py`: functional layers, the ReLU rules as autograd
functions) must give the same, or the script stops. The largest difference seen is written into README.md.

Near-ties: where a ReLU's input is all but zero, or the two largest values of a pooling window are all but equal,
float32 may decide otherwise than float64, and a few pixels of an input gradient then differ by much in every correct
program.
Inputs marked `screened` are those of many crops of the photographs whose nearest tie is farthest away; torch's own
float32 takes every decision there as float64 does. The other inputs are taken as they come.
"""
import sys
import warnings

import torch

from captum_answers import REPORT, agree, fixed_classes, guided_grad_cam, top_classes
from golden_file import HERE, VERSIONS, Golden, write_weights
from near_ties import CANDIDATES, screened_image, tied_image
from plain_vgg import Plain, logit_of
from readme_text import README
from vgg_images import photos
from vgg_networks import random_vgg, small_vgg16

warnings.filterwarnings("ignore", module="captum")  # it announces its hooks
torch.manual_seed(0)
torch.set_num_threads(1)
torch.use_deterministic_algorithms(True)

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
