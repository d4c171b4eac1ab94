// SPDX-License-Identifier: BSD-3-Clause
// Numbers of the command line that are written as lists: 224x320, or 0.5,0.5,0.5.
#pragma once
#include <charconv>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>
#include <whence/image/image_size.hpp>

#include "explain/usage_error.hpp"

namespace explain {

/// The text as one number, or nothing where it is anything else.
template <class T>
std::optional<T> number_of(std::string_view text) {
  T value{};
  auto const [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

inline constexpr whence::image_size usual_size{224, 224};  ///< of a model's input

/// The text as HxW, two whole numbers from 1 to `largest`, or nothing where it is anything else.
inline std::optional<whence::image_size> extents_of(std::string_view text, std::size_t largest) {
  std::size_t const cross = text.find_first_of("xX");
  if (cross == std::string_view::npos) return std::nullopt;
  auto const height = number_of<std::size_t>(text.substr(0, cross));
  auto const width = number_of<std::size_t>(text.substr(cross + 1));
  if (!height || !width || *height < 1 || *width < 1 || *height > largest || *width > largest) return std::nullopt;
  return whence::image_size{*height, *width};
}

/// @throws usage_error unless the text is HxW, two whole numbers of a reasonable size
inline whence::image_size size_of(std::string const& text) {
  constexpr std::size_t largest = 4096;
  if (auto const size = extents_of(text, largest)) return *size;
  throw usage_error("--size " + text,
                    "height x width in pixels, such as 224x320, each from 1 to " + std::to_string(largest),
                    "'" + text + "'");
}

/// One number a channel, separated by commas; a single number is for all channels.
///
/// @throws usage_error where it is anything else
inline std::vector<double> per_channel(std::string const& option, std::string const& text, std::size_t channels) {
  std::vector<double> values;
  std::string_view rest = text;
  while (true) {
    std::size_t const comma = rest.find(',');
    auto const value = number_of<double>(rest.substr(0, comma));
    if (!value) {
      values.clear();
      break;
    }
    values.push_back(*value);
    if (comma == std::string_view::npos) break;
    rest.remove_prefix(comma + 1);
  }
  if (values.size() == 1) values.resize(channels, values.front());
  if (values.size() != channels) {
    throw usage_error(option + " " + text,
                      channels == 1
                          ? "one number, for the model's input is grey"
                          : std::to_string(channels) + " numbers with commas between, or one for all channels",
                      "'" + text + "'");
  }
  return values;
}

}  // namespace explain
