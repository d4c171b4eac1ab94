// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>
#include <whence/backends/reference/vgg_network.hpp>
#include <whence/core/error.hpp>
#include <whence/core/shape_error.hpp>
#include <whence/image/image_size.hpp>
#include <whence/weights/read_weights.hpp>

#include "embedded.hpp"
#include "explain/file_hash.hpp"
#include "explain/methods.hpp"
#include "explain/numbers.hpp"
#include "explain/options.hpp"
#include "explain/usage_error.hpp"

inline std::vector<std::string> architecture_names() {
  std::vector<std::string> names;
  for (auto const& layout : whence::vgg_layouts) names.push_back(layout.name());
  return names;
}

namespace detail {

/// What to try where a model cannot be built of tensors of these names.
inline std::string help_for(std::vector<std::string> const& names, options const& chosen) {
  constexpr std::string_view first = "features.0.weight";
  auto const found = std::ranges::find_if(names, [&](std::string const& name) { return name.ends_with(first); });
  std::string const before = found == names.end() ? "" : found->substr(0, found->size() - first.size());
  if (!before.empty()) return "; try --prefix " + chosen.prefix.value_or("") + before;
  return "; if these are the weights of another VGG than " + chosen.architecture + ", name it by --architecture";
}

/// A message of the library with its options called as the command line calls them.
inline std::string by_option(std::string message) {
  constexpr std::string_view members = "weight_options::";
  for (std::size_t at = 0; (at = message.find(members, at)) != std::string::npos;) {
    message.replace(at, members.size(), "--");
  }
  return message;
}

/// What to try where a file cannot be read and is not the one that its name promises, as of a download that was cut.
inline std::string help_for_download(std::string const& file) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(file, ignored)) return "";
  try {
    auto const hash = check_hash(file);
    if (!hash || hash->agrees()) return "";
    return "; its SHA-256 does not begin with " + hash->named + " as its name says: download it again";
  } catch (whence::error const&) {
    return "";  // what the weights' reader said of the file stands
  }
}

}  // namespace detail

/// The model of the command line: a file's, or the small one inside this program.
///
/// @throws whence::error where the weights cannot be read or are of something else; it says which option may help
inline network load_model(options const& chosen) {
  auto const layout =
      *std::ranges::find_if(whence::vgg_layouts, [&](auto const& l) { return l.name() == chosen.architecture; });
  if (chosen.model.empty()) {
    return whence::reference::vgg_network<float>(
        layout, whence::read_safetensors<float>(embedded_model(), {}, "the small VGG16 inside this program"));
  }
  try {
    auto const weights = whence::read_weights<float>(
        chosen.model, {.entry = chosen.entry.value_or(""), .prefix = chosen.prefix.value_or("")});
    try {
      return whence::reference::vgg_network<float>(layout, weights);
    } catch (whence::error const& problem) {
      throw whence::error(problem.where(), problem.expected(),
                          problem.got() + detail::help_for(weights.names(), chosen));
    }
  } catch (whence::error const& problem) {
    throw whence::error(detail::by_option(problem.where()), detail::by_option(problem.expected()),
                        detail::by_option(problem.got()) + detail::help_for_download(chosen.model));
  }
}

/// The size of the model's input that the command line asks for.
///
/// @throws usage_error where the model cannot take it
inline whence::image_size input_size(options const& chosen, network const& model) {
  whence::image_size const usual{224, 224};
  if (!chosen.size) return usual;
  auto const wanted = size_of(*chosen.size);
  try {
    (void)model.taps(wanted.height, wanted.width);
  } catch (whence::shape_error const& problem) {
    throw usage_error("--size " + *chosen.size, "an input that leaves cells for every layer",
                      "one too small (" + std::string(problem.what()) + ')');
  }
  return wanted;
}

/// The tap of the command line; unless one is named, the last convolution.
///
/// @throws usage_error where it has no place in the picture; whence::unknown_tap_error where there is none of that name
inline std::string tap_name(options const& chosen, network const& model) {
  auto const taps = model.taps();
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
