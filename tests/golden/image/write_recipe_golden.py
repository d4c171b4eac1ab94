# SPDX-License-Identifier: BSD-3-Clause
"""Writes the files beside it: what Pillow, torchvision and OpenCV make of pictures that a test can make again.

    python write_recipe_golden.py

Written with Python 3.11.7, Pillow 12.3.0, torch 2.15.0, torchvision 0.29.2, numpy 2.4.6,
opencv-python-headless 5.0.0.93 (whose bytes are those of 4.14).
Pillow must be older than 13, which resizes in another order. The pictures are those of tests/unit/image/pattern.hpp.

    resized.txt      height width -> height width filter, checksum of the bytes
    torchvision.txt  resize shorter_side height width filter, of a photo height width; checksum of the bytes before
                     normalising, and five of the numbers after, from the first to the last
    opencv.txt       height width -> height width channels, checksum of the bytes
    opencv_*.txt     maps, all of the numbers or every 53rd
    deep_*.txt       16 bits a channel, resized as 32-bit floats, divided by 65535
"""
from pathlib import Path

import cv2
import numpy as np
import PIL
from PIL import Image
from torchvision import transforms
from torchvision.transforms import InterpolationMode

assert int(PIL.__version__.split(".")[0]) < 13, "resizes in another order"
here = Path(__file__).parent


def pattern(height, width):
    """Ramps, noise and an edge, by whole numbers alone."""
    y, x, c = np.indices((height, width, 3), dtype=np.uint64)
    ramp = np.abs(((5 + 2 * c) * x + (3 + c) * y + 40 * c).astype(np.int64) % 510 - 255)
    noise = (y * 7919 + x * 104729 + c * 1299709 + 12345) * 2654435761 % 2**32 >> 26
    picture = np.clip(ramp + noise.astype(np.int64) - 32, 0, 255).astype(np.uint8)
    picture[height // 4 : height // 2, width // 3 : width // 2] = (255, 0, 255)
    return picture


def deep_pattern(height, width):
    """Away from black and white, so that no filter overshoots them."""
    y, x, _ = np.indices((height, width, 3))
    return 8192 + 128 * pattern(height, width).astype(np.uint16) + (x * y % 128).astype(np.uint16)


def fnv1a(data):
    h = 0xCBF29CE484222325
    for byte in data:
        h = (h ^ byte) * 0x100000001B3 % 2**64
    return h


def write_lines(name, lines):
    (here / name).write_text("\n".join(lines) + "\n")


def write_numbers(name, values):
    write_lines(name, [f"{v:.9g}" for v in np.asarray(values, np.float64).ravel()])


filters = {"bilinear": InterpolationMode.BILINEAR, "bicubic": InterpolationMode.BICUBIC, "box": InterpolationMode.BOX}

lines = []
for height, width, to_height, to_width in ((67, 91, 23, 31), (67, 91, 101, 150), (40, 33, 130, 12), (9, 70, 224, 5),
                                           (64, 64, 32, 16), (50, 50, 51, 49), (3, 2, 40, 40), (31, 17, 1, 1)):
    for name, mode in filters.items():
        resample = getattr(Image.Resampling, mode.name)
        resized = Image.fromarray(pattern(height, width)).resize((to_width, to_height), resample)
        lines.append(f"{height} {width} {to_height} {to_width} {name} {fnv1a(resized.tobytes())}")
write_lines("resized.txt", lines)

normalised = transforms.Compose([transforms.ToTensor(),
                                 transforms.Normalize((0.485, 0.456, 0.406), (0.229, 0.224, 0.225))])
lines = []


def write_case(resize, shorter_side, height, width, name, photo_height, photo_width):
    if resize == "squash":
        steps = transforms.Resize((height, width), filters[name])
    else:
        steps = transforms.Compose([transforms.Resize(shorter_side, filters[name]),
                                    transforms.CenterCrop((height, width))])
    seen = steps(Image.fromarray(pattern(photo_height, photo_width)))
    numbers = normalised(seen).numpy().ravel()
    some = " ".join(f"{numbers[i * (numbers.size - 1) // 4]:.9g}" for i in range(5))
    lines.append(f"{resize} {shorter_side} {height} {width} {name} {photo_height} {photo_width} "
                 f"{fnv1a(seen.tobytes())} {some}")


for size in ((101, 67), (67, 101), (225, 223), (333, 500), (500, 333), (97, 640), (255, 257), (1, 7)):
    write_case("crop", 256, 224, 224, "bilinear", *size)
    write_case("squash", 256, 224, 224, "bilinear", *size)
# Surpluses of 1, 3, 5 and 7 pixels on either axis, of which half goes to the even neighbour: 101 x 67 becomes 113 x 75.
for height, width in ((112, 72), (108, 68), (110, 74), (106, 70)):
    write_case("crop", 75, height, width, "bilinear", 101, 67)
    write_case("crop", 75, width, height, "bilinear", 67, 101)
for name in ("bicubic", "box"):
    for size in ((101, 67), (333, 500)):
        write_case("crop", 256, 200, 160, name, *size)
        write_case("squash", 256, 160, 200, name, *size)
write_lines("torchvision.txt", lines)

lines = []
for height, width, to_height, to_width in ((67, 91, 23, 31), (67, 91, 224, 224), (333, 500, 224, 224), (64, 96, 32, 48),
                                           (40, 41, 33, 97), (1, 9, 5, 5), (5, 1, 9, 3), (2, 2, 224, 224),
                                           (31, 31, 31, 62)):
    for channels in (1, 3):
        resized = cv2.resize(np.ascontiguousarray(pattern(height, width)[..., :channels]), (to_width, to_height))
        lines.append(f"{height} {width} {to_height} {to_width} {channels} {fnv1a(resized.tobytes())}")
write_lines("opencv.txt", lines)

maps = np.loadtxt(here / "maps_2x5x7.txt").reshape(2, 5, 7)
write_numbers("opencv_23x31.txt", [cv2.resize(m, (31, 23)) for m in maps])
write_numbers("opencv_3x4.txt", [cv2.resize(m, (4, 3)) for m in maps])
y, x = np.indices((14, 14))
cells = ((y * 31 + x * 17) % 23 / 8).astype(np.float32)
write_numbers("opencv_224x224.txt", cv2.resize(cells, (224, 224)).ravel()[::53])
x = np.arange(3000)[None]
write_numbers("opencv_1x801.txt", cv2.resize((x * 7919 % 1009 / 64).astype(np.float32), (801, 1)))

deep = deep_pattern(33, 47).astype(np.float32)
for name, mode in filters.items():
    resized = [np.asarray(Image.fromarray(deep[..., c]).resize((17, 13), getattr(Image.Resampling, mode.name)))
               for c in range(3)]
    write_numbers(f"deep_{name}.txt", np.stack(resized).astype(np.float64) / 65535)
write_numbers("deep_opencv.txt", cv2.resize(deep, (17, 13)).transpose(2, 0, 1).astype(np.float64) / 65535)
