# SPDX-License-Identifier: BSD-3-Clause
"""Writes a PNG picture of every kind there is, plain and interlaced, with and without a transparent colour.

Run: python3 write_png_kinds.py. VERSIONS.txt says what they were written with.
Each has 9 rows and 11 columns of arbitrary values and goes through all five filters. expected.npy (kinds, 9, 11, 3) is
what NumPy makes of those values in 16 bits, as float32: grey as three channels, palettes looked up, v bits a value
stretched to 16, transparent parts on white, rounded to nearest at the end. kinds.txt names the kinds in that order. The
encoder is this script's, since Pillow writes few of the kinds; Pillow reads all files here, as a check of it.
"""
import pathlib
import struct
import sys
import zlib

import numpy
import PIL
from PIL import Image

here = pathlib.Path(__file__).parent
rows, columns = 9, 11
random = numpy.random.default_rng(0)
channels_of = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
names = {0: "grey", 2: "rgb", 3: "palette", 4: "grey_alpha", 6: "rgb_alpha"}


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def packed(line, depth):
    """A row of values (columns, channels) as bytes, the first value in the highest bits."""
    if depth == 16:
        return line.astype(">u2").tobytes()
    bits = (line.reshape(-1, 1) >> numpy.arange(depth - 1, -1, -1)) & 1
    return numpy.packbits(bits.reshape(-1).astype(numpy.uint8)).tobytes()


def paeth(a, b, c):
    p = a + b - c
    return min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]


def filtered(values, depth):
    """Rows behind their filter's number: none, left, up, mean, Paeth, in turn."""
    step = max(1, values.shape[2] * depth // 8)
    before, out = None, b""
    for number, line in enumerate(values):
        now = packed(line, depth)
        up = before if before is not None else bytes(len(now))
        kind = number % 5
        out += bytes([kind])
        for i, value in enumerate(now):
            a = now[i - step] if i >= step else 0
            c = up[i - step] if i >= step else 0
            guess = [0, a, up[i], (a + up[i]) // 2, paeth(a, up[i], c)][kind]
            out += bytes([(value - guess) & 255])
        before = now
    return out


def stream(values, depth, interlaced):
    if not interlaced:
        return filtered(values, depth)
    passes = [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1)]
    parts = [values[row::down, column::right] for row, column, down, right in passes]
    return b"".join(filtered(part, depth) for part in parts if part.size)


def png(values, depth, colour, interlaced, before_data=b""):
    head = struct.pack(">IIBBBBB", columns, rows, depth, colour, 0, 0, interlaced)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + before_data
            + chunk(b"IDAT", zlib.compress(stream(values, depth, interlaced), 9)) + chunk(b"IEND", b""))


def on_white(values, opacity):
    """Both from 0 to 1; in 16 bits."""
    return numpy.rint((values * opacity + (1 - opacity)) * 65535)


kinds, expected = [], []
for colour, depths in {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}.items():
    for depth in depths:
        for has_key in (False, True) if colour in (0, 2, 3) else (False,):
            brightest = 2**depth - 1
            # Few values, so that the transparent colour is met, in 16 bits also values that share one byte with it.
            choice = random.integers(0, brightest + 1, 6)
            if depth == 16:
                choice = numpy.array([0x1234, 0x1235, 0x3434, 0xFFFF, 0x0080, 0x9A7F])
            values = random.choice(choice, (rows, columns, channels_of[colour]))
            before_data = b""
            if colour == 3:
                count = min(2**depth, 200)
                palette = random.integers(0, 256, (count, 3))
                values = random.integers(0, count, (rows, columns, 1))
                before_data = chunk(b"PLTE", palette.astype(numpy.uint8).tobytes())
                opacity = numpy.ones(count)
                if has_key:
                    some = random.integers(0, 256, count // 2)
                    opacity[: count // 2] = some / 255
                    before_data += chunk(b"tRNS", some.astype(numpy.uint8).tobytes())
                index = values[..., 0]
                picture = on_white(palette[index] / 255, opacity[index][..., None])
            elif colour in (4, 6):
                whole = values / brightest
                picture = on_white(whole[..., :-1], whole[..., -1:])
            else:
                opacity = numpy.ones((rows, columns, 1))
                if has_key:
                    key = values[4, 5]
                    before_data = chunk(b"tRNS", key.astype(">u2").tobytes())
                    opacity = (values != key).any(axis=-1, keepdims=True).astype(float)
                picture = on_white(values / brightest, opacity)
            kinds.append(f"{names[colour]}_{depth}" + ("_with_transparency" if has_key else ""))
            expected.append(numpy.broadcast_to(picture, (rows, columns, 3)))
            for interlaced in (0, 1):
                file = here / (kinds[-1] + ("_interlaced" if interlaced else "") + ".png")
                file.write_bytes(png(values, depth, colour, interlaced, before_data))
                read = Image.open(file)
                if depth == 16 and colour == 0:
                    assert (numpy.array(read) == values[..., 0]).all()
                    continue
                if has_key and colour != 3 and depth != 8:
                    continue  # Pillow compares the transparent colour with values of 8 bits
                seen = numpy.array(read.convert("RGBA")).astype(float) / 255
                again = numpy.rint((seen[..., :3] * seen[..., 3:] + 1 - seen[..., 3:]) * 255)
                # Of 16 bits Pillow keeps the upper byte.
                worst = numpy.abs(again - expected[-1] / 257).max()
                assert worst <= (2 if depth == 16 else 0.5), (file, worst)

numpy.save(here / "expected.npy", numpy.array(expected, dtype=numpy.float32))
(here / "kinds.txt").write_text("".join(kind + "\n" for kind in kinds))
(here / "VERSIONS.txt").write_text(
    f"python {sys.version.split()[0]}, numpy {numpy.__version__}, Pillow {PIL.__version__}\n")
