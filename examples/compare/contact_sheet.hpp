// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>
#include <whence/core/map_status.hpp>
#include <whence/render/picture.hpp>

#include "compare/result.hpp"
#include "compare/tiles.hpp"
#include "explain/class_names.hpp"
#include "explain/steps/canvas.hpp"
#include "explain/steps/lettering.hpp"
#include "explain/steps/theme.hpp"

namespace compare {

namespace detail {

namespace plot = explain::plot;

inline constexpr std::size_t most_columns = 10, gap = 16, margin = 24;
inline constexpr whence::text_style heading_style{24, plot::theme::ink};
inline constexpr whence::text_style title_style{18, plot::theme::ink};
inline constexpr whence::text_style fact_style{14, plot::theme::faint};

struct caption_line {
  std::string text;
  whence::text_style style;
};

/// A picture and what stands over it.
struct sheet_tile {
  std::vector<caption_line> caption;
  whence::picture picture;

  void say(std::string const& text, whence::text_style const& style) {
    for (auto& line : plot::wrapped(text, tile_side, style.height)) caption.push_back({std::move(line), style});
  }
  [[nodiscard]] std::size_t caption_height() const {
    std::size_t height = 0;
    for (auto const& line : caption) height += line_height(line);
    return height;
  }
  static std::size_t line_height(caption_line const& line) { return line.style.height * 5 / 4; }
};

inline sheet_tile photo_tile(photo_result const& photo) {
  sheet_tile tile{{}, photo.picture};
  tile.say("Photo", title_style);
  tile.say("all methods: " + seconds_text(photo.spent.seconds), fact_style);
  tile.say(passes_text(photo.spent.made, {}), fact_style);
  return tile;
}

inline sheet_tile method_tile(method_result const& result) {
  sheet_tile tile;
  tile.say(std::string(result.words.title), title_style);
  if (!result.picture) {
    tile.say("failed: " + result.error, fact_style);
    tile.picture = plot::white_picture(1, 1);
    return tile;
  }
  std::string const status = result.status == whence::map_status::meaningful ? "" : ", " + status_text(result);
  tile.say(score_text(result) + ", " + seconds_text((result.own + result.shared).seconds) + status, fact_style);
  tile.say(passes_text(result.own.made, result.shared.made), fact_style);
  tile.picture = *result.picture;
  return tile;
}

/// Tiles in rows, the pictures of a row at one height.
inline whence::picture rows_of_tiles(std::vector<sheet_tile> const& tiles, std::size_t columns) {
  std::size_t height = 0;
  struct row {
    std::size_t top, caption, first;
  };
  std::vector<row> rows;
  for (std::size_t first = 0; first < tiles.size(); first += columns) {
    std::size_t caption = 0, picture = 0;
    for (std::size_t i = first; i != std::min(first + columns, tiles.size()); ++i) {
      caption = std::max(caption, tiles[i].caption_height());
      picture = std::max(picture, tiles[i].picture.shape(0));
    }
    rows.push_back({height, caption + 6, first});
    height += caption + 6 + picture + gap;
  }
  whence::picture canvas = plot::white_picture(height, columns * (tile_side + gap) - gap);
  for (auto const& [top, caption, first] : rows) {
    for (std::size_t i = first; i != std::min(first + columns, tiles.size()); ++i) {
      std::size_t const left = (i - first) * (tile_side + gap);
      std::size_t line = top;
      for (auto const& one : tiles[i].caption) {
        plot::write(canvas, line, left, one.text, one.style);
        line += sheet_tile::line_height(one);
      }
      plot::paste(canvas, tiles[i].picture, top + caption, left);
    }
  }
  return canvas;
}

/// A photo, and beside it what every method says of it, under a line about its class.
inline whence::picture block_of(photo_result const& photo, explain::class_names const& names, std::size_t columns) {
  whence::picture body;
  std::string words = photo.error;
  if (photo.error.empty()) {
    std::vector<sheet_tile> tiles{photo_tile(photo)};
    for (auto const& result : photo.methods) tiles.push_back(method_tile(result));
    body = rows_of_tiles(tiles, columns);
    words = std::filesystem::path(photo.file).filename().string() + ": " + class_text(photo, names);
  } else {
    body = plot::white_picture(gap, columns * (tile_side + gap) - gap);
  }
  auto const lines = plot::wrapped(words, body.shape(1), heading_style.height);
  std::size_t const pitch = heading_style.height * 5 / 4;
  whence::picture block = plot::white_picture(lines.size() * pitch + gap / 2 + body.shape(0), body.shape(1));
  for (std::size_t i = 0; i != lines.size(); ++i) plot::write(block, i * pitch, 0, lines[i], heading_style);
  plot::paste(block, body, lines.size() * pitch + gap / 2, 0);
  return block;
}

}  // namespace detail

/// All photos and methods in one picture: photo by photo, the photo first, the methods beside it, in as many rows as
/// they need.
inline whence::picture contact_sheet(std::vector<photo_result> const& photos, explain::class_names const& names) {
  namespace plot = explain::plot;
  using detail::gap, detail::margin, detail::most_columns;
  std::size_t tiles = 1;
  for (auto const& photo : photos) tiles = std::max(tiles, photo.methods.size() + 1);
  std::size_t const rows = (tiles + most_columns - 1) / most_columns;
  std::size_t const columns = std::max<std::size_t>((tiles + rows - 1) / rows, 2);  // two leave room for a heading
  std::vector<whence::picture> blocks;
  std::size_t height = 2 * margin;
  for (auto const& photo : photos) {
    blocks.push_back(detail::block_of(photo, names, columns));
    height += blocks.back().shape(0) + margin;
  }
  whence::picture sheet = plot::white_picture(height - margin, columns * (tile_side + gap) - gap + 2 * margin);
  std::size_t top = margin;
  for (auto const& block : blocks) {
    plot::paste(sheet, block, top, margin);
    top += block.shape(0) + margin;
  }
  return sheet;
}

}  // namespace compare
