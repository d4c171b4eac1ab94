// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

namespace whence::detail {

struct file_closer {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using file_handle = std::unique_ptr<std::FILE, file_closer>;

[[nodiscard]] inline std::string reason_of(int code) {
  return std::generic_category().message(code);
}

/// All bytes of a file, or of a pipe, none of whose claims of its size is believed.
///
/// @throws Error where it cannot be read or goes on behind `largest` bytes
template <class Error>
[[nodiscard]] std::vector<std::byte> read_file(std::filesystem::path const& path, std::size_t largest) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) throw Error(path.string(), "a file", "a directory");
  file_handle const file(std::fopen(path.c_str(), "rb"));
  if (!file) throw Error(path.string(), "a readable file", reason_of(errno));
  std::vector<std::byte> bytes;
  for (;;) {
    std::size_t const had = bytes.size();
    bytes.resize(std::min(std::max(had * 2, std::size_t{1} << 16), largest) +
                 1);  // one more, to see whether it goes on
    std::size_t const came = std::fread(bytes.data() + had, 1, bytes.size() - had, file.get());
    bool const is_full = had + came == bytes.size();
    bytes.resize(had + came);
    if (std::ferror(file.get()) != 0) throw Error(path.string(), "a readable file", reason_of(errno));
    if (bytes.size() > largest) {
      auto const size = std::filesystem::file_size(path, ignored);
      throw Error(path.string(), "a file of at most " + std::to_string(largest) + " bytes",
                  ignored ? std::string("more") : std::to_string(size) + " bytes");
    }
    if (!is_full) return bytes;
  }
}

}  // namespace whence::detail
