// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>
#include <whence/backends/reference/vgg_network.hpp>
#include <whence/weights/read_weights.hpp>

#include "embedded.hpp"
#include "explain/methods.hpp"
#include "explain/options.hpp"
#include "explain/usage_error.hpp"

inline std::vector<std::string> architecture_names() {
  std::vector<std::string> names;
  for (auto const& layout : whence::vgg_layouts) names.push_back(layout.name());
  return names;
}

/// The model of the command line: a file's, or the small one inside this program.
inline network load_model(options const& chosen) {
  auto const layout =
      *std::ranges::find_if(whence::vgg_layouts, [&](auto const& l) { return l.name() == chosen.architecture; });
  if (chosen.model.empty()) {
    if (layout.name() != "vgg16") {
      throw usage_error("--architecture " + chosen.architecture, "--model FILE with it",
                        "none, and the model inside this program is a vgg16");
    }
    return whence::reference::vgg_network<float>(
        layout, whence::read_safetensors<float>(embedded_model(), {}, "the small VGG16 inside this program"));
  }
  return whence::reference::vgg_network<float>(layout, whence::read_weights<float>(chosen.model));
}

/// The tap of the command line; unless one is named, the last convolution.
///
/// @throws usage_error where it has no place in the picture; whence::unknown_tap_error where there is none of that name
inline std::string tap_name(options const& chosen, network const& model, std::size_t height, std::size_t width) {
  auto const taps = model.taps(height, width);
  if (!chosen.tap) {
    return std::ranges::find(taps.rbegin(), taps.rend(), "convolution", &whence::tap_info::kind)->name;
  }
  (void)model.find_tap(whence::named_tap{*chosen.tap});
  if (!std::ranges::find(taps, *chosen.tap, &whence::tap_info::name)->geometry) {
    throw usage_error("tap '" + *chosen.tap + "'",
                      "a layer with feature maps, such as " + taps[0].name + " (--list-taps)",
                      "one whose values lie nowhere in the picture");
  }
  return *chosen.tap;
}
