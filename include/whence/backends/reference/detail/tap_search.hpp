// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>
#include <whence/backends/reference/folded_module.hpp>
#include <whence/backends/reference/graph.hpp>
#include <whence/concepts/unknown_tap_error.hpp>
#include <whence/core/nearest_names.hpp>
#include <whence/core/tap_info.hpp>

namespace whence::reference::detail {

/// The value that a module puts out.
///
/// @throws unknown_tap_error with the nearest names, or with the module it was folded into
template <class T>
std::size_t value_named(std::string const& wanted, graph<T> const& network, std::vector<folded_module> const& folded) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i != network.nodes().size(); ++i) {
    if (network.nodes()[i].name == wanted) return i + 1;
    names.push_back(network.nodes()[i].name);
  }
  std::string const asked = "'" + wanted + "'";
  for (auto const& [name, into] : folded) {
    if (name == wanted) throw unknown_tap_error("tap " + asked, into + ", into which it was folded", asked);
  }
  throw unknown_tap_error("tap " + asked,
                          "a module of the network, such as " + whence::nearest_names_text(wanted, names), asked);
}

/// The last value that is still a map, and no pooling's.
///
/// @throws unknown_tap_error where there is none
template <class T>
std::size_t deepest_value(graph<T> const& network) {
  for (std::size_t value = network.values() - 1; value != 0; --value) {
    if (network.is_spatial(value) && !network.is_pooling(value)) return value;
  }
  throw unknown_tap_error("deepest tap", "a network with feature maps", "none before it is flattened");
}

/// What every module puts out, in order, for images of one size.
///
/// @throws shape_error where images of that size do not fit
template <class T>
std::vector<tap_info> list_taps(graph<T> const& network, std::size_t height, std::size_t width) {
  auto const infos = network.trace({network.input_channels(), height, width});
  std::vector<tap_info> result;
  for (std::size_t i = 0; i != network.nodes().size(); ++i) {
    auto const& step = network.nodes()[i];
    auto const& [shape, geometry] = infos[i + 1];
    std::string_view const kind = std::visit([](auto const& operation) { return operation.kind; }, step.operation);
    result.push_back({step.name, std::string(kind), shape.channels, shape.height, shape.width, geometry});
  }
  return result;
}

}  // namespace whence::reference::detail
