# SPDX-License-Identifier: BSD-3-Clause
"""Writes the files beside it: what Pillow and PyTorch make of a small photo and a small map.

    python write_image_golden.py

Written with Python 3.11.7, Pillow 12.3.0, torch 2.15.0, torchvision 0.29.2, numpy 2.4.6.
Pillow must be older than 13: from then on it resizes vertically first where the height shrinks much more than the width,
which moves some values by one level.
Photos are netpbm files (P6 colour, P5 grey); numbers are text, one a line, in row-major order.
"""
from pathlib import Path

import numpy as np
import PIL
import torch
from PIL import Image
from torchvision import transforms

assert int(PIL.__version__.split(".")[0]) < 13, "resizes in another order"
here = Path(__file__).parent
rng = np.random.default_rng(3)


def a_photo(height, width):
    """Smooth colours, hard edges and noise, so that every part of a resampler has something to get wrong."""
    y, x = np.mgrid[0:height, 0:width]
    waves = [np.sin(x / a + y / b) for a, b in ((7, 11), (5, -9), (13, 4))]
    picture = 128 + 90 * np.stack(waves, -1)
    picture[height // 4 : height // 2, width // 3 : width // 2] = (255, 0, 255)
    picture += rng.normal(0, 25, picture.shape)
    return Image.fromarray(picture.clip(0, 255).astype(np.uint8))


def write_numbers(name, values, digits=17):
    (here / name).write_text("\n".join(f"{v:.{digits}g}" for v in np.asarray(values, np.float64).ravel()) + "\n")


def fnv1a(data):
    """A checksum short enough to write again in a test: FNV-1a, 64 bits."""
    h = 0xCBF29CE484222325
    for byte in data:
        h = (h ^ byte) * 0x100000001B3 % 2**64
    return h


photo = a_photo(67, 91)
photo.save(here / "photo.ppm")
for width, height in ((91, 23), (40, 67), (33, 21), (150, 101), (12, 130), (1, 1), (224, 5)):
    photo.resize((width, height), Image.Resampling.BILINEAR).save(here / f"resized_{height}x{width}.ppm")
photo.convert("L").save(here / "luma.pgm")

mean, std = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
numbers = transforms.Compose([transforms.ToTensor(), transforms.Normalize(mean, std)])
crop = transforms.Compose([transforms.Resize(37), transforms.CenterCrop((20, 31))])
squash = transforms.Resize((20, 31))
for name, resize in (("crop", crop), ("squash", squash)):
    resize(photo).save(here / f"{name}_20x31.ppm")
    write_numbers(f"{name}_20x31.txt", numbers(resize(photo)), digits=9)
grey = transforms.Compose([transforms.Resize((20, 31)), transforms.ToTensor(), transforms.Normalize(0.5, 0.25)])
write_numbers("grey_20x31.txt", grey(photo.convert("L")), digits=9)

# The named recipes: checksums of 224 x 224 x 3 bytes, of the photo and of the photo on its side.
imagenet = transforms.Compose([transforms.Resize(256), transforms.CenterCrop(224)])
imagenet_squash = transforms.Resize((224, 224))
lines = []
for name, recipe in (("imagenet", imagenet), ("imagenet_squash", imagenet_squash)):
    for side, picture in (("landscape", photo), ("portrait", photo.transpose(Image.Transpose.TRANSPOSE))):
        lines.append(f"{name} {side} {fnv1a(recipe(picture).tobytes())}")
(here / "checksums.txt").write_text("\n".join(lines) + "\n")

maps = rng.integers(-99, 100, size=(2, 5, 7)) / 64  # numbers that text holds exactly
write_numbers("maps_2x5x7.txt", maps)
for height, width in ((40, 56), (23, 31), (5, 7), (3, 4)):
    up = torch.nn.functional.interpolate(torch.from_numpy(maps)[:, None], size=(height, width), mode="bilinear",
                                         align_corners=False)
    write_numbers(f"upsampled_{height}x{width}.txt", up)
