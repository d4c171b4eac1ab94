// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <string_view>
#include <whence/render/map_scale.hpp>
#include <whence/scores/class_logit.hpp>

namespace compare {

/// What there is to say about a method, and how its maps are painted.
struct method_words {
  std::string_view name;     ///< the library's, and the command line's
  std::string_view title;    ///< its authors'
  std::string_view formula;  ///< in words
  std::string_view source;
  std::string_view failure;  ///< known
  whence::map_scale scale = whence::map_scale::min_max;

  [[nodiscard]] bool shows_signs() const { return scale == whence::map_scale::symmetric; }
};

/// One of the list that is compared.
///
/// @tparam Score what the method is asked: a type made of a class_choice
template <class Method, class Score = whence::class_logit>
struct method_entry {
  method_words words;
  Method method;
};
template <class Method>
method_entry(method_words, Method) -> method_entry<Method>;

}  // namespace compare
