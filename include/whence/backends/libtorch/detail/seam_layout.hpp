// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>
#include <whence/backends/libtorch/detail/placed_cells.hpp>
#include <whence/backends/libtorch/detail/torch_version.hpp>
#include <whence/backends/libtorch/module_error.hpp>
#include <whence/backends/libtorch/tap_layout.hpp>
#include <whence/core/shape_text.hpp>

namespace whence::libtorch::detail {

/// The layout of a tap: the one named for it, or the one that its rank asks for.
///
/// @throws module_error where its values are no maps in any layout that was given
inline tap_layout layout_of(std::map<std::string, tap_layout, std::less<>> const& layouts, std::string const& name,
                            std::vector<std::int64_t> const& size) {
  auto named = layouts.find(name);
  if (named == layouts.end() && size.size() == 3) named = layouts.find("");
  tap_layout const layout = named == layouts.end() ? tap_layout{} : named->second;
  std::size_t const row = layout.axes == tap_layout::order::sequence_first ? 0 : 1;  // the axis of tokens
  bool const fits =
      layout.of_tokens()
          ? size.size() == 3 && size[row] == static_cast<std::int64_t>(layout.leading + layout.height * layout.width)
          : size.size() == 4 || (size.size() == 2 && layout == tap_layout{});
  if (fits) return layout;
  std::string const tokens =
      std::to_string(layout.leading) + " + " + std::to_string(layout.height) + " * " + std::to_string(layout.width);
  std::string const wanted = !layout.of_tokens() ? "(N, K, h, w), or a layout for it (script_options::layouts)"
                             : row == 0          ? "(" + tokens + ", N, K)"
                                                 : "(N, " + tokens + ", K)";
  throw module_error("tap '" + name + "'", wanted, whence::shape_text(size));
}

/// Feature maps (N, K, h, w) of what a module put out. Values without cells, such as logits, are maps of one cell.
inline at::Tensor to_maps(at::Tensor const& values, tap_layout const& layout) {
  if (layout.axes == tap_layout::order::channels_last) return values.permute({0, 3, 1, 2});
  if (layout.of_tokens()) {
    at::Tensor const rows = layout.axes == tap_layout::order::tokens ? values : values.transpose(0, 1);
    auto const grid = rows.narrow(1, static_cast<std::int64_t>(layout.leading),
                                  static_cast<std::int64_t>(layout.height * layout.width));
    return grid.transpose(1, 2).reshape({rows.size(0), rows.size(2), static_cast<std::int64_t>(layout.height),
                                         static_cast<std::int64_t>(layout.width)});
  }
  return values.dim() == 2 ? values.unsqueeze(-1).unsqueeze(-1) : values;
}

/// What the module put out for one image, as often as a batch of `count` needs it.
inline at::Tensor repeated_image(at::Tensor const& values, tap_layout const& layout, std::size_t image,
                                 std::size_t count) {
  std::int64_t const axis = layout.axes == tap_layout::order::sequence_first ? 1 : 0;
  auto sizes = values.sizes().vec();
  sizes[static_cast<std::size_t>(axis)] = static_cast<std::int64_t>(count);
  return values.narrow(axis, static_cast<std::int64_t>(image), 1).expand(sizes);
}

/// The way back.
///
/// @param like what the module put out, of as many images: leading tokens are taken from it
inline at::Tensor from_maps(at::Tensor const& maps, tap_layout const& layout, at::Tensor const& like) {
  if (layout.axes == tap_layout::order::channels_last) return maps.permute({0, 2, 3, 1}).contiguous();
  if (layout.of_tokens()) {
    bool const turned = layout.axes == tap_layout::order::sequence_first;
    at::Tensor const grid = maps.flatten(2).permute({turned ? 2 : 0, turned ? 0 : 2, 1});
    std::int64_t const row = turned ? 0 : 1;
    return at::cat({like.narrow(row, 0, static_cast<std::int64_t>(layout.leading)), grid}, row);
  }
  return like.dim() == 2 ? maps.flatten(1) : maps;
}

/// Where the cells of feature maps look.
///
/// @param placed where the module's values look, if that is known
inline std::optional<tap_geometry> geometry_of(std::optional<placed_cells> const& placed, tap_layout const& layout,
                                               std::size_t height, std::size_t width) {
  if (layout.of_tokens()) {
    return tap_geometry{axis_geometry::spread(layout.height, height), axis_geometry::spread(layout.width, width)};
  }
  std::size_t const row_axis = layout.axes == tap_layout::order::channels_last ? 1 : 2;
  if (!placed || placed->row_axis != row_axis || placed->column_axis != row_axis + 1) return std::nullopt;
  return placed->cells;
}

}  // namespace whence::libtorch::detail
