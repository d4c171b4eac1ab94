// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <boost/test/unit_test.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>
#include <whence/weights/read_safetensors.hpp>

namespace whence_test {

/// A safetensors file put together by hand: any header length, any text, any data.
inline std::vector<std::byte> safetensors_bytes(std::string_view header, std::size_t data_bytes,
                                                std::uint64_t header_length) {
  std::vector<std::byte> file;
  for (int i = 0; i != 8; ++i) file.push_back(static_cast<std::byte>(header_length >> (8 * i) & 0xff));
  for (char const c : header) file.push_back(static_cast<std::byte>(c));
  file.resize(file.size() + data_bytes);
  return file;
}

inline std::vector<std::byte> safetensors_bytes(std::string_view header, std::size_t data_bytes = 0) {
  return safetensors_bytes(header, data_bytes, header.size());
}

/// Checks that a file is refused, and that each part of the complaint holds the words given.
inline void check_refused(std::vector<std::byte> const& file, std::string const& where, std::string const& expected,
                          std::string const& got, whence::weight_limits const& limits = {}) {
  BOOST_CHECK_EXCEPTION((void)whence::read_safetensors(std::span(file), limits, "file"), whence::weights_error,
                        [&](whence::weights_error const& error) {
                          BOOST_TEST_INFO(error.what());
                          bool const is_told = error.where().starts_with("file") &&
                                               error.where().find(where) != std::string::npos &&
                                               error.expected().find(expected) != std::string::npos &&
                                               error.got().find(got) != std::string::npos;
                          if (!is_told) BOOST_TEST_MESSAGE(error.what());
                          return is_told;
                        });
}

inline void check_refused(std::string_view header, std::size_t data_bytes, std::string const& where,
                          std::string const& expected, std::string const& got) {
  check_refused(safetensors_bytes(header, data_bytes), where, expected, got);
}

}  // namespace whence_test
