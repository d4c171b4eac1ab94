// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
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
inline std::string tap_name(options const& chosen, network const& model) {
  if (chosen.tap) return *chosen.tap;
  std::string last;
  for (auto const& tap : model.taps()) {
    if (tap.kind == "convolution") last = tap.name;
  }
  return last;
}
