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
  bool const fits =
      layout.axes != tap_layout::order::tokens
          ? size.size() == 4 || (size.size() == 2 && layout == tap_layout{})
          : size.size() == 3 && size[1] == static_cast<std::int64_t>(layout.leading + layout.height * layout.width);
  if (fits) return layout;
  std::string const wanted = layout.axes == tap_layout::order::tokens
                                 ? "(N, " + std::to_string(layout.leading) + " + " + std::to_string(layout.height) +
                                       " * " + std::to_string(layout.width) + ", K)"
                                 : "(N, K, h, w), or a layout for it (script_options::layouts)";
  throw module_error("tap '" + name + "'", wanted, whence::shape_text(size));
}

/// Feature maps (N, K, h, w) of what a module put out. Values without cells, such as logits, are maps of one cell.
inline at::Tensor to_maps(at::Tensor const& values, tap_layout const& layout) {
  if (layout.axes == tap_layout::order::channels_last) return values.permute({0, 3, 1, 2});
  if (layout.axes == tap_layout::order::tokens) {
    auto const grid = values.narrow(1, static_cast<std::int64_t>(layout.leading),
                                    static_cast<std::int64_t>(layout.height * layout.width));
    return grid.transpose(1, 2).reshape({values.size(0), values.size(2), static_cast<std::int64_t>(layout.height),
                                         static_cast<std::int64_t>(layout.width)});
  }
  return values.dim() == 2 ? values.unsqueeze(-1).unsqueeze(-1) : values;
}

/// The way back.
///
/// @param like what the module put out, of as many images: leading tokens are taken from it
inline at::Tensor from_maps(at::Tensor const& maps, tap_layout const& layout, at::Tensor const& like) {
  if (layout.axes == tap_layout::order::channels_last) return maps.permute({0, 2, 3, 1}).contiguous();
  if (layout.axes == tap_layout::order::tokens) {
    auto const leading = like.narrow(1, 0, static_cast<std::int64_t>(layout.leading));
    return at::cat({leading, maps.flatten(2).transpose(1, 2)}, 1);
  }
  return like.dim() == 2 ? maps.flatten(1) : maps;
}

/// Where the cells of feature maps look.
///
/// @param placed where the module's values look, if that is known
inline std::optional<tap_geometry> geometry_of(std::optional<placed_cells> const& placed, tap_layout const& layout,
                                               std::size_t height, std::size_t width) {
  if (layout.axes == tap_layout::order::tokens) {
    return tap_geometry{axis_geometry::spread(layout.height, height), axis_geometry::spread(layout.width, width)};
  }
  std::size_t const row_axis = layout.axes == tap_layout::order::channels_last ? 1 : 2;
  if (!placed || placed->row_axis != row_axis || placed->column_axis != row_axis + 1) return std::nullopt;
  return placed->cells;
}

}  // namespace whence::libtorch::detail
