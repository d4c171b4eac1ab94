// SPDX-License-Identifier: BSD-3-Clause
// How the command line wants photos preprocessed, and the words for it.
#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>
#include <whence/core/error.hpp>
#include <whence/image/recipe.hpp>

#include "explain/numbers.hpp"
#include "explain/options.hpp"
#include "explain/usage_error.hpp"

namespace explain {

inline constexpr std::array<std::pair<std::string_view, whence::channel_order>, 2> channel_orders{
    {{"rgb", whence::channel_order::rgb}, {"bgr", whence::channel_order::bgr}}};

/// A filter of Pillow's, or OpenCV's way, which does not antialias.
struct resizing {
  whence::resize_filter filter = whence::resize_filter::bilinear;
  bool antialias = true;

  friend bool operator==(resizing const&, resizing const&) = default;
};

inline constexpr std::array<std::pair<std::string_view, resizing>, 4> resizings{
    {{"bilinear", {}},
     {"bicubic", {whence::resize_filter::bicubic}},
     {"box", {whence::resize_filter::box}},
     {"opencv_linear", {whence::resize_filter::bilinear, false}}}};

namespace detail {

template <class Table>
std::vector<std::string> names_of(Table const& table) {
  std::vector<std::string> names;
  for (auto const& entry : table) names.emplace_back(entry.first);
  return names;
}

template <class Table>
auto value_of(Table const& table, std::string const& name) {
  return std::ranges::find(table, name, [](auto const& entry) { return entry.first; })->second;
}

inline std::string list_text(std::vector<double> const& values) {
  std::ostringstream text;
  bool const is_one = std::ranges::count(values, values.front()) == static_cast<std::ptrdiff_t>(values.size());
  for (std::size_t i = 0; i != (is_one ? 1 : values.size()); ++i) text << (i == 0 ? "" : ", ") << values[i];
  return text.str();
}

inline std::string size_text(whence::image_size size) {
  return std::to_string(size.height) + " x " + std::to_string(size.width);
}

}  // namespace detail

inline std::vector<std::string> order_names() {
  return detail::names_of(channel_orders);
}
inline std::vector<std::string> filter_names() {
  return detail::names_of(resizings);
}

/// The recipe of the command line.
///
/// @param channels, size of the model's input
/// @throws usage_error where it contradicts itself, or lacks what this model needs
inline whence::recipe recipe_of(options const& chosen, std::size_t channels, whence::image_size size) {
  if (channels != 1 && channels != 3) {
    throw usage_error("photos", "a model that takes RGB or grey, or its input as --tensor FILE.npy",
                      "a model of " + std::to_string(channels) + " channels");
  }
  if (channels == 1 && !(chosen.mean && chosen.std)) {
    throw usage_error("a model that takes grey photos",
                      "--mean and --std, a number each, as it was trained with (--mean 0 --std 1 for values in [0, 1])",
                      chosen.mean || chosen.std ? "only one of them" : "neither");
  }
  whence::recipe wanted;
  wanted.channels = channels;
  wanted.height = size.height;
  wanted.width = size.width;
  wanted.order = detail::value_of(channel_orders, chosen.order);
  if (wanted.order == whence::channel_order::bgr) {  // the usual numbers belong to colours, wherever these stand
    std::ranges::reverse(wanted.mean);
    std::ranges::reverse(wanted.std);
  }
  if (chosen.mean) wanted.mean = per_channel("--mean", *chosen.mean, channels);
  if (chosen.std) wanted.std = per_channel("--std", *chosen.std, channels);
  if (chosen.recipe == "crop") wanted.resize = whence::resize_mode::resize_then_crop;
  // As 256 is to 224, rounded: torchvision resizes to 342 where the input is 299.
  wanted.shorter_side = chosen.shorter_side.value_or((8 * std::max(wanted.height, wanted.width) + 3) / 7);
  if (std::size_t const least = std::min(size.height, size.width); wanted.shorter_side < least) {
    throw usage_error("--shorter-side", "at least " + std::to_string(least) + ", the shorter side of the input",
                      std::to_string(wanted.shorter_side));
  }
  auto const [filter, antialias] = detail::value_of(resizings, chosen.filter);
  wanted.filter = filter;
  wanted.antialias = antialias;
  try {
    wanted.check();
  } catch (whence::recipe_error const& problem) {
    throw usage_error(problem.where(), problem.expected(), problem.got());
  }
  return wanted;
}

/// How a photo is seen by a recipe, in words: its size, what becomes of it, and all that is not usual.
inline std::string words_of(whence::recipe const& recipe, whence::image_size photo) {
  whence::recipe const usual;
  std::string const input = detail::size_text(recipe.input_size());
  std::string words = detail::size_text(photo);
  words += recipe.resize == whence::resize_mode::squash ? ", the whole photo squeezed to " + input + " (squash)"
                                                        : ", shorter side to " + std::to_string(recipe.shorter_side) +
                                                              ", of which the middle " + input + " (crop)";
  if (resizing const by{recipe.filter, recipe.antialias}; by != resizing{}) {
    words +=
        ", resized by " + std::string(std::ranges::find(resizings, by, [](auto const& e) { return e.second; })->first);
  }
  if (recipe.channels == 1) words += ", grey";
  if (recipe.order != usual.order) words += ", channels in the order blue, green, red";
  if (recipe.order != usual.order || recipe.mean != usual.mean || recipe.std != usual.std) {
    words += ", mean " + detail::list_text(recipe.mean) + ", std " + detail::list_text(recipe.std);
  }
  return words;
}

}  // namespace explain
