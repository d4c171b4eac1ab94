# SPDX-License-Identifier: BSD-3-Clause
"""Writes include/whence/render/detail/glyphs.hpp: the letters that pictures are labelled with, baked from DejaVu Sans.

    python write_glyphs.py [DejaVuSans.ttf]

Written with Python 3.11.7, Pillow 13.0.0 and the font of Debian's package fonts-dejavu-core 2.37-6. The header carries
the notice that the font's licence asks for, read from LICENSE beside this script.

A line is 28 pixels high, its baseline 22 below its top. Every letter is drawn eight times as large and averaged, so that
what is stored is the share of each pixel that the outline covers, without the hinting of any one size.
"""
import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

HERE = Path(__file__).parent
HEADER = HERE.parents[1] / "include" / "whence" / "render" / "detail" / "glyphs.hpp"
FONT = sys.argv[1] if len(sys.argv) > 1 else "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"

LINE, EM, BASELINE = 28, 24, 22  # pixels
UNITS = 2048                     # of the font's design, an em
FINE = 8                         # pixels drawn for a pixel kept, in both directions
SIDE = 3 * LINE                  # of the sheet that a letter is drawn on, in pixels kept
LEVELS = 8
FIRST_LETTER = 48                # '0': with two pixels a character the 64 from here on, none of which ends a raw string

design = ImageFont.truetype(FONT, UNITS, layout_engine=ImageFont.Layout.BASIC)  # at this size advances are exact
large = ImageFont.truetype(FONT, EM * FINE, layout_engine=ImageFont.Layout.BASIC)
small = ImageFont.truetype(FONT, EM * FINE * 0.66, layout_engine=ImageFont.Layout.BASIC)


def sheet_of(character):
    """The share of each pixel covered, (SIDE, SIDE), 0 to 1; the pen stands at column LINE."""
    sheet = Image.new("L", (SIDE * FINE, SIDE * FINE))
    pen = ImageDraw.Draw(sheet)
    if character is None:  # in place of what there is no letter for
        left, right, top, bottom = (FINE * p for p in (LINE + 1.5, LINE + 14.5, BASELINE - 18, BASELINE + 1))
        pen.rectangle((left, top, right - 1, bottom - 1), outline=255, width=int(1.5 * FINE))
        pen.text(((left + right) / 2, FINE * (BASELINE - 3.5)), "?", font=small, fill=255, anchor="ms")
    else:
        pen.text((LINE * FINE, BASELINE * FINE), character, font=large, fill=255, anchor="ls")
    fine = np.asarray(sheet, dtype=np.float64) / 255
    return fine.reshape(SIDE, FINE, SIDE, FINE).mean(axis=(1, 3))


rows, letters = [], ""
for character in [chr(code) for code in range(32, 127)] + [None]:
    levels = np.round(sheet_of(character) * (LEVELS - 1)).astype(int)
    advance = 16 * UNITS // EM if character is None else round(design.getlength(character))
    inked = np.argwhere(levels)
    top, left = inked.min(axis=0) if len(inked) else (0, LINE)
    bottom, right = inked.max(axis=0) + 1 if len(inked) else (0, LINE)
    assert bottom <= LINE
    rows.append(f"{{{advance}, {len(letters)}, {left - LINE}, {top}, {right - left}, {bottom - top}}}")
    pixels = list(levels[top:bottom, left:right].ravel())
    pixels += [0] * (len(pixels) % 2)
    letters += "".join(chr(FIRST_LETTER + LEVELS * a + b) for a, b in zip(pixels[::2], pixels[1::2]))

table, line = [], "   "
for row in rows:
    if len(line) + len(row) > 118:
        table.append(line)
        line = "   "
    line += f" {row},"
table.append(line)
strings = [f'    R"({letters[i:i + 110]})"' for i in range(0, len(letters), 110)]
notice = "\n".join(f"// {line}".rstrip() for line in (HERE / "LICENSE").read_text().rstrip().split("\n"))

HEADER.write_text(f"""// SPDX-License-Identifier: BSD-3-Clause
// Written by cmake/font/write_glyphs.py from the font DejaVu Sans, whose notice follows.
//
{notice}
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace whence::detail {{

// Of the letters as they are stored, in pixels.
inline constexpr std::size_t line_height = {LINE};
inline constexpr std::size_t line_baseline = {BASELINE};  // below the line's top
inline constexpr double pixels_per_unit = {EM}.0 / {UNITS};

struct glyph {{
  std::uint16_t advance;  // in units of the font's design
  std::uint16_t first;    // of its characters in `glyph_levels`
  std::int8_t left;       // of its first column, from the pen
  std::uint8_t top;       // of its first row, from the line's top
  std::uint8_t width;
  std::uint8_t height;
}};

// clang-format off
// Of the ASCII characters from the space to the tilde; last the box for all that is none of them.
inline constexpr std::array<glyph, {len(rows)}> glyphs{{{{
{chr(10).join(table)}
}}}};

// How much of a pixel is covered, 0 to {LEVELS - 1}, row by row, two pixels a character: '{chr(FIRST_LETTER)}' + {LEVELS} * first + second.
inline constexpr std::string_view glyph_levels =
{chr(10).join(strings)};
// clang-format on

/// @return 0 (bare) to 1 (covered)
/// @param pixel of the letter, counted row by row
inline double coverage(glyph const& letter, std::size_t pixel) {{
  auto const pair = static_cast<unsigned>(glyph_levels[letter.first + pixel / 2] - '{chr(FIRST_LETTER)}');
  return (pixel % 2 == 0 ? pair / {LEVELS} : pair % {LEVELS}) / {LEVELS - 1}.0;
}}

}}  // namespace whence::detail
""")
print(f"{HEADER}: {HEADER.stat().st_size} bytes, {len(letters)} characters of {len(rows)} letters")
