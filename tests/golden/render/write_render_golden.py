# SPDX-License-Identifier: BSD-3-Clause
"""Writes the files beside it: matplotlib's colour maps and OpenCV's Canny edges.

    python write_render_golden.py

Written with Python 3.11.7, matplotlib 3.11.2, OpenCV 5.0.0 (opencv-python-headless), Pillow 12.3.0, numpy 2.4.6.
Pictures are netpbm files (P6 colour, P5 grey).
"""
from pathlib import Path

import cv2
import matplotlib
import numpy as np
from PIL import Image

here = Path(__file__).parent
photos = here.parents[2] / "examples" / "data"

for name in ("coolwarm", "viridis"):
    colors = matplotlib.colormaps[name](np.arange(256))[None, :, :3]
    colors = np.round(255 * colors).astype(np.uint8)  # bytes=True would truncate
    Image.fromarray(colors).save(here / f"{name}.ppm")
    # Values between the entries of its table, and the table's own rule which entry that is.
    colors = matplotlib.colormaps[name](np.linspace(0, 1, 1001))[None, :, :3]
    Image.fromarray(np.round(255 * colors).astype(np.uint8)).save(here / f"{name}_1001.ppm")

snake = Image.open(photos / "snake.jpg").crop((260, 30, 520, 225)).resize((128, 96), Image.Resampling.BILINEAR)
snake.save(here / "snake.ppm")
noisy = Image.open(here.parent / "image" / "photo.ppm")
for name, picture in (("snake", snake), ("noisy", noisy), ("grey", noisy.convert("L"))):
    for low, high in ((100, 200), (300, 40)):
        edges = cv2.Canny(np.asarray(picture), low, high)
        Image.fromarray(edges).save(here / f"edges_{name}_{low}_{high}.pgm")

# The examples' photos as the article brings them to the network's size, and their edges. PNG, because pictures of this
# size are small so; what is decoded is compared, to the pixel.
for name in ("church_berlin_cathedral", "church_reims_cathedral", "snake", "spaniels"):
    photo = Image.open(photos / f"{name}.jpg").convert("RGB").resize((224, 224), Image.Resampling.BICUBIC)
    photo.save(here / f"{name}_224.png", optimize=True)
    edges = Image.fromarray(cv2.Canny(np.asarray(photo), 100, 200))
    edges.convert("1", dither=Image.Dither.NONE).save(here / f"{name}_224_edges.png", optimize=True)
