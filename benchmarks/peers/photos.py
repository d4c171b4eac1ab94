# SPDX-License-Identifier: BSD-3-Clause
"""The images of the comparison: the sample photos, squeezed to 224 x 224, upright, turned and mirrored."""
import pathlib

import numpy
from PIL import Image

MEAN, STD = numpy.float32([0.485, 0.456, 0.406]), numpy.float32([0.229, 0.224, 0.225])
NAMES = ["church_berlin_cathedral.jpg", "spaniels.jpg", "snake.jpg", "church_reims_cathedral.jpg"]


def folder():
    return pathlib.Path(__file__).resolve().parents[2] / "examples" / "data"


def write_images(path, count=16):
    """The first `count`, as the network sees them: (N, 3, 224, 224)."""
    images = []
    for turned in range(-(-count // len(NAMES))):
        for name in NAMES:
            with Image.open(folder() / name) as photo:
                pixels = numpy.asarray(photo.convert("RGB").resize((224, 224), Image.Resampling.BILINEAR))
            pixels = numpy.rot90(pixels, turned // 2)
            images.append((numpy.float32(pixels[:, :: 1 - 2 * (turned % 2)]) / 255 - MEAN) / STD)
    numpy.save(path, numpy.ascontiguousarray(numpy.stack(images[:count]).transpose(0, 3, 1, 2)))
