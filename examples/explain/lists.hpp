// SPDX-License-Identifier: BSD-3-Clause
// What `explain` lists instead of explaining.
#pragma once
#include <iomanip>
#include <ostream>
#include <string>
#include <whence/image/image_size.hpp>

#include "explain/methods.hpp"

/// @param size of the images
inline void list_taps(std::ostream& out, network const& model, whence::image_size size) {
  std::string const cells = "cells at " + std::to_string(size.height) + " x " + std::to_string(size.width);
  out << "name            kind              channels" << std::setw(20) << cells
      << "  a cell every  first cell at pixel\n";
  for (auto const& tap : model.taps(size.height, size.width)) {
    out << std::left << std::setw(16) << tap.name << std::setw(18) << tap.kind << std::right << std::setw(8)
        << tap.channels << std::setw(20) << std::to_string(tap.height) + " x " + std::to_string(tap.width);
    if (tap.geometry) out << std::setw(14) << tap.geometry->rows.stride << std::setw(21) << tap.geometry->rows.offset;
    out << '\n';
  }
}

inline void list_methods(std::ostream& out) {
  for (auto const& entry : method_menu()) out << std::left << std::setw(17) << entry.name << entry.words << '\n';
}
