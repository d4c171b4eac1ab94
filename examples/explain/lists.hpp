// SPDX-License-Identifier: BSD-3-Clause
// What the programs list instead of explaining.
#pragma once
#include <algorithm>
#include <cstddef>
#include <iomanip>
#include <ostream>
#include <string>
#include <string_view>
#include <whence/image/image_size.hpp>

#include "explain/method_menu.hpp"

namespace explain {

/// @param size of the images
template <class Model>
void list_taps(std::ostream& out, Model const& model, whence::image_size size) {
  auto const taps = model.taps(size.height, size.width);
  std::size_t name_width = 16, kind_width = 18;
  for (auto const& tap : taps) {
    name_width = std::max(name_width, tap.name.size() + 2);
    kind_width = std::max(kind_width, tap.kind.size() + 2);
  }
  auto const column = [](std::size_t width) { return std::setw(static_cast<int>(width)); };
  std::string const cells = "cells at " + std::to_string(size.height) + " x " + std::to_string(size.width);
  out << std::left << column(name_width) << "name" << column(kind_width) << "kind"
      << "channels" << std::right << std::setw(20) << cells << "  a cell every  first cell at pixel\n";
  for (auto const& tap : taps) {
    out << std::left << column(name_width) << tap.name << column(kind_width) << tap.kind << std::right << std::setw(8);
    if (tap.channels == 0) {
      out << "" << std::setw(20) << "no maps" << '\n';
      continue;
    }
    out << tap.channels << std::setw(20) << std::to_string(tap.height) + " x " + std::to_string(tap.width);
    if (tap.geometry) out << std::setw(14) << tap.geometry->rows.stride << std::setw(21) << tap.geometry->rows.offset;
    out << '\n';
  }
}

namespace detail {

/// The options that a method takes, with their usual values.
inline std::string options_text(method_facts const& facts) {
  std::string text;
  auto const add = [&](std::string const& option) { text += (text.empty() ? " [" : ", ") + option; };
  if (facts.takes_references) add("--references");
  if (facts.samples) add("--samples " + std::to_string(*facts.samples));
  if (facts.seed) add("--seed " + std::to_string(*facts.seed));
  if (facts.batch) add("--batch " + std::to_string(*facts.batch));
  return text.empty() ? text : text + ']';
}

/// Words from a column on, in lines of at most 100 letters.
inline void write_wrapped(std::ostream& out, std::string_view words, std::size_t column) {
  std::size_t at = column;
  while (!words.empty()) {
    std::size_t const end = std::min(words.find(' ', 1), words.size());
    if (at + end > 100) {
      out << '\n' << std::string(column, ' ');
      at = column;
      words.remove_prefix(1);
      continue;
    }
    out << words.substr(0, end);
    at += end;
    words.remove_prefix(end);
  }
  out << '\n';
}

}  // namespace detail

inline void list_methods(std::ostream& out) {
  constexpr std::size_t column = 27;
  auto const list = [&](std::string const& heading, trait wanted) {
    out << heading << ":\n";
    for (auto const& facts : method_menu()) {
      if ((facts.traits & trait::at_tap) != (wanted & trait::at_tap)) continue;
      if ((facts.traits & trait::rectified) != (wanted & trait::rectified)) continue;
      out << std::left << std::setw(static_cast<int>(column)) << facts.name;
      detail::write_wrapped(out, std::string(facts.words) + detail::options_text(facts), column);
    }
    out << '\n';
  };
  list("At --tap, a convolution", trait::at_tap);
  list("At --tap, behind a ReLU", trait::at_tap | trait::rectified);
  list("At the pixels", trait::none);
  out << "Passes are those of one image.\n"
         "In brackets, the options that a method takes, and what they are unless given.\n";
}

}  // namespace explain
