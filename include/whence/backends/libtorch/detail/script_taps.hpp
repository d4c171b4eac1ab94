// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <optional>
#include <vector>
#include <whence/backends/libtorch/detail/plan_geometry.hpp>
#include <whence/backends/libtorch/detail/plan_taps.hpp>
#include <whence/backends/libtorch/detail/scripted.hpp>
#include <whence/core/tap_info.hpp>

namespace whence::libtorch::detail {

/// Where the cells of one slot look, for images of a size.
///
/// @param sizes of all slots up to that one
inline std::optional<tap_geometry> geometry_at(scripted const& model, std::size_t slot, tap_layout const& layout,
                                               slot_sizes const& sizes, std::size_t height, std::size_t width) {
  bool const as_recorded = height == model.height() && width == model.width();
  auto const placed = as_recorded ? model.placed[slot] : plan_geometry(model.made, sizes, height, width)[slot];
  return detail::geometry_of(placed, layout, height, width);
}

/// What a module's taps are; those whose values are no maps have as many channels as they have values.
///
/// @param sizes of all slots
inline std::vector<tap_info> tap_infos(scripted const& model, slot_sizes const& sizes, std::size_t height,
                                       std::size_t width) {
  plan_geometry const geometry(model.made, sizes, height, width);
  auto taps = detail::offered_taps(model.made);
  std::stable_sort(taps.begin(), taps.end(), [](auto const& a, auto const& b) { return a.slot < b.slot; });
  std::vector<tap_info> infos;
  for (plan_tap const& tap : taps) {
    auto const& size = sizes[tap.slot];
    tap_info info{tap.name, tap.kind, 0, 0, 0, std::nullopt};
    auto const extent = [&](std::size_t axis) { return static_cast<std::size_t>(size[axis]); };
    try {
      auto const layout = detail::layout_at(model.made, model.options.layouts, tap.slot, size);
      bool const last = layout.axes == tap_layout::order::channels_last;
      bool const tokens = layout.of_tokens();
      info.channels = extent(last ? 3 : tokens ? 2 : 1);
      info.height = tokens ? layout.height : size.size() == 2 ? 1 : extent(last ? 1 : 2);
      info.width = tokens ? layout.width : size.size() == 2 ? 1 : extent(last ? 2 : 3);
      info.geometry = detail::geometry_of(geometry[tap.slot], layout, height, width);
    } catch (module_error const&) {
      // Listed all the same: who sees the name can give it a layout.
    }
    infos.push_back(std::move(info));
  }
  return infos;
}

}  // namespace whence::libtorch::detail
