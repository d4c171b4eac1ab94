// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <iomanip>
#include <ostream>
#include <vector>
#include <whence/testing/law_result.hpp>

namespace whence {

/// Which laws were tried on a backend, and how they fared. Streams as a table.
struct law_report {
  std::vector<law_result> results;

  /// Whether no law was broken. Those that could not be tried do not count.
  [[nodiscard]] bool passed() const { return broken().empty(); }

  /// The laws that were broken, each once, in the order of `law`.
  [[nodiscard]] std::vector<law> broken() const {
    std::vector<law> laws;
    for (law_result const& result : results) {
      if (result.verdict == law_result::outcome::broken) laws.push_back(result.which);
    }
    std::ranges::sort(laws);
    laws.erase(std::unique(laws.begin(), laws.end()), laws.end());
    return laws;
  }

  /// Adds the results of another report.
  law_report& operator+=(law_report const& other) {
    results.insert(results.end(), other.results.begin(), other.results.end());
    return *this;
  }

  /// One line a law: outcome, deviation measured and allowed, the law, where it was tried, what went wrong.
  friend std::ostream& operator<<(std::ostream& out, law_report const& report) {
    auto const flags = out.flags();
    auto const precision = out.precision(1);
    out << std::scientific << "outcome  measured  allowed  law\n";
    for (law_result const& result : report.results) {
      out << std::left << std::setw(7) << whence::to_text(result.verdict) << std::right << std::setw(10);
      if (result.verdict == law_result::outcome::untried) {
        out << '-' << std::setw(9) << '-';
      } else {
        out << result.measured << std::setw(9) << result.tolerance;
      }
      out << "  " << whence::to_text(result.which);
      if (!result.where.empty()) out << " [" << result.where << ']';
      if (!result.message.empty()) out << ": " << result.message;
      out << '\n';
    }
    out.flags(flags);
    out.precision(precision);
    return out;
  }
};

}  // namespace whence
