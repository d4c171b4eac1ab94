# SPDX-License-Identifier: BSD-3-Clause
"""Draws the pictures of docs/explanation/fast_engine.md: chains, tiles, and the two ways of sharing out.

    python3 docs/fast_engine_pictures.py         needs matplotlib; pngquant, where there is one, makes the files smaller
"""
import pathlib
import shutil
import subprocess

import matplotlib

matplotlib.use("agg")
matplotlib.rcParams |= {"font.family": "DejaVu Sans", "svg.fonttype": "path",
                        "svg.hashsalt": "whence"}  # the same picture, the same bytes
from matplotlib import patches, pyplot  # noqa: E402

INK, FAINT, LINE, PAPER = "#212529", "#606870", "#c3cad2", "#f3f5f8"
WARM, COLD, GREEN, SAND, GREY = "#d65244", "#407cca", "#4c9f70", "#e0a63c", "#e4e8ec"
LIGHT_WARM, LIGHT_COLD, LIGHT_GREEN, LIGHT_SAND = "#f6d5d0", "#d2e1f5", "#d3eadb", "#f8e7c4"
PICTURES = pathlib.Path(__file__).parent / "pictures"


class Sheet:
    """A drawing in points of the screen, y downwards."""

    def __init__(self, width, height, title, *lines):
        self.figure = pyplot.figure(figsize=(width / 100, height / 100))
        self.axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set(xlim=(0, width), ylim=(height, 0))
        self.axes.axis("off")
        self.text(32, 40, title, size=17)
        for i, line in enumerate(lines):
            self.text(32, 70 + 22 * i, line, size=10.5, color=FAINT)

    def text(self, x, y, words, size=9.5, color=INK, ha="left", va="center", **others):
        self.axes.text(x, y, words, fontsize=size * 0.72 * 1.39, color=color, ha=ha, va=va, **others)

    def box(self, x, y, width, height, fill="white", edge=LINE, line=1.0, radius=0, **others):
        style = f"round,pad=0,rounding_size={radius}" if radius else "square,pad=0"
        self.axes.add_patch(patches.FancyBboxPatch((x, y), width, height, boxstyle=style, facecolor=fill,
                                                   edgecolor=edge, linewidth=line, **others))

    def arrow(self, begin, end, color=FAINT, line=1.4, style="-|>", **others):
        self.axes.add_patch(patches.FancyArrowPatch(begin, end, arrowstyle=style, mutation_scale=11, color=color,
                                                    linewidth=line, shrinkA=0, shrinkB=0, **others))

    def line(self, xs, ys, color=LINE, width=1.0, **others):
        self.axes.plot(xs, ys, color=color, linewidth=width, solid_capstyle="butt", **others)

    def save(self, name):
        for kind in ("svg", "png"):
            file = PICTURES / f"{name}.{kind}"
            self.figure.savefig(file, dpi=110, facecolor="white", metadata={"Date": None} if kind == "svg" else None)
        if shutil.which("pngquant"):
            subprocess.run(["pngquant", "--force", "--skip-if-larger", "--strip", "--speed", "1", "--ext", ".png",
                            PICTURES / f"{name}.png"], check=False)
        pyplot.close(self.figure)


