// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <charconv>
#include <cstddef>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>
#include <whence/core/nearest_names.hpp>
#include <whence/scores/class_choice.hpp>

#include "embedded.hpp"
#include "explain/usage_error.hpp"

namespace explain {

/// The names of a model's classes.
class class_names {
 public:
  /// @param file one name a line; empty: the names that came with the model, else those that fit the number of
  ///        classes, or "class 7" where none do
  /// @param classes how many the model has
  /// @param of_model names that came with the model, one a line
  /// @throws whence::error where the file cannot be read, or holds another number of names
  class_names(std::string const& file, std::size_t classes, std::string_view of_model = {}) {
    if (!file.empty()) {
      std::ifstream stream(file);
      std::stringstream text;
      if (!stream || !(text << stream.rdbuf())) {
        throw whence::error(file, "a readable list of class names",
                            "a file that is missing, empty or cannot be opened");
      }
      names_ = lines(text.str());
      if (names_.size() != classes) {
        throw whence::error(file, std::to_string(classes) + " names, one a line, as many as the model has classes",
                            std::to_string(names_.size()));
      }
    } else if (!of_model.empty()) {
      names_ = lines(of_model);
    } else if (classes == 1000) {
      names_ = lines(embedded_imagenet_labels());
    } else {
      for (std::size_t i = 0; i != classes; ++i) names_.push_back("class " + std::to_string(i));
    }
  }

  [[nodiscard]] std::string const& operator[](std::size_t index) const { return names_[index]; }

  /// The name, and where it does not say so itself, which class that is.
  [[nodiscard]] std::string with_index(std::size_t index) const {
    std::string const number = "class " + std::to_string(index);
    return names_[index] == number ? number : names_[index] + " (" + number + ')';
  }

  /// @param wanted "top", an index, or a name in upper or lower case
  /// @throws usage_error with the nearest names
  [[nodiscard]] whence::class_choice find(std::string const& wanted) const {
    if (wanted == "top") return {};
    return find_one(wanted);
  }

  /// The same, where "top" is no answer.
  [[nodiscard]] std::size_t find_one(std::string const& wanted) const {
    auto const same = [](std::string const& a, std::string const& b) {
      return std::ranges::equal(a, b, [](char x, char y) { return whence::detail::same_letter(x, y); });
    };
    auto const found = std::ranges::find_if(names_, [&](std::string const& name) { return same(name, wanted); });
    if (found != names_.end()) return static_cast<std::size_t>(found - names_.begin());
    std::size_t index = 0;
    auto const [end, problem] = std::from_chars(wanted.data(), wanted.data() + wanted.size(), index);
    if (problem == std::errc{} && end == wanted.data() + wanted.size() && index < names_.size()) return index;
    throw usage_error("class '" + wanted + "'",
                      "an index below " + std::to_string(names_.size()) + ", or a name such as " +
                          whence::nearest_names_text(wanted, names_),
                      "'" + wanted + "'");
  }

 private:
  static std::vector<std::string> lines(std::string_view text) {
    std::vector<std::string> result;
    while (!text.empty()) {
      std::size_t const end = std::min(text.find('\n'), text.size());
      std::string line(text.substr(0, end));
      if (!line.empty() && line.back() == '\r') line.pop_back();
      if (!line.empty()) result.push_back(std::move(line));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    return result;
  }

  std::vector<std::string> names_;
};

}  // namespace explain
