// SPDX-License-Identifier: BSD-3-Clause
// What there is to say of photos and methods; the sheet, the page and the text say it.
#pragma once
#include <cstddef>
#include <iomanip>
#include <optional>
#include <sstream>
#include <string>
#include <vector>
#include <whence/core/map_status.hpp>
#include <whence/render/picture.hpp>

#include "compare/method_entry.hpp"
#include "compare/shared_passes.hpp"
#include "explain/class_names.hpp"

namespace compare {

/// What a method said of a photo.
struct method_result {
  method_words words;
  cost own;               ///< without what is shared
  cost shared;            ///< what it takes part in
  std::size_t index = 0;  ///< the class explained
  double score = 0;
  bool is_probability = false;  ///< the score, instead of a logit
  whence::map_status status = whence::map_status::meaningful;
  std::optional<whence::picture> picture;  ///< absent where the method failed
  std::string error;                       ///< why it did
};

/// What became of a photo.
struct photo_result {
  std::string file;
  std::string error;  ///< why it was not explained; empty where it was
  std::string seen;   ///< how the network saw it
  whence::picture picture;
  std::size_t index = 0;  ///< the class asked about
  double logit = 0;
  std::optional<double> probability;  ///< absent where nothing is probable
  cost spent;                         ///< on all methods together
  std::vector<method_result> methods;
};

inline std::string fixed_text(double value, int digits) {
  std::ostringstream text;
  text << std::fixed << std::setprecision(digits) << value;
  return text.str();
}

inline std::string seconds_text(double seconds) {
  return fixed_text(seconds, seconds < 9.95 ? 2 : seconds < 99.5 ? 1 : 0) + " s";
}

/// Passes in words: all that a method rests on, and how many of them others rest on too.
inline std::string passes_text(passes const& own, passes const& shared) {
  passes const all = own + shared;
  bool const all_shared = all == shared;
  std::string text;
  std::size_t kinds = 0;
  auto const add = [&](std::size_t count, std::size_t with_others, std::string const& kind) {
    if (count == 0) return;
    text += (kinds++ == 0 ? "" : ", ") + std::to_string(count) + ' ' + kind;
    if (all_shared || with_others == 0) return;
    text += with_others == count ? " (shared)" : " (" + std::to_string(with_others) + " shared)";
  };
  add(all.forward, shared.forward, "forward");
  add(all.backward, shared.backward, "backward");
  add(all.resumed, shared.resumed, "from the tap");
  if (kinds == 0) return "no pass";
  return text + (!all_shared ? "" : kinds == 1 ? ", shared" : ", all shared");
}

inline std::string score_text(method_result const& result) {
  return (result.is_probability ? "probability " : "logit ") + fixed_text(result.score, 3);
}

inline std::string status_text(method_result const& result) {
  return "map " + std::string(whence::to_text(result.status));
}

/// The class and how sure the network is of it, in words.
inline std::string class_text(photo_result const& photo, explain::class_names const& names) {
  return names.with_index(photo.index) + ", logit " + fixed_text(photo.logit, 3) +
         (photo.probability ? ", probability " + fixed_text(100 * *photo.probability, 1) + " %" : "");
}

}  // namespace compare
