// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>
#include <whence/backends/libtorch/detail/plan.hpp>
#include <whence/backends/libtorch/detail/seam_layout.hpp>
#include <whence/concepts/unknown_tap_error.hpp>
#include <whence/core/nearest_names.hpp>

namespace whence::libtorch::detail {

using tap_layouts = std::map<std::string, tap_layout, std::less<>>;

/// The taps to offer: modules, or operators where a frozen file has no modules left; those that the logits depend on.
inline std::vector<plan_tap> offered_taps(plan const& made) {
  std::vector<plan_tap> taps;
  for (plan_tap const& tap : made.module_taps.empty() ? made.operator_taps : made.module_taps) {
    if (made.heard[tap.slot]) taps.push_back(tap);
  }
  return taps;
}

/// @throws unknown_tap_error with the nearest names
inline plan_tap const& tap_of_name(plan const& made, std::string const& name) {
  plan_tap const* found = nullptr;
  for (auto const* const taps : {&made.module_taps, &made.operator_taps}) {
    for (plan_tap const& tap : *taps) {
      if (tap.name == name || tap.name.starts_with(name + "#")) found = &tap;  // of several calls the last
    }
  }
  std::string const asked = "'" + name + "'";
  if (found != nullptr && made.heard[found->slot]) return *found;
  if (found != nullptr) {
    throw unknown_tap_error("tap " + asked, "a module that the logits depend on", "one that they do not depend on");
  }
  std::vector<std::string> names;
  std::string elements;
  for (plan_tap const& tap : detail::offered_taps(made)) {
    names.push_back(tap.name);
    if (tap.name.starts_with(name + "[")) elements += (elements.empty() ? "'" : ", '") + tap.name + "'";
  }
  if (!elements.empty()) throw unknown_tap_error("tap " + asked, "a choice of what it returns: " + elements, asked);
  std::string const offer = made.module_taps.empty()
                                ? "an operator, for the file is frozen and its modules' names are gone, such as "
                                : "a module that runs and returns a tensor, such as ";
  throw unknown_tap_error("tap " + asked, offer + whence::nearest_names_text(name, names), asked);
}

/// The layout of a slot, by whichever of its taps' names one was given for.
inline tap_layout layout_at(plan const& made, tap_layouts const& layouts, std::size_t slot,
                            std::vector<std::int64_t> const& size) {
  std::string name = slot == made.input ? "image" : "";
  for (auto const* const taps : {&made.module_taps, &made.operator_taps}) {
    for (plan_tap const& tap : *taps) {
      if (tap.slot == slot && (name.empty() || layouts.contains(tap.name))) name = tap.name;
    }
  }
  return detail::layout_of(layouts, name, size);
}

/// Whether a value is a pooling's, or the same values handed on.
inline bool is_pooled(plan const& made, std::size_t slot) {
  while (made.slots[slot].maker != nowhere) {
    instruction const& maker = made.code[made.slots[slot].maker];
    if (maker.kind.find("pool") != std::string::npos) return true;
    bool const hands_on = maker.kind.ends_with("dropout") || maker.kind == "aten::contiguous";
    if (!hands_on) return false;
    slot = maker.inputs[0];
  }
  return false;
}

/// How many cells the maps at a slot have; none where its values are no maps in any layout that was given.
inline std::int64_t cells_at(plan const& made, tap_layouts const& layouts, std::size_t slot,
                             std::vector<std::int64_t> const& size) {
  try {
    tap_layout const layout = detail::layout_at(made, layouts, slot, size);
    if (layout.of_tokens()) return static_cast<std::int64_t>(layout.height * layout.width);
    if (size.size() != 4) return 1;
    return layout.axes == tap_layout::order::channels_last ? size[1] * size[2] : size[2] * size[3];
  } catch (module_error const&) {
    return 0;
  }
}

/// The last value that is still a map of several cells, and no pooling's.
///
/// @throws unknown_tap_error where there is none
inline std::size_t deepest_slot(plan const& made, tap_layouts const& layouts) {
  std::size_t deepest = nowhere;
  for (plan_tap const& tap : detail::offered_taps(made)) {
    auto const& size = made.sizes[tap.slot];
    if (size.size() < 3 || (deepest != nowhere && tap.slot <= deepest) || detail::is_pooled(made, tap.slot)) continue;
    if (detail::cells_at(made, layouts, tap.slot, size) > 1) deepest = tap.slot;
  }
  if (deepest != nowhere) return deepest;
  throw unknown_tap_error("deepest tap", "a module with feature maps (N, K, h, w), or with layouts for them", "none");
}

}  // namespace whence::libtorch::detail
