// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <string>
#include <whence/concepts/named_tap.hpp>
#include <whence/core/tap_info.hpp>

#include "explain/usage_error.hpp"

namespace explain {

inline constexpr char place_unknown[] = "one of which it is not known where in the picture its cells look";

/// A complaint of a tap whose maps cannot be laid on a picture.
///
/// @param what is known of the tap's place
template <class Model>
usage_error no_place(Model const& model, std::string const& tap, std::string const& what) {
  auto const taps = model.taps();
  auto const one = std::ranges::find_if(taps, [](whence::tap_info const& info) { return info.geometry.has_value(); });
  std::string const such_as = one == taps.end() ? "" : ", such as " + one->name;
  return usage_error("tap '" + tap + "'", "a layer with feature maps" + such_as + " (--list-taps)", what);
}

/// What the model says of a tap.
///
/// @return the end of `taps`, those of the model, where it is not among them
/// @throws whence::unknown_tap_error where there is none of that name
template <class Model, class Taps>
auto info_of_tap(Model const& model, Taps const& taps, std::string const& name) {
  auto const tap = model.find_tap(whence::named_tap{name});
  return std::ranges::find_if(
      taps, [&](whence::tap_info const& info) { return model.find_tap(whence::named_tap{info.name}) == tap; });
}

/// @param help what may help where a place is not known, such as "; ..."
/// @throws usage_error where it is known that a tap's cells look nowhere, or not known where they do
template <class Model>
void require_place(Model const& model, std::string const& name, std::string const& help = "") {
  auto const taps = model.taps();
  auto const info = info_of_tap(model, taps, name);
  if (info == taps.end() || info->geometry) return;
  bool const is_one_cell = info->height * info->width <= 1;
  throw no_place(model, name,
                 is_one_cell ? "one whose values lie nowhere in the picture" : std::string(place_unknown) + help);
}

}  // namespace explain
