// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cctype>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace whence {

namespace detail {

inline bool same_letter(char a, char b) {
  return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
}

/// Levenshtein's distance, upper and lower case taken as the same.
[[gnu::cold]] inline std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j != row.size(); ++j) row[j] = j;
  for (std::size_t i = 0; i != a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j != b.size(); ++j) {
      std::size_t const replaced = diagonal + (detail::same_letter(a[i], b[j]) ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

}  // namespace detail

/// The names most like the one asked for, for error messages: names that contain it first, then by edit distance, upper
/// and lower case taken as the same.
///
/// @param asked the unknown name
/// @param names those that exist
/// @param count how many to return at most
[[nodiscard, gnu::cold]] inline std::vector<std::string> nearest_names(std::string_view asked,
                                                                       std::vector<std::string> const& names,
                                                                       std::size_t count = 3) {
  std::vector<std::pair<std::size_t, std::size_t>> ranked;  // distance, position
  for (std::size_t i = 0; i != names.size(); ++i) {
    auto const place = std::search(names[i].begin(), names[i].end(), asked.begin(), asked.end(), detail::same_letter);
    bool const contained = !asked.empty() && place != names[i].end();
    ranked.emplace_back(contained ? 0 : detail::edit_distance(asked, names[i]), i);
  }
  std::sort(ranked.begin(), ranked.end());
  std::vector<std::string> nearest;
  for (std::size_t i = 0; i != std::min(count, ranked.size()); ++i) nearest.push_back(names[ranked[i].second]);
  return nearest;
}

/// The same as one phrase: `features.28, features.2 or features.26`; empty where there are no names.
[[nodiscard, gnu::cold]] inline std::string nearest_names_text(std::string_view asked,
                                                               std::vector<std::string> const& names,
                                                               std::size_t count = 3) {
  auto const nearest = whence::nearest_names(asked, names, count);
  std::string text;
  for (std::size_t i = 0; i != nearest.size(); ++i) {
    if (i != 0) text += i + 1 == nearest.size() ? " or " : ", ";
    text += nearest[i];
  }
  return text;
}

}  // namespace whence
