// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <system_error>
#include <whence/weights/weights_error.hpp>

namespace whence::detail {

/// A whole file in memory, read as its pages are touched. Whoever shortens the file meanwhile ends the program
/// (SIGBUS): replace files of weights by renaming, as the usual writers do.
class mapped_file {
 public:
  explicit mapped_file(std::filesystem::path const& path) {
    // Not blocking, so that a named pipe is refused below instead of waited for.
    int const file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0) throw weights_error(path.string(), "a readable file", reason(errno));
    closer const close_at_end{file};
    struct stat status {};
    if (::fstat(file, &status) != 0) throw weights_error(path.string(), "a readable file", reason(errno));
    if (!S_ISREG(status.st_mode)) {
      throw weights_error(path.string(), "a regular file",
                          S_ISDIR(status.st_mode) ? "a directory" : "a device or pipe");
    }
    size_ = static_cast<std::size_t>(status.st_size);
    if (size_ == 0) return;  // nothing to map, and mmap refuses
    void* const start = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, file, 0);
    if (start == MAP_FAILED) throw weights_error(path.string(), "a file that can be mapped", reason(errno));
    data_ = static_cast<std::byte const*>(start);
  }

  mapped_file(mapped_file const&) = delete;
  mapped_file& operator=(mapped_file const&) = delete;
  ~mapped_file() {
    if (data_ != nullptr) ::munmap(const_cast<std::byte*>(data_), size_);
  }

  [[nodiscard]] std::span<std::byte const> bytes() const noexcept { return {data_, size_}; }

  /// Gives back the memory of pages that were read for the last time, say because their values were copied. They stay
  /// readable: the next look loads them again.
  ///
  /// @param part of `bytes()`
  void give_back(std::span<std::byte const> part) const noexcept {
    auto const page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    auto const first = (static_cast<std::size_t>(part.data() - data_) + page - 1) / page * page;
    auto const end = static_cast<std::size_t>(part.data() - data_) + part.size();
    if (first < end) ::madvise(const_cast<std::byte*>(data_) + first, (end - first) / page * page, MADV_DONTNEED);
  }

 private:
  struct closer {
    int file;
    ~closer() { ::close(file); }
  };
  static std::string reason(int code) { return std::system_category().message(code); }

  std::byte const* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace whence::detail
