// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <new>
#include <stdexcept>
#include <string>
#include <vector>
#include <whence/core/error.hpp>

#include "in_child.hpp"
#include "readers.hpp"

namespace attacks {

/// What the child is at, where its parent can see it even after its death.
struct progress {
  std::size_t place = 0;  ///< where the file is cut, or the byte that is another
  unsigned value = 0;     ///< of that byte; 256 for a cut
  std::size_t values = 0;
  std::size_t refusals = 0;
};

[[nodiscard]] inline std::string text_of(progress const& at) {
  return at.value == 256 ? "cut behind " + std::to_string(at.place) + " bytes"
                         : "byte " + std::to_string(at.place) + " made " + std::to_string(at.value);
}

/// Has a valid file read cut behind each of its bytes, and with one byte changed, some thousand times: each must come
/// to a value or a whence::error.
inline int cut_and_flip(std::string const& reader, std::filesystem::path const& seed) {
  void* const shared = ::mmap(nullptr, sizeof(progress), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED) throw std::runtime_error("no shared memory");
  auto* const at = new (shared) progress;
  auto const good = bytes_of(seed);
  if (good.empty()) throw std::runtime_error("cannot read " + seed.string());
  // A file in memory: on a disk, some file systems wait for each of thousands to be written.
  int const file = ::memfd_create("seed", 0);
  if (file < 0) throw std::runtime_error("no file in memory");
  std::string const path = "/proc/self/fd/" + std::to_string(file);

  auto const try_one = [&](std::vector<std::byte> const& bytes) {
    try {
      if (!read_from_memory(reader, bytes, path)) {
        bool const is_written = ::ftruncate(file, 0) == 0 &&
                                ::pwrite(file, bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size());
        if (!is_written) throw std::runtime_error("no room for a file in memory");
        read_from_file(reader, path);
      }
      ++at->values;
    } catch (whence::error const&) {
      ++at->refusals;
    }
  };
  auto const came = in_child(
      [&] {
        try_one(good);
        if (at->values != 1) throw std::runtime_error("a good file, to begin with, is refused");
        at->value = 256;
        for (at->place = 0; at->place != good.size(); ++at->place) {
          try_one({good.begin(), good.begin() + static_cast<std::ptrdiff_t>(at->place)});
        }
        // Each byte: all bits turned, the highest, the lowest, none and all of them; in long files, every n-th byte.
        std::size_t const step = good.size() / 1000 + 1;
        for (at->place = 0; at->place < good.size(); at->place += step) {
          auto const was = std::to_integer<unsigned>(good[at->place]);
          for (unsigned const value : {was ^ 0xffu, was ^ 0x80u, was ^ 1u, 0u, 0xffu}) {
            if (value == was) continue;
            at->value = value;
            auto bytes = good;
            bytes[at->place] = static_cast<std::byte>(value);
            try_one(bytes);
          }
        }
        // Any two bytes, as a linear congruential generator of Knuth's has them.
        std::uint64_t state = good.size();
        auto const next = [&state](std::size_t below) {
          state = state * 6'364'136'223'846'793'005u + 1'442'695'040'888'963'407u;
          return static_cast<std::size_t>(state >> 33) % below;
        };
        for (std::size_t n = 0; n != 2000; ++n) {
          auto bytes = good;
          bytes[next(good.size())] = static_cast<std::byte>(next(256));
          at->place = next(good.size());
          at->value = static_cast<unsigned>(next(256));
          bytes[at->place] = static_cast<std::byte>(at->value);
          try_one(bytes);
        }
        return std::string();
      },
      120);
  ::close(file);
  std::printf("%s: %zu read, %zu refused\n", seed.filename().c_str(), at->values, at->refusals);
  if (came.kind == answer::value && at->values != 0) return 0;
  std::printf("%s, %s: %s\n", seed.filename().c_str(), text_of(*at).c_str(), came.message.c_str());
  return 1;
}

}  // namespace attacks