def chains():
    sheet = Sheet(1120, 590, "A chain: thirteen convolutions of a VGG16, computed as one",
                  "What lies between is held in blocked maps. The seams on both sides, and a tap within, see ordinary "
                  "ones, (N, K, h, w).")
    top = 190
    stages = [(2, 64, 224), (2, 128, 112), (3, 256, 56), (3, 512, 28), (3, 512, 14)]
    sheet.box(118, top - 46, 802, 132, PAPER, LINE, radius=10)
    sheet.text(130, top - 30, "the chain", 10, COLD, weight="bold")
    x = 132
    centers = []
    for count, width, side in stages:
        first = x
        for i in range(count):
            pooled = i == count - 1
            wide = 66 if pooled else 46
            sheet.box(x, top - 10, wide, 52, "white", COLD, 1.2, radius=4)
            sheet.box(x + 4, top - 6, 20, 44, LIGHT_COLD, "none")
            sheet.text(x + 14, top + 16, "conv", 7.5, ha="center", rotation=90)
            sheet.box(x + 25, top - 6, 17, 44, LIGHT_WARM, "none")
            sheet.text(x + 33.5, top + 16, "ReLU", 7.5, ha="center", rotation=90)
            if pooled:
                sheet.box(x + 43, top - 6, 19, 44, LIGHT_GREEN, "none")
                sheet.text(x + 52.5, top + 16, "pool", 7.5, ha="center", rotation=90)
            centers.append(x + wide / 2)
            x += wide + 5
        sheet.text((first + x - 5) / 2, top + 62, f"{width} maps, {side} x {side}", 8, FAINT, ha="center")
        x += 6
    sheet.box(32, top - 10, 56, 52, "white", INK, radius=4)
    sheet.text(60, top + 8, "images", 9, ha="center")
    sheet.text(60, top + 25, "(N,3,H,W)", 7.5, FAINT, ha="center")
    sheet.arrow((90, top + 16), (129, top + 16), INK)
    sheet.box(950, top - 10, 138, 52, "white", INK, radius=4)
    sheet.text(1019, top + 8, "avgpool, flatten", 9, ha="center")
    sheet.text(1019, top + 25, "three linear layers", 9, ha="center")
    sheet.arrow((921, top + 16), (947, top + 16), INK)
    sheet.text(104, top - 62, "into blocks", 8.5, FAINT, ha="center")
    sheet.line([110, 110], [top - 54, top + 6], LINE, linestyle=(0, (2, 2)))
    sheet.text(932, top - 62, "back to planes", 8.5, FAINT, ha="center")
    sheet.line([934, 934], [top - 54, top + 6], LINE, linestyle=(0, (2, 2)))
    # The gradient's way.
    low = top + 118
    sheet.arrow((1019, top + 46), (1019, low), WARM, style="-")
    sheet.arrow((1019, low), (836, low), WARM)
    sheet.text(827, low, "the gradient goes back by the same stages, to the tap and no further:", 9, WARM, ha="right")
    sheet.text(827, low + 19, "through pool and ReLU in one step, then a convolution with turned filters", 9, WARM,
               ha="right")

    # The layout.
    y = 400
    sheet.text(32, y - 38, "Blocked maps: 16 channels of a cell lie side by side", 12.5)
    colors = [COLD, GREEN, SAND, WARM]
    sheet.text(32, y - 10, "(N, K, h, w): map after map", 9.5, FAINT)
    for k in range(4):
        ox, oy = 48 + 30 * (3 - k), y + 8 + 22 * (3 - k)
        for i in range(3):
            for j in range(4):
                sheet.box(ox + 22 * j, oy + 22 * i, 22, 22, colors[k], "white", 1)
    sheet.text(48, y + 156, "4 of 16 maps, 3 x 4 cells each", 8.5, FAINT)
    sheet.arrow((250, y + 66), (300, y + 66), INK)
    sheet.text(330, y - 10, "(N, ceil(K / 16), h, w, 16): cell after cell", 9.5, FAINT)
    for i in range(3):
        for j in range(4):
            ox, oy = 330 + 120 * j, y + 12 + 42 * i
            sheet.box(ox - 3, oy - 3, 16 * 6.4 + 10, 32, "white", LINE)
            for k in range(16):
                fill = colors[k] if k < 4 else GREY
                sheet.box(ox + 6.4 * k + (0 if k < 4 else 1.5), oy, 6.4, 26, fill, "white", 0.7)
    sheet.text(330, y + 156, "one cell = one line of the cache = one AVX-512 register, or two of AVX2", 8.5, FAINT)
    for i, words in enumerate(("So every kernel works on whole", "registers, whatever the width of",
                               "an image; ReLU and pooling act", "on registers too.",
                               "Channels that are nobody's", "are zero.")):
        sheet.text(852, y + 16 + 20 * i + (8 if i > 3 else 0), words, 9.5)
    sheet.save("fast_engine_chains")


