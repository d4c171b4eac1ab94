# SPDX-License-Identifier: BSD-3-Clause
"""Writes pictures with EXIF orientations 1 to 8 and what Pillow's ImageOps.exif_transpose makes of them.

Run: python3 write_orientation.py. VERSIONS.txt says what they were written with. Odd orientations are noted
little-endian ("II"), even ones big-endian ("MM") and behind another tag.
"""
import io
import pathlib
import struct
import sys

import numpy
import PIL
from PIL import Image, ImageOps

here = pathlib.Path(__file__).parent


def exif_of(orientation):
    order = "<" if orientation % 2 else ">"
    entries = [struct.pack(order + "HHIHH", 0x0112, 3, 1, orientation, 0)]
    if orientation % 2 == 0:
        entries.insert(0, struct.pack(order + "HHIHH", 0x0106, 3, 1, 2, 0))
    return (b"Exif\0\0" + (b"II*\0" if orientation % 2 else b"MM\0*") + struct.pack(order + "I", 8)
            + struct.pack(order + "H", len(entries)) + b"".join(entries) + struct.pack(order + "I", 0))


r, c = numpy.mgrid[0:3, 0:5]
sharp = numpy.stack([50 * r, 40 * c, 255 - 50 * r], axis=-1).astype(numpy.uint8)
y, x = numpy.mgrid[0:11, 0:18]
smooth = numpy.stack([20 * y, 14 * x, 255 - 8 * (x + y)], axis=-1).astype(numpy.uint8)
for orientation in range(1, 9):
    for kind, pixels, options in (("png", sharp, {}), ("jpg", smooth, dict(quality=95, subsampling=0))):
        stored = io.BytesIO()
        Image.fromarray(pixels).save(stored, {"png": "PNG", "jpg": "JPEG"}[kind], exif=exif_of(orientation), **options)
        (here / f"{orientation}.{kind}").write_bytes(stored.getvalue())
        upright = numpy.array(ImageOps.exif_transpose(Image.open(stored)))
        numpy.save(here / f"{orientation}_{kind}.npy", upright.astype(numpy.float32))

(here / "VERSIONS.txt").write_text(
    f"python {sys.version.split()[0]}, numpy {numpy.__version__}, Pillow {PIL.__version__}\n")
