// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <iomanip>
#include <ostream>

#include "explain/class_names.hpp"
#include "explain/report.hpp"

namespace explain {

/// A report for people.
inline void print_text(std::ostream& out, report const& run, class_names const& names) {
  out << run.input << ": " << run.seen << '\n';
  for (std::size_t n = 0; n != run.images.size(); ++n) {
    auto const& found = run.images[n];
    if (run.images.size() > 1) out << "image " << n << '\n';
    for (auto const& [index, probability] : found.best) {
      out << "  " << std::fixed << std::setprecision(1) << std::setw(5) << 100 * probability << " %  " << names[index]
          << '\n';
    }
    out << "explained: " << names.with_index(found.index);
    if (run.against) out << " against " << names.with_index(*run.against);
    out << ", " << run.question << ' ' << std::fixed << std::setprecision(3) << found.score << ", by " << run.method;
    if (!run.tap.empty()) out << " at " << run.tap;
    out << '\n';
    if (found.gap) out << "the values add up to what the score gained on the way, but for " << *found.gap << '\n';
    if (found.status != whence::map_status::meaningful) out << status_words(found.status) << '\n';
  }
  for (auto const& file : run.written) out << "written: " << file << '\n';
}

}  // namespace explain
