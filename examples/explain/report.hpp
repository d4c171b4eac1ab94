// SPDX-License-Identifier: BSD-3-Clause
// What there is to say about an explanation; print_text, print_json and page say it.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>
#include <whence/core/logit_row.hpp>
#include <whence/core/map_status.hpp>
#include <whence/scores/log_probability.hpp>

#include "explain/explanation.hpp"

namespace explain {

struct ranked_class {
  std::size_t index;
  double probability;
};

/// The most probable classes of one image, best first; none where logits are not finite, for then nothing is probable.
inline std::vector<ranked_class> best_classes(whence::logit_matrix<float> const& logits, std::size_t image,
                                              std::size_t count = 5) {
  auto const row = whence::logit_row(logits, image);
  if (!std::ranges::all_of(row, [](float logit) { return std::isfinite(logit); })) return {};
  std::vector<ranked_class> ranked;
  for (std::size_t k = 0; k != row.size(); ++k) {
    ranked.push_back({k, std::exp(double{whence::log_probability_question{k}.value(row)})});
  }
  std::ranges::stable_sort(ranked, std::ranges::greater{}, &ranked_class::probability);
  ranked.resize(std::min(count, ranked.size()));
  return ranked;
}

/// What was found in one image.
struct finding {
  std::vector<ranked_class> best;
  std::size_t index;  ///< the class explained
  double score;       ///< its logit, its margin over another, or its probability
  whence::map_status status;
  std::optional<double> gap;  ///< how far attributions are from adding up, where they ought to
};

inline std::vector<finding> findings_of(explanation const& explained) {
  std::vector<finding> found;
  std::visit(
      [&](auto const& answer) {
        for (std::size_t n = 0; n != answer.status.size(); ++n) {
          found.push_back({best_classes(explained.logits, n), answer.classes(n), double{answer.scores(n)},
                           answer.status[n], std::nullopt});
          if (!explained.gaps.empty()) found.back().gap = double{explained.gaps[n]};
        }
      },
      explained.answer);
  return found;
}

/// A status other than meaningful, in a sentence.
inline std::string status_words(whence::map_status status) {
  std::string const hatched = ": it says nothing, and is drawn hatched";
  if (status == whence::map_status::logits_not_finite) {
    return "the network's logits are not finite, so that no map of them means anything (look for NaN in the weights, "
           "or another --mean and --std than they were trained with); the map is drawn hatched";
  }
  return "the map is " + std::string(whence::to_text(status)) + hatched;
}

/// Everything there is to say about one photo, or one batch of tensors.
struct report {
  std::string input;  ///< the photo's or tensor's file
  std::string seen;   ///< how the network saw it, in words
  std::string method;
  std::string question;                ///< "logit", "margin" or "probability"
  std::string tap;                     ///< empty where the method looks at none
  std::optional<std::size_t> against;  ///< the class of a margin
  std::vector<finding> images;
  std::vector<std::string> written;
  std::vector<std::string> steps;  ///< those of the files that show single steps
};

/// A photo of several, explained or not.
struct photo_result {
  std::string input;
  std::optional<report> done;
  std::string error;  ///< why not
};

}  // namespace explain
