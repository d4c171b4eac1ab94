// SPDX-License-Identifier: BSD-3-Clause
// What `explain` prints: for people, or as JSON.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iomanip>
#include <nlohmann/json.hpp>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>
#include <whence/core/logit_row.hpp>
#include <whence/core/map_status.hpp>
#include <whence/scores/log_probability.hpp>

#include "explain/class_names.hpp"
#include "explain/methods.hpp"

struct ranked_class {
  std::size_t index;
  double probability;
};

/// The most probable classes of one image, best first.
inline std::vector<ranked_class> best_classes(whence::logit_matrix<float> const& logits, std::size_t image,
                                              std::size_t count = 5) {
  auto const row = whence::logit_row(logits, image);
  std::vector<ranked_class> ranked;
  for (std::size_t k = 0; k != row.size(); ++k) {
    ranked.push_back({k, std::exp(double{whence::log_probability_question{k}.value(row)})});
  }
  std::ranges::stable_sort(ranked, std::ranges::greater{}, &ranked_class::probability);
  ranked.resize(std::min(count, ranked.size()));
  return ranked;
}

/// Everything there is to say about one run.
struct report {
  std::string input;  ///< the photo's or tensor's file
  std::string seen;   ///< how the network saw it, in words
  std::string method;
  std::string tap;  ///< empty where the method looks at none
  std::optional<std::size_t> against;
  explanation const* explained = nullptr;
  class_names const* names = nullptr;
  std::vector<std::string> written;

  [[nodiscard]] std::size_t images() const { return explained->logits.shape(0); }
};

namespace detail {

struct verdict {
  std::size_t index;
  double score;
  whence::map_status status;
};

inline verdict verdict_of(explanation const& explained, std::size_t image) {
  return std::visit(
      [&](auto const& answer) {
        return verdict{answer.classes(image), double{answer.scores(image)}, answer.status[image]};
      },
      explained.answer);
}

}  // namespace detail

inline void print_text(std::ostream& out, report const& run) {
  class_names const& names = *run.names;
  out << run.input << ": " << run.seen << '\n';
  for (std::size_t n = 0; n != run.images(); ++n) {
    if (run.images() > 1) out << "image " << n << '\n';
    for (auto const& [index, probability] : best_classes(run.explained->logits, n)) {
      out << "  " << std::fixed << std::setprecision(1) << std::setw(5) << 100 * probability << " %  " << names[index]
          << '\n';
    }
    auto const [index, score, status] = detail::verdict_of(*run.explained, n);
    out << "explained: " << names[index] << " (class " << index << ')';
    if (run.against) out << " against " << names[*run.against] << " (class " << *run.against << ')';
    out << ", " << (run.against ? "margin " : "logit ") << std::setprecision(3) << score << ", by " << run.method;
    if (!run.tap.empty()) out << " at " << run.tap;
    out << '\n';
    if (status != whence::map_status::meaningful) {
      out << "the map is " << whence::to_text(status) << ": it says nothing, and is drawn hatched\n";
    }
  }
  for (auto const& file : run.written) out << "written: " << file << '\n';
}

inline void print_json(std::ostream& out, report const& run) {
  nlohmann::ordered_json document;
  document["input"] = run.input;
  document["seen"] = run.seen;
  document["method"] = run.method;
  if (!run.tap.empty()) document["tap"] = run.tap;
  for (std::size_t n = 0; n != run.images(); ++n) {
    nlohmann::ordered_json image;
    for (auto const& [index, probability] : best_classes(run.explained->logits, n)) {
      image["classes"].push_back({{"index", index}, {"name", (*run.names)[index]}, {"probability", probability}});
    }
    auto const [index, score, status] = detail::verdict_of(*run.explained, n);
    image["explained"] = {{"index", index}, {"name", (*run.names)[index]}};
    if (run.against) image["against"] = {{"index", *run.against}, {"name", (*run.names)[*run.against]}};
    image["score"] = score;
    image["status"] = whence::to_text(status);
    document["images"].push_back(std::move(image));
  }
  document["written"] = run.written;
  out << document.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n';
}
