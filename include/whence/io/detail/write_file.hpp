// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <span>
#include <string>
#include <system_error>
#include <whence/io/detail/read_file.hpp>
#include <whence/io/write_error.hpp>

namespace whence::detail {

/// Everything into an open file, or an exception that says why not. The file is closed either way: only then does every
/// error show.
inline void write_and_close(file_handle file, std::span<std::byte const> bytes, std::filesystem::path const& path) {
  bool const is_written = std::fwrite(bytes.data(), 1, bytes.size(), file.get()) == bytes.size();
  int const write_code = errno;
  bool const is_closed = std::fclose(file.release()) == 0;
  if (!is_written || !is_closed) {
    throw write_error(path.string(), "room for " + std::to_string(bytes.size()) + " bytes",
                      reason_of(is_written ? errno : write_code));
  }
}

/// A new file of a name that nobody uses, beside `path`.
[[nodiscard]] inline std::filesystem::path open_beside(std::filesystem::path const& path, file_handle& file) {
  for (int attempt = 0; attempt != 1000; ++attempt) {
    std::filesystem::path beside = path;
    beside += ".part" + std::to_string(attempt);
    file.reset(std::fopen(beside.c_str(), "wbx"));  // x: fails where the file exists, even if it appeared just now
    if (file) return beside;
    if (errno != EEXIST) break;
  }
  throw write_error(path.string(), "a folder that can be written to", reason_of(errno));
}

/// The bytes as a file, all of them or none: they are written beside it and renamed when complete. What is not a
/// regular file (a pipe, /dev/stdout) is written to as it is; a symbolic link stays and its target is replaced.
inline void write_file(std::filesystem::path const& path, std::span<std::byte const> bytes) {
  std::error_code code;
  auto const status = std::filesystem::status(path, code);
  if (std::filesystem::is_directory(status)) throw write_error(path.string(), "a file's name", "a directory");
  if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) {
    file_handle file(std::fopen(path.c_str(), "wb"));
    if (!file) throw write_error(path.string(), "a file that can be written to", reason_of(errno));
    return write_and_close(std::move(file), bytes, path);
  }
  auto target = path;
  if (std::filesystem::is_symlink(path, code) && std::filesystem::exists(status)) {
    target = std::filesystem::canonical(path);
  }
  file_handle file;
  auto const beside = open_beside(target, file);
  try {
    write_and_close(std::move(file), bytes, path);
    std::filesystem::rename(beside, target, code);
    if (code) throw write_error(path.string(), "a file that can be replaced", code.message());
  } catch (...) {
    std::filesystem::remove(beside, code);
    throw;
  }
}

}  // namespace whence::detail