def grid(sheet, x, y, rows, columns, size, fill="white", edge=LINE):
    for i in range(rows):
        for j in range(columns):
            color = fill(i, j) if callable(fill) else fill
            sheet.box(x + size * j, y + size * i, size, size, color, edge, 0.8)


def tiles():
    sheet = Sheet(1120, 624, "Winograd's convolution: 36 products where there were 144",
                  "A tile of 4 x 4 outputs reads 6 x 6 inputs. Between two cheap transforms its 144 products "
                  "for each pair of channel and filter become 36,", "and each of the 36 is a matrix product of its own.")
    top = 200
    heads = [(32, "1  transform inputs", COLD), (388, "2  36 matrix products", "#b9821f"), (790, "3  transform back, finish", WARM)]
    for x, words, color in heads:
        sheet.text(x, 142, words, 12, color, weight="bold")

    # Inputs.
    def shade(i, j):
        return LIGHT_COLD if 1 <= i <= 6 and 1 <= j <= 6 else "white"
    grid(sheet, 32, top, 9, 9, 15, shade)
    sheet.box(32 + 15, top + 15, 90, 90, "none", COLD, 2)
    sheet.box(32 + 30, top + 30, 60, 60, "none", WARM, 1.6)
    sheet.box(32 + 90, top + 30, 45, 60, "none", WARM, 1.0, linestyle=(0, (3, 2)))
    sheet.box(32 + 30, top + 90, 60, 45, "none", WARM, 1.0, linestyle=(0, (3, 2)))
    sheet.text(32, top - 18, "a map", 9.5, FAINT)
    sheet.text(32, top + 155, "6 x 6 are read,", 9, COLD)
    sheet.text(32, top + 174, "4 x 4 come out;", 9, WARM)
    sheet.text(32, top + 193, "the next tile lies beside", 9, FAINT)
    sheet.arrow((176, top + 66), (214, top + 66), INK)
    sheet.text(195, top + 48, r"$B^T d\,B$", 10, ha="center")
    grid(sheet, 222, top + 21, 6, 6, 15, LIGHT_COLD, COLD)
    sheet.text(222, top - 18, "36 numbers", 9.5, FAINT)
    sheet.text(222, top + 3, "a tile and channel", 9.5, FAINT)

    # Products.
    def sheets(x, y, width, height, fill, edge):
        for k in (3, 2, 1, 0):
            sheet.box(x + 7 * k, y - 7 * k, width, height, fill if k == 0 else "white", edge, 1.1)
    sheets(392, top + 10, 84, 126, LIGHT_COLD, COLD)
    for i in range(1, 14):
        sheet.line([392, 476], [top + 10 + 9 * i] * 2, COLD, 0.5)
    sheet.text(434, top + 155, "C channels", 9, ha="center")
    sheet.text(380, top + 73, "a panel: 14 tiles", 9, ha="center", rotation=90)
    sheet.text(518, top + 74, "x", 13, FAINT, ha="center")
    sheets(540, top + 30, 96, 84, LIGHT_SAND, SAND)
    sheet.line([588, 588], [top + 30, top + 114], SAND, 0.8)
    sheet.text(588, top + 132, "32 filters", 9, ha="center")
    sheet.text(588, top + 151, "transformed once,", 9, FAINT, ha="center")
    sheet.text(588, top + 168, "or in every pass: lean", 9, FAINT, ha="center")
    sheet.text(676, top + 74, "=", 13, FAINT, ha="center")
    sheets(692, top + 10, 62, 126, LIGHT_WARM, WARM)
    sheet.text(723, top + 155, "products", 9, ha="center")
    sheet.text(723, top + 172, "28 registers", 9, FAINT, ha="center")

    # Outputs.
    sheet.arrow((790, top + 66), (824, top + 66), INK)
    sheet.text(806, top + 46, r"$A^T m\,A$", 10, ha="center")
    grid(sheet, 832, top + 36, 4, 4, 15, LIGHT_WARM, WARM)
    sheet.text(862, top + 18, "4 x 4", 9.5, FAINT, ha="center")
    sheet.arrow((898, top + 66), (922, top + 66), INK)
    sheet.box(926, top + 36, 62, 60, "white", INK, radius=4)
    sheet.text(957, top + 56, "+ bias", 9, ha="center")
    sheet.text(957, top + 76, "ReLU", 9, ha="center")
    sheet.arrow((990, top + 66), (1014, top + 66), INK)
    grid(sheet, 1018, top + 51, 2, 2, 15, LIGHT_GREEN, GREEN)
    sheet.text(1033, top + 33, "2 x 2", 9.5, FAINT, ha="center")
    sheet.text(832, top + 122, "all in registers: a map before its ReLU", 9, FAINT)
    sheet.text(832, top + 139, "or pooling is written to memory only", 9, FAINT)
    sheet.text(832, top + 156, "where a tap or a pullback wants it", 9, FAINT)

    # One dimension.
    y = 455
    sheet.text(32, y, "In one dimension: 4 outputs of a filter of 3 from 6 inputs, 6 products instead of 12", 12.5)
    for i in range(6):
        sheet.box(48 + 40 * i, y + 52, 32, 32, LIGHT_COLD, COLD, 1.1, radius=3)
        sheet.text(64 + 40 * i, y + 68, f"$d_{i}$", 10.5, ha="center")
    for i in range(3):
        sheet.box(48 + 40 * i, y + 104, 32, 32, LIGHT_SAND, SAND, 1.1, radius=3)
        sheet.text(64 + 40 * i, y + 120, f"$g_{i}$", 10.5, ha="center")
    sheet.arrow((296, y + 68), (372, y + 68), INK)
    sheet.text(334, y + 54, r"$B^T$", 10.5, ha="center")
    sheet.arrow((176, y + 120), (372, y + 120), INK)
    sheet.text(274, y + 106, "$G$, once", 10.5, ha="center")
    for i, point in enumerate(("0", "1", "-1", "2", "-2", "inf")):
        sheet.box(380 + 40 * i, y + 52, 32, 32, LIGHT_COLD, COLD, 1.1, radius=3)
        sheet.box(380 + 40 * i, y + 104, 32, 32, LIGHT_SAND, SAND, 1.1, radius=3)
        sheet.text(396 + 40 * i, y + 94, "x", 9, FAINT, ha="center")
        sheet.text(396 + 40 * i, y + 38, point if point != "inf" else "∞", 9, FAINT, ha="center")
    sheet.text(372, y + 38, "at", 9, FAINT, ha="right")
    sheet.arrow((626, y + 94), (702, y + 94), INK)
    sheet.text(664, y + 80, r"$A^T$", 10.5, ha="center")
    for i in range(4):
        sheet.box(710 + 40 * i, y + 78, 32, 32, LIGHT_WARM, WARM, 1.1, radius=3)
        sheet.text(726 + 40 * i, y + 94, f"$y_{i}$", 10.5, ha="center")
    for i, words in enumerate(("It comes from the product of two", "polynomials by their values at six",
                               "points. The far ones, 2 and -2,", "are what costs digits.")):
        sheet.text(884, y + 60 + 19 * i, words, 9, FAINT)
    sheet.save("fast_engine_tiles")


