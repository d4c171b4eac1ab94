// SPDX-License-Identifier: BSD-3-Clause
// load_full_width FOLDER: writes a full-width VGG16 (553 MB) in three dresses, one at a time, and loads each with its
// pages in memory. Fails where the best of three takes a second, waits for a core that other programs had not counted,
// or memory holds what could have been mapped, after every page was looked at.
#include <algorithm>
#include <cstddef>
#include <exception>
#include <filesystem>
#include <iostream>
#include <string>
#include <support/own_time.hpp>
#include <support/pytorch_writer.hpp>
#include <support/resident_memory.hpp>
#include <support/sanitized.hpp>
#include <system_error>
#include <utility>
#include <vector>
#include <whence/weights/read_weights.hpp>

namespace {

using whence::test::is_sanitized;
using whence::test::resident_memory;

constexpr std::size_t whole = std::size_t{138'357'544} * sizeof(float);
constexpr std::size_t little = 64'000'000;

/// A file that is gone with its scope.
class passing_file {
 public:
  explicit passing_file(std::string path) : path_(std::move(path)) {}
  passing_file(passing_file const&) = delete;
  passing_file& operator=(passing_file const&) = delete;
  ~passing_file() {
    std::error_code nothing_to_do;
    std::filesystem::remove(path_, nothing_to_do);
  }

 private:
  std::string path_;
};

struct measured {
  whence::test::measured_time best{1e9, 1e9};
  std::size_t peak = 0;    ///< what loading added to all that is in memory, at its highest; 0 where it is not known
  std::size_t own = 0;     ///< memory of the process's own that the weights hold, once all were looked at
  std::size_t mapped = 0;  ///< pages of the file that they hold
  bool is_right = true;
};

measured load_thrice(std::string const& path, std::vector<whence::test::written_tensor> const& tensors) {
  measured result;
  for (int run = 0; run != 3; ++run) {
    whence::test::drop_freed_memory();
    bool const has_peak = whence::test::forget_peak_memory();
    std::size_t const all = resident_memory("VmRSS");
    std::size_t const own = resident_memory("RssAnon"), mapped = resident_memory("RssFile");
    whence::test::own_time const clock;
    auto const weights = whence::read_weights<float>(path);
    auto const taken = clock.passed();
    if (taken.own_ms < result.best.own_ms) result.best = taken;
    if (has_peak) result.peak = std::max(result.peak, std::max(resident_memory("VmHWM"), all) - all);
    for (auto const& tensor : tensors) result.is_right = whence::test::has_values(tensor, weights) && result.is_right;
    result.own = std::max(result.own, std::max(resident_memory("RssAnon"), own) - own);
    result.mapped = std::max(result.mapped, std::max(resident_memory("RssFile"), mapped) - mapped);
  }
  return result;
}

/// @param most_own what of the file's size may be in memory of the process's own
bool holds(std::string const& dress, measured const& found, std::size_t most_own) {
  std::cout << dress << ": " << found.best.own_ms << " ms (" << found.best.wall_ms
            << " beside other programs), at most " << found.peak / 1'000'000 << " MB more meanwhile; then "
            << found.own / 1'000'000 << " MB of its own and " << found.mapped / 1'000'000
            << " MB of the file's pages\n";
  bool const is_quick = is_sanitized || found.best.own_ms < 1000.0;
  bool const is_small =
      is_sanitized || (found.own <= most_own && found.own + found.mapped <= whole + little && found.peak <= most_own);
  if (!found.is_right) std::cout << "  wrong values\n";
  if (!is_quick) std::cout << "  expected less than 1000 ms\n";
  if (!is_small) std::cout << "  expected at most " << most_own / 1'000'000 << " MB of its own, and no second copy\n";
  return found.is_right && is_quick && is_small;
}

}  // namespace

int main(int argc, char* argv[]) try {
  if (argc != 2) {
    std::cerr << "usage: load_full_width FOLDER\n";
    return 2;
  }
  std::string const path = std::string(argv[1]) + "/full_width.pth";
  passing_file const file(path);
  auto const tensors = whence::test::full_width_vgg16();
  bool good = true;

  whence::test::write_torch_archive(path, tensors);
  good = holds("zip archive", load_thrice(path, tensors), little) && good;
  whence::test::write_aligned_torch_stream(path, tensors, 0);
  good = holds("stream, data aligned", load_thrice(path, tensors), little) && good;
  whence::test::write_aligned_torch_stream(path, tensors, 1);
  good = holds("stream, data not aligned", load_thrice(path, tensors), whole + little) && good;
  return good ? 0 : 1;
} catch (std::exception const& problem) {
  std::cerr << problem.what() << '\n';
  return 1;
}
