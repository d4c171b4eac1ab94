// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <string>
#include <string_view>
#include <whence/testing/law.hpp>

namespace whence {

/// What became of one law, tried at one place of the network.
struct law_result {
  enum class outcome {
    kept,
    broken,
    untried  ///< the backend lacks the capability that a trial needs
  };

  law which;
  outcome verdict;
  std::string where;     ///< the tap or the rule it was tried at; empty where there is none
  double measured = 0;   ///< the largest deviation, relative to the largest value it was held against
  double tolerance = 0;  ///< the largest deviation allowed
  std::string message;   ///< what happened, where numbers do not say it
};

/// The outcome in a word.
[[nodiscard]] constexpr std::string_view to_text(law_result::outcome verdict) {
  switch (verdict) {
    case law_result::outcome::kept: return "kept";
    case law_result::outcome::broken: return "BROKEN";
    case law_result::outcome::untried: return "untried";
  }
  return "unknown";
}

}  // namespace whence
