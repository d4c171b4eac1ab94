# SPDX-License-Identifier: BSD-3-Clause
"""The images: photographs of examples/data, whole and in crops."""
import numpy as np
import torch
from PIL import Image

from vgg_networks import DATA

PHOTOS = [Image.open(DATA / name).convert("RGB") for name in
          ("snake.jpg", "church_berlin_cathedral.jpg", "spaniels.jpg", "church_reims_cathedral.jpg")]


def preprocess(photo, height, width):
    """Resize, scale to [0, 1], normalise by ImageNet's mean and deviation. float32, (1, 3, height, width)."""
    pixels = torch.from_numpy(np.array(photo.resize((width, height), Image.Resampling.BILINEAR))).permute(2, 0, 1) / 255
    mean, deviation = torch.tensor([.485, .456, .406]), torch.tensor([.229, .224, .225])
    return ((pixels - mean[:, None, None]) / deviation[:, None, None])[None].float()


def photos(height, width, which=(0, 1)):
    return torch.cat([preprocess(PHOTOS[i], height, width) for i in which]).double()


def crops(height, width, photo, seed):
    """Endless random crops of a photograph, preprocessed."""
    draw = np.random.default_rng(seed)
    wide, high = PHOTOS[photo].size
    while True:
        scale = draw.uniform(.6, 1.0)
        w, h = int(wide * scale), int(high * scale)
        left, top = draw.integers(0, wide - w + 1), draw.integers(0, high - h + 1)
        yield preprocess(PHOTOS[photo].crop((left, top, left + w, top + h)), height, width).double()
