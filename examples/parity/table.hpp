// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <iomanip>
#include <ostream>
#include <sstream>
#include <string>
#include <vector>

#include "compare.hpp"

namespace parity {

namespace detail {

inline std::string fixed(double value, int digits) {
  std::ostringstream text;
  text << std::fixed << std::setprecision(digits) << value;
  return text.str();
}

inline std::string scientific(double value) {
  std::ostringstream text;
  text << std::scientific << std::setprecision(1) << value;
  return text.str();
}

/// Never rounded up to all of them.
inline std::string share(double value) {
  return value == 1 ? "100 %" : fixed(std::min(100 * value, 99.999), 3) + " %";
}

}  // namespace detail

/// Columns wide enough for what stands in them, names to the left and numbers to the right.
inline void print_table(std::ostream& out, std::vector<comparison> const& lines) {
  std::vector<std::vector<std::string>> rows{
      {"", "difference", "within 1e-4", "relative L2", "reference", "LibTorch", "ratio"}};
  for (auto const& line : lines) {
    if (!line.refusal.empty()) {
      rows.push_back({line.what});
      continue;
    }
    auto const [reference, torch] = line.milliseconds;
    rows.push_back({line.what, detail::scientific(line.apart.largest), detail::share(line.apart.within),
                    detail::scientific(line.apart.relative_l2), detail::fixed(reference, 1) + " ms",
                    detail::fixed(torch, 1) + " ms", detail::fixed(reference / torch, 2)});
  }
  std::vector<std::size_t> widths(rows.front().size());
  for (auto const& row : rows) {
    for (std::size_t i = 0; i != row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  for (std::size_t r = 0; r != rows.size(); ++r) {
    out << std::left << std::setw(static_cast<int>(widths[0])) << rows[r][0] << std::right;
    for (std::size_t i = 1; i < rows[r].size(); ++i) out << std::setw(static_cast<int>(widths[i]) + 2) << rows[r][i];
    if (r != 0) out << (lines[r - 1].refusal.empty() ? "" : "  refused: ") << lines[r - 1].refusal;
    out << '\n';
  }
  out << "\ndifference: the largest one; it and the bound of 1e-4 are parts of the reference's largest value\n"
         "ratio: the reference's time over LibTorch's, medians of runs in turn\n";
}

}  // namespace parity
