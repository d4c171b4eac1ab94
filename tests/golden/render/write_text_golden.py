# SPDX-License-Identifier: BSD-3-Clause
"""Writes text_<height>.pgm beside it: a line of text as Pillow and FreeType draw it, black on white.

    python write_text_golden.py

Written with Python 3.11.7, Pillow 13.0.0, numpy 2.4.6 and the font of Debian's package fonts-dejavu-core 2.37-6. A line
of 28 pixels holds letters of 24 pixels an em whose baseline is 22 below its top; lower lines are in proportion, their
baseline at a whole pixel. Drawn eight times as large and averaged: one size's hinting is no part of the comparison.
"""
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

here = Path(__file__).parent
text = "Logit 12.25: class 497 \"church\", features.28 [1,512,14,14]"
fine = 8
basic = ImageFont.Layout.BASIC
name = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
design = ImageFont.truetype(name, 2048, layout_engine=basic)  # 2048 units an em: advances are exact
for height in (13, 16, 20, 28):
    em = 24 * height / 28
    font = ImageFont.truetype(name, em * fine, layout_engine=basic)
    pens = np.cumsum([0] + [design.getlength(letter) for letter in text]) * em / 2048
    width = int(np.ceil(pens[-1]))
    line = Image.new("L", (width * fine, height * fine), 255)
    for letter, pen in zip(text, pens):
        ImageDraw.Draw(line).text((round(pen * fine), round(22 * height / 28) * fine), letter, font=font, fill=0,
                                  anchor="ls")
    pixels = np.asarray(line, dtype=np.float64).reshape(height, fine, width, fine).mean(axis=(1, 3))
    Image.fromarray(np.round(pixels).astype(np.uint8)).save(here / f"text_{height}.pgm")
