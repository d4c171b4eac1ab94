# SPDX-License-Identifier: BSD-3-Clause
"""Writes the pictures and arrays beside it with Pillow and NumPy.

Run: python3 write_io.py. VERSIONS.txt says what they were written with.
PNG files hold pictures of 5 rows and 7 columns by formulas that the tests know; JPEG files are compared with what Pillow
(libjpeg-turbo) decodes, kept as float32 arrays.
"""
import pathlib
import struct
import sys
import zlib

import numpy
import PIL
from PIL import Image

here = pathlib.Path(__file__).parent
rows, columns = 5, 7
r, c = numpy.mgrid[0:rows, 0:columns]


def bytes_of(*channels):
    return numpy.stack(channels, axis=-1).astype(numpy.uint8)


def png_chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, depth, colour, raw, interlaced=0):
    return (b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced))
            + png_chunk(b"IDAT", zlib.compress(raw, 9)) + png_chunk(b"IEND", b""))


# PNG: red 50 r, green 40 c, blue 255 - 50 r; grey 40 c; alpha 60 r.
red, green, blue, alpha = 50 * r, 40 * c, 255 - 50 * r, 60 * r
rgb = bytes_of(red, green, blue)
Image.fromarray(rgb).save(here / "rgb.png")
Image.fromarray(bytes_of(red, green, blue, alpha)).save(here / "rgb_alpha.png")
Image.fromarray(bytes_of(green)[..., 0]).save(here / "grey.png")
Image.fromarray(bytes_of(green, alpha)).save(here / "grey_alpha.png")
Image.fromarray((9000 * r + 100 * c).astype(numpy.uint16)).save(here / "grey_16_bits.png")
Image.fromarray((r + c) % 2 == 1).save(here / "one_bit.png")
palette = Image.fromarray(((r + c) % 3).astype(numpy.uint8), mode="P")
palette.putpalette([255, 0, 0, 0, 255, 0, 0, 0, 255])
palette.save(here / "palette.png")
palette.save(here / "palette_transparent.png", transparency=1)
# Adam7, which Pillow reads but does not write.
passes = [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1)]
raw = b""
for row, column, down, right in passes:
    part = rgb[row::down, column::right]
    if part.size:
        raw += b"".join(b"\0" + line.tobytes() for line in part)
(here / "interlaced.png").write_bytes(png(columns, rows, 8, 2, raw, interlaced=1))
assert (numpy.array(Image.open(here / "interlaced.png")) == rgb).all()
# 8 x 8 pixels, said to take 32 MiB.
(here / "bomb.png").write_bytes(png(8, 8, 8, 2, bytes(1 << 25)))

# JPEG: smooth, 20 rows and 33 columns, so that blocks and subsampled chroma stick out at the edges.
y, x = numpy.mgrid[0:20, 0:33]
smooth = bytes_of(127 + 120 * numpy.sin(x / 9), 127 + 120 * numpy.cos(y / 7), 255 * (x + y) / 51)
jpegs = {
    "colour_444.jpg": (Image.fromarray(smooth), dict(quality=90, subsampling=0)),
    "colour_420.jpg": (Image.fromarray(smooth), dict(quality=90, subsampling=2)),
    "progressive.jpg": (Image.fromarray(smooth), dict(quality=90, subsampling=2, progressive=True)),
    "grey.jpg": (Image.fromarray(smooth[..., 0]), dict(quality=90)),
}
for name, (picture, options) in jpegs.items():
    picture.save(here / name, **options)
    decoded = numpy.array(Image.open(here / name).convert("RGB"))
    numpy.save(here / name.replace(".jpg", "_jpg.npy"), decoded.astype(numpy.float32))

# Four inks, which are refused.
Image.fromarray(smooth).convert("CMYK").save(here / "cmyk.jpg", quality=95)

# Arrays.
counted = numpy.arange(24, dtype=numpy.float32).reshape(2, 3, 4)
numpy.save(here / "float32.npy", counted)
numpy.save(here / "float64.npy", numpy.array([[0.1, -2.5], [numpy.inf, 1e300]]))
numpy.save(here / "one_axis.npy", numpy.arange(5, dtype=numpy.float64))
numpy.save(here / "scalar.npy", numpy.float32(7.5))
numpy.save(here / "empty.npy", numpy.zeros((0, 3), numpy.float32))
numpy.save(here / "big_endian.npy", counted.astype(">f4"))
numpy.save(here / "fortran.npy", numpy.asfortranarray(counted))
numpy.save(here / "int32.npy", counted.astype(numpy.int32))
numpy.save(here / "float16.npy", counted.astype(numpy.float16))
numpy.save(here / "record.npy", numpy.zeros(2, dtype=[("a", "<f4"), ("b", "<f4")]))
for version in ((2, 0), (3, 0)):
    with open(here / f"version_{version[0]}.npy", "wb") as file:
        numpy.lib.format.write_array(file, counted, version=version)

(here / "VERSIONS.txt").write_text(
    f"python {sys.version.split()[0]}, numpy {numpy.__version__}, Pillow {PIL.__version__}\n")
