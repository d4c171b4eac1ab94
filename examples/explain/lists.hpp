// SPDX-License-Identifier: BSD-3-Clause
// What the programs list instead of explaining.
#pragma once
#include <algorithm>
#include <cstddef>
#include <iomanip>
#include <ostream>
#include <string>
#include <whence/image/image_size.hpp>

#include "explain/methods.hpp"

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

inline void list_methods(std::ostream& out) {
  for (auto const& entry : method_menu()) out << std::left << std::setw(17) << entry.name << entry.words << '\n';
}

}  // namespace explain
