// SPDX-License-Identifier: BSD-3-Clause
// load_full_width FOLDER: writes a full-width VGG16 (553 MB) in three dresses, one at a time, and loads each with its
// pages in memory. Fails where the best of three takes a second, or memory holds what could have been mapped.
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <support/pytorch_writer.hpp>
#include <whence/weights/read_weights.hpp>

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool is_sanitized = true;
#else
constexpr bool is_sanitized = false;
#endif

constexpr std::size_t whole = std::size_t{138'357'544} * sizeof(float);

/// A row of /proc/self/status, in bytes.
std::size_t memory(std::string const& row) {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;) {
    std::size_t kilobytes = 0;
    if (word == row + ":" && status >> kilobytes) return kilobytes * 1024;
  }
  return 0;
}

struct measured {
  double best_ms = 1e9;
  std::size_t own = 0;     ///< memory of the process's own that the weights hold
  std::size_t mapped = 0;  ///< pages of the file that they hold
  float last = 0.0f;
};

measured load_thrice(std::string const& path) {
  measured result;
  for (int run = 0; run != 3; ++run) {
    std::size_t const own = memory("RssAnon"), mapped = memory("RssFile");
    auto const start = std::chrono::steady_clock::now();
    auto const weights = whence::read_weights<float>(path);
    std::chrono::duration<double, std::milli> const taken = std::chrono::steady_clock::now() - start;
    result.best_ms = std::min(result.best_ms, taken.count());
    result.own = std::max(memory("RssAnon"), own) - own;
    result.mapped = std::max(memory("RssFile"), mapped) - mapped;
    result.last = weights.at("classifier.6.weight").values()[1021 * 4000];
  }
  return result;
}

/// @param most_own what of the file's size may be in memory of the process's own
bool holds(std::string const& dress, std::string const& path, std::size_t most_own) {
  auto const [best_ms, own, mapped, last] = load_thrice(path);
  std::filesystem::remove(path);
  std::cout << dress << ": " << best_ms << " ms, " << own / 1'000'000 << " MB of its own, " << mapped / 1'000'000
            << " MB of the file's pages\n";
  bool const is_right = last == static_cast<float>(1021 * 4000 % 4093);
  bool const is_quick = is_sanitized || best_ms < 1000.0;
  bool const is_small = is_sanitized || (own <= most_own && own + mapped <= most_own + 64'000'000);
  if (!is_right) std::cout << "  wrong values\n";
  if (!is_quick) std::cout << "  expected less than 1000 ms\n";
  if (!is_small) std::cout << "  expected at most " << most_own / 1'000'000 << " MB of its own, and no second copy\n";
  return is_right && is_quick && is_small;
}

}  // namespace

int main(int argc, char* argv[]) try {
  if (argc != 2) {
    std::cerr << "usage: load_full_width FOLDER\n";
    return 2;
  }
  std::string const path = std::string(argv[1]) + "/full_width.pth";
  auto const tensors = whence::test::full_width_vgg16();
  constexpr std::size_t little = 64'000'000;
  bool good = true;

  whence::test::write_torch_archive(path, tensors);
  good = holds("zip archive", path, little) && good;

  whence::test::write_torch_stream(path, tensors, 0);
  std::size_t const header = std::filesystem::file_size(path) - whole - tensors.size() * sizeof(std::uint64_t);
  std::size_t const aligned = (4 - header % 4) % 4;
  whence::test::write_torch_stream(path, tensors, aligned);
  good = holds("stream, data aligned", path, little) && good;
  whence::test::write_torch_stream(path, tensors, aligned + 1);
  good = holds("stream, data not aligned", path, whole + little) && good;
  return good ? 0 : 1;
} catch (std::exception const& problem) {
  std::cerr << problem.what() << '\n';
  return 1;
}