def sharing():
    sheet = Sheet(1120, 590, "Two ways of sharing out a layer",
                  "Rows are panels of tiles, columns are panels of 32 filters; a colour is a task.",
                  "Every number is summed in the same order either way: the bits are the same.")
    colors = [COLD, GREEN, SAND, WARM, "#8a6bb8", "#4aa3a8", "#b0766b"]
    pale = [LIGHT_COLD, LIGHT_GREEN, LIGHT_SAND, LIGHT_WARM, "#e3d9f1", "#d2ecee", "#ecdcd8"]

    def stage_label(x, y, words):
        sheet.text(x, y, words, 9, FAINT, ha="center")

    # Many tiles.
    x0, y0 = 60, 210
    sheet.text(32, 146, "Many tiles: share_tiles", 12.5, weight="bold")
    sheet.text(32, 169, "56 x 56 cells and above; batches", 9.5, FAINT)
    rows, tasks = 14, 7
    for r in range(rows):
        t = r * tasks // rows
        y = y0 + 18 * r
        sheet.box(x0, y, 84, 18, pale[t], "white", 1)
        for c in range(6):
            sheet.box(x0 + 150 + 26 * c, y, 26, 18, pale[t], "white", 1)
        sheet.box(x0 + 372, y, 70, 18, pale[t], "white", 1)
    for t in range(tasks):
        y = y0 + 36 * t
        for x, w in ((x0, 84), (x0 + 150, 156), (x0 + 372, 70)):
            sheet.box(x, y + 1, w, 34, "none", colors[t], 1.4)
        sheet.arrow((x0 + 90, y + 18), (x0 + 144, y + 18), colors[t])
        sheet.arrow((x0 + 312, y + 18), (x0 + 366, y + 18), colors[t])
    stage_label(x0 + 42, y0 - 13, "inputs")
    stage_label(x0 + 228, y0 - 13, "filters, 32 by 32")
    stage_label(x0 + 407, y0 - 13, "outputs")
    y = y0 + 18 * rows + 26
    for i, line in enumerate(("A task takes some 28 tiles through all stages: what it",
                              "transforms stays in its core's cache until it is used.",
                              "Weights are read by every task, and come from the cache.",
                              "No task waits for another.")):
        sheet.text(x0, y + 20 * i, line, 9.5)

    # Few tiles.
    x1 = 620
    sheet.line([570, 570], [136, 556], LINE)
    sheet.text(592, 146, "Few tiles: share_filters", 12.5, weight="bold")
    sheet.text(592, 169, "28 x 28 and 14 x 14 cells of a single image, on two threads", 9.5, FAINT)
    rows, filters = 4, 8
    high = 63
    for r in range(rows):
        for c in range(4):
            k = (r * 4 + c) % len(pale)
            sheet.box(x1 + 21 * c, y0 + high * r, 21, high, pale[k], colors[k], 1.2)
    sheet.box(x1 + 112, y0 - 2, 8, high * rows + 4, INK, "none")
    sheet.arrow((x1 + 90, y0 + 126), (x1 + 110, y0 + 126), INK)
    sheet.arrow((x1 + 122, y0 + 126), (x1 + 146, y0 + 126), INK)
    sheet.text(x1 + 116, y0 + high * rows + 14, "all wait", 8.5, FAINT, ha="center")
    for c in range(filters):
        k = c % len(pale)
        for r in range(rows):
            sheet.box(x1 + 152 + 26 * c, y0 + high * r, 26, high, pale[k], "white", 1)
        sheet.box(x1 + 153 + 26 * c, y0, 24, high * rows, "none", colors[k], 1.4)
        sheet.box(x1 + 388 + 9 * c, y0, 9, high * rows, pale[k], colors[k], 1)
    sheet.arrow((x1 + 364, y0 + 126), (x1 + 384, y0 + 126), INK)
    stage_label(x1 + 42, y0 - 13, "inputs")
    stage_label(x1 + 256, y0 - 13, "filters, 32 by 32")
    stage_label(x1 + 424, y0 - 13, "outputs")
    y = y0 + 18 * 14 + 26
    for i, line in enumerate(("Inputs are transformed by all threads, a block of 16 channels",
                              "of a panel each. Then a task takes 32 filters over all tiles: ",
                              "every weight is read once from memory, which is what these",
                              "layers wait for, and the inputs come from the cache.")):
        sheet.text(592, y + 10 + 20 * i, line, 9.5)
    sheet.save("fast_engine_sharing")


if __name__ == "__main__":
    chains()
    tiles()
    sharing()
