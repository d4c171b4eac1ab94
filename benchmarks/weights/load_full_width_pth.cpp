// SPDX-License-Identifier: BSD-3-Clause
// Loading a full-width VGG16 of 553 MB in PyTorch's formats, its pages in memory: seconds until the weights are there,
// and what they hold in memory once every page of them was looked at. In a stream that is not aligned, as torchvision's
// file of 2017 is not, all must be copied once. The file lies in the folder for temporary files (TMPDIR) and is gone at
// the end.
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <filesystem>
#include <optional>
#include <string>
#include <support/own_time.hpp>
#include <support/pytorch_writer.hpp>
#include <support/resident_memory.hpp>
#include <system_error>
#include <vector>
#include <whence/weights/read_weights.hpp>

namespace {

enum class dress { archive, aligned_stream, stream };

/// The file in one dress, as long as this lives.
class full_width_file {
 public:
  explicit full_width_file(dress worn) {
    switch (worn) {
      case dress::archive: whence::test::write_torch_archive(path_, tensors_); break;
      case dress::aligned_stream: whence::test::write_aligned_torch_stream(path_, tensors_, 0); break;
      case dress::stream: whence::test::write_aligned_torch_stream(path_, tensors_, 1); break;
    }
  }
  full_width_file(full_width_file const&) = delete;
  full_width_file& operator=(full_width_file const&) = delete;
  ~full_width_file() {
    std::error_code nothing_to_do;
    std::filesystem::remove(path_, nothing_to_do);
  }

  [[nodiscard]] std::string const& path() const { return path_; }
  [[nodiscard]] bool is_in(whence::weight_map<float> const& weights) const {
    for (auto const& tensor : tensors_) {
      if (!whence::test::has_values(tensor, weights)) return false;
    }
    return true;
  }

 private:
  std::string path_ =
      (std::filesystem::temp_directory_path() / ("whence_full_width." + std::to_string(getpid()) + ".pth")).string();
  std::vector<whence::test::written_tensor> tensors_ = whence::test::full_width_vgg16();
};

double megabytes(char const* row) {
  return static_cast<double>(whence::test::resident_memory(row)) / 1e6;
}

void load(benchmark::State& state, dress worn) {
  full_width_file const file(worn);
  double own = 0.0, mapped = 0.0, others = 0.0;
  for (auto _ : state) {
    state.PauseTiming();
    whence::test::drop_freed_memory();
    double const own_before = megabytes("RssAnon"), mapped_before = megabytes("RssFile");
    whence::test::own_time const clock;
    state.ResumeTiming();
    std::optional weights(whence::read_weights<float>(file.path()));
    state.PauseTiming();
    auto const passed = clock.passed();
    others = passed.wall_ms - passed.own_ms;
    if (!file.is_in(*weights)) state.SkipWithError("wrong values");
    own = megabytes("RssAnon") - own_before;
    mapped = megabytes("RssFile") - mapped_before;
    weights.reset();  // not timed
    state.ResumeTiming();
  }
  state.counters["others_ms"] = others;  // of the time: other programs had the cores
  state.counters["own_MB"] = own;
  state.counters["mapped_MB"] = mapped;
}

// Three loads, each shown: the memory is that of one.
void thrice(benchmark::internal::Benchmark* measured) {
  measured->Iterations(1)->Repetitions(3)->Unit(benchmark::kMillisecond)->UseRealTime();
}
BENCHMARK_CAPTURE(load, zip_archive, dress::archive)->Apply(thrice);
BENCHMARK_CAPTURE(load, stream_aligned, dress::aligned_stream)->Apply(thrice);
BENCHMARK_CAPTURE(load, stream_not_aligned, dress::stream)->Apply(thrice);

}  // namespace

BENCHMARK_MAIN();
