// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>
#include <whence/core/detail/printable.hpp>
#include <whence/io/npy_error.hpp>

namespace whence::detail {

/// What a NumPy file says of its array.
struct npy_header {
  std::optional<std::string> descr;  ///< byte order, kind and size of an element: `<f4`
  std::optional<bool> fortran_order;
  std::optional<std::vector<std::size_t>> shape;
};

/// Text of a file as messages show it.
[[nodiscard]] inline std::string quoted_npy_text(std::string_view text) {
  return "'" + detail::printable(text, 40) + "'";
}

/// Reads the Python dictionary that is a NumPy file's header: three known keys in any order, no other Python.
class npy_header_parser {
 public:
  npy_header_parser(std::string_view text, std::string source) : rest_(text), source_(std::move(source)) {}

  [[nodiscard]] npy_header parse() {
    npy_header header;
    expect('{');
    while (!accept('}')) {
      std::string const key = string();
      expect(':');
      bool const is_repeated = (key == "descr" && header.descr) || (key == "fortran_order" && header.fortran_order) ||
                               (key == "shape" && header.shape);
      if (is_repeated) refuse("every key once", detail::quoted_npy_text(key) + " twice");
      if (key == "descr") {
        header.descr = string();
      } else if (key == "fortran_order") {
        header.fortran_order = boolean();
      } else if (key == "shape") {
        header.shape = shape();
      } else {
        refuse("the keys descr, fortran_order and shape", detail::quoted_npy_text(key));
      }
      if (!accept(',')) {
        expect('}');
        break;
      }
    }
    skip_space();
    if (!rest_.empty()) refuse("nothing behind the dictionary", shown());
    if (!header.descr || !header.fortran_order || !header.shape) {
      refuse("the keys descr, fortran_order and shape", "fewer");
    }
    return header;
  }

 private:
  static constexpr std::size_t most_axes = 64;  // NumPy's own

  [[noreturn]] void refuse(std::string const& expected, std::string const& got) const {
    throw npy_error(source_ + ", header", expected, got);
  }

  /// What comes next, as messages show it.
  [[nodiscard]] std::string shown() const {
    return rest_.empty() ? "its end" : detail::quoted_npy_text(rest_.substr(0, 24));
  }

  void skip_space() { rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\n"), rest_.size())); }

  bool accept(char symbol) {
    skip_space();
    if (!rest_.starts_with(symbol)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  void expect(char symbol) {
    if (!accept(symbol)) refuse(std::string("'") + symbol + "'", shown());
  }

  std::string string() {
    skip_space();
    if (!rest_.starts_with('\'') && !rest_.starts_with('"')) refuse("a string (one plain element type)", shown());
    auto const end = rest_.find(rest_.front(), 1);
    if (end == rest_.npos) refuse("a string that ends", shown());
    std::string text(rest_.substr(1, end - 1));
    rest_.remove_prefix(end + 1);
    return text;
  }

  bool boolean() {
    skip_space();
    for (auto const& [word, value] : {std::pair{std::string_view("False"), false}, {std::string_view("True"), true}}) {
      if (rest_.starts_with(word)) {
        rest_.remove_prefix(word.size());
        return value;
      }
    }
    refuse("True or False", shown());
  }

  std::vector<std::size_t> shape() {
    std::vector<std::size_t> extents;
    expect('(');
    while (!accept(')')) {
      skip_space();
      std::size_t extent = 0;
      auto const [end, code] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), extent);
      if (code != std::errc{}) refuse("extents from 0 to " + std::to_string(SIZE_MAX), shown());
      rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
      if (rest_.starts_with('L')) rest_.remove_prefix(1);  // Python 2 wrote long integers so
      if (extents.size() == most_axes) refuse("a shape of at most " + std::to_string(most_axes) + " axes", "more");
      extents.push_back(extent);
      if (!accept(',')) {
        expect(')');
        break;
      }
    }
    return extents;
  }

  std::string_view rest_;
  std::string source_;
};

}  // namespace whence::detail
