// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <stdexcept>
#include <string>
#include <utility>
#include <whence/core/detail/text_parts.hpp>

namespace whence {

/// The base of every exception this library throws. `what()` reads "where: expected ..., got ...".
class error : public std::runtime_error {
 public:
  [[gnu::cold]] error(std::string where, std::string expected, std::string got)
      : std::runtime_error(detail::joined({where, ": expected ", expected, ", got ", got})),
        where_(std::move(where)),
        expected_(std::move(expected)),
        got_(std::move(got)) {}

  /// The function, file, tensor or layer the complaint is about.
  [[nodiscard]] std::string const& where() const noexcept { return where_; }
  /// What would have been right.
  [[nodiscard]] std::string const& expected() const noexcept { return expected_; }
  /// What came instead.
  [[nodiscard]] std::string const& got() const noexcept { return got_; }

 private:
  std::string where_;
  std::string expected_;
  std::string got_;
};

}  // namespace whence
