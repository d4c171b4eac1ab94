// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace whence_test {

inline std::filesystem::path golden(std::string const& name) {
  return std::filesystem::path(WHENCE_TEST_DATA) / "io" / name;
}

inline std::vector<std::byte> bytes_of(std::filesystem::path const& path) {
  std::ifstream in(path, std::ios::binary);
  std::string const text{std::istreambuf_iterator<char>(in), {}};
  BOOST_TEST_REQUIRE(!text.empty());
  std::vector<std::byte> bytes;
  for (char const c : text) bytes.push_back(static_cast<std::byte>(c));
  return bytes;
}

inline void write_text(std::filesystem::path const& path, std::string const& text) {
  std::ofstream(path, std::ios::binary) << text;
}

/// A folder of the test's own, gone afterwards.
struct temporary_folder {
  std::filesystem::path path;
  temporary_folder() : path(std::filesystem::temp_directory_path() / ("whence_io_test_" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(path);
  }
  temporary_folder(temporary_folder const&) = delete;
  temporary_folder& operator=(temporary_folder const&) = delete;
  ~temporary_folder() { std::filesystem::remove_all(path); }

  [[nodiscard]] std::size_t files() const {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(path), {}));
  }
};

/// Whether each part of a complaint holds the words given.
inline auto says(std::string const& where, std::string const& expected, std::string const& got) {
  return [=](auto const& error) {
    bool const is_said = error.where().find(where) != std::string::npos &&
                         error.expected().find(expected) != std::string::npos &&
                         error.got().find(got) != std::string::npos;
    if (!is_said) BOOST_TEST_MESSAGE(error.what());
    return is_said;
  };
}

}  // namespace whence_test
