// SPDX-License-Identifier: BSD-3-Clause
// What `explain` prints: for people, or as JSON.
#pragma once
#include <rapidjson/ostreamwrapper.h>
#include <rapidjson/prettywriter.h>
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iomanip>
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
  rapidjson::OStreamWrapper stream(out);
  rapidjson::PrettyWriter<rapidjson::OStreamWrapper> json(stream);
  json.SetIndent(' ', 2);
  auto const text = [&](char const* key, std::string_view value) {
    json.Key(key);
    json.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
  };
  auto const number = [&](char const* key, double value) {
    json.Key(key);
    std::isfinite(value) ? json.Double(value) : json.Null();  // JSON has no word for what is not finite
  };
  auto const named_class = [&](std::size_t index) {
    json.Key("index");
    json.Uint64(index);
    text("name", (*run.names)[index]);
  };

  json.StartObject();
  text("input", run.input);
  text("seen", run.seen);
  text("method", run.method);
  if (!run.tap.empty()) text("tap", run.tap);
  json.Key("images");
  json.StartArray();
  for (std::size_t n = 0; n != run.images(); ++n) {
    json.StartObject();
    json.Key("classes");
    json.StartArray();
    for (auto const& [index, probability] : best_classes(run.explained->logits, n)) {
      json.StartObject();
      named_class(index);
      number("probability", probability);
      json.EndObject();
    }
    json.EndArray();
    auto const [index, score, status] = detail::verdict_of(*run.explained, n);
    json.Key("explained");
    json.StartObject();
    named_class(index);
    json.EndObject();
    if (run.against) {
      json.Key("against");
      json.StartObject();
      named_class(*run.against);
      json.EndObject();
    }
    number("score", score);
    text("status", whence::to_text(status));
    json.EndObject();
  }
  json.EndArray();
  json.Key("written");
  json.StartArray();
  for (auto const& file : run.written) json.String(file.data(), static_cast<rapidjson::SizeType>(file.size()));
  json.EndArray();
  json.EndObject();
  out << '\n';
}
