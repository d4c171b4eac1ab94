// SPDX-License-Identifier: BSD-3-Clause
// The convolutions of VGG16, one image, forward and back: the engines, and the textbook's im2col with one product of
// OpenBLAS. onednn_convolutions.cpp adds oneDNN's.
#include <algorithm>
#include <cstddef>
#include <memory>
#include <vector>
#include <whence/backends/reference/detail/blocked_maps.hpp>
#include <whence/backends/reference/detail/multiply_tile.hpp>  // and with it the wrapper of CBLAS
#include <whence/backends/reference/detail/scratch_pool.hpp>
#include <whence/backends/reference/detail/winograd_convolution.hpp>
#include <whence/backends/reference/layers/convolution.hpp>

#include "support/vgg_convolutions.hpp"

namespace {

using benchmarks::vgg_convolution;
namespace ref = whence::reference;

void exact_forward(benchmark::State& state, vgg_convolution const& layer) {
  ref::convolution<float> const convolution(benchmarks::some_filters(layer));
  auto const input = benchmarks::some_tensor(1, layer.channels, layer.side, layer.side);
  for (auto _ : state) benchmark::DoNotOptimize(convolution.forward(input, {}));
}

void exact_pullback(benchmark::State& state, vgg_convolution const& layer) {
  ref::convolution<float> const convolution(benchmarks::some_filters(layer));
  auto const gradient = benchmarks::some_tensor(1, layer.filters, layer.side, layer.side);
  for (auto _ : state) benchmark::DoNotOptimize(convolution.pullback(gradient, layer.input(), {}));
}

/// As within a network: blocked maps in and out, no ReLU or pooling, which cost nothing beside it.
template <class Run>
void winograd(benchmark::State& state, vgg_convolution const& layer, bool keep_weights, ref::map_shape const& from,
              ref::map_shape const& to, Run run) {
  auto const scratch = std::make_shared<ref::detail::scratch_pool>();
  ref::detail::winograd_convolution const convolution(benchmarks::some_filters(layer), keep_weights, scratch);
  auto const input =
      ref::detail::blocked_maps::of(benchmarks::some_tensor(1, from.channels, from.height, from.width), *scratch, {});
  ref::detail::blocked_maps const output(1, to, *scratch);
  ref::detail::kernels::tile_job job;
  job.images = 1;
  job.height = layer.side;
  job.width = layer.side;
  job.input = input.data();
  job.plain = output.data();
  run(convolution, job);  // transforms the weights
  for (auto _ : state) run(convolution, job);
}

void winograd_forward(benchmark::State& state, vgg_convolution const& layer, bool keep_weights) {
  winograd(state, layer, keep_weights, layer.input(), layer.output(),
           [](auto const& convolution, auto const& job) { convolution.forward(job, {}); });
}

void winograd_pullback(benchmark::State& state, vgg_convolution const& layer) {
  winograd(state, layer, true, layer.output(), layer.input(),
           [](auto const& convolution, auto const& job) { convolution.pullback(job, {}); });
}

/// Rows of the matrix: channel by channel, the nine shifted images; zeros beyond the edge.
void im2col(vgg_convolution const& layer, float const* image, float* matrix) {
  std::size_t const side = layer.side;
  std::size_t const cells = side * side;
  whence::thread_pool::parallel_for(9 * layer.channels, [&](std::size_t row, std::size_t) {
    std::size_t const down = row % 9 / 3;
    std::size_t const right = row % 3;
    float const* const plane = image + row / 9 * cells;
    float* const out = matrix + row * cells;
    for (std::size_t i = 0; i != side; ++i) {
      std::size_t const source = i + down - 1;  // above the first, it wraps around
      for (std::size_t j = 0; j != side; ++j) {
        std::size_t const column = j + right - 1;
        out[i * side + j] = source < side && column < side ? plane[source * side + column] : 0.0F;
      }
    }
  });
}

void im2col_openblas(benchmark::State& state, vgg_convolution const& layer) {
  auto const bank = benchmarks::some_filters(layer);
  auto const input = benchmarks::some_tensor(1, layer.channels, layer.side, layer.side);
  std::size_t const cells = layer.side * layer.side;
  std::vector<float> matrix(bank.terms() * cells);
  std::vector<float> output(layer.filters * cells);
  auto const m = static_cast<xt::blas_index_t>(layer.filters);
  auto const n = static_cast<xt::blas_index_t>(cells);
  auto const k = static_cast<xt::blas_index_t>(bank.terms());
  for (auto _ : state) {
    im2col(layer, input.data(), matrix.data());
    for (std::size_t f = 0; f != layer.filters; ++f) {
      std::fill_n(output.data() + f * cells, cells, bank.bias.data()[f]);
    }
    cxxblas::gemm(cxxblas::RowMajor, cxxblas::NoTrans, cxxblas::NoTrans, m, n, k, 1.0F, bank.weights.data(), k,
                  matrix.data(), n, 1.0F, output.data(), n);
    benchmark::ClobberMemory();
  }
}

}  // namespace

int main(int argc, char* argv[]) {
  benchmarks::register_convolutions("forward/fast",
                                    [](auto& state, auto const& layer) { winograd_forward(state, layer, true); });
  benchmarks::register_convolutions("forward/lean",
                                    [](auto& state, auto const& layer) { winograd_forward(state, layer, false); });
  benchmarks::register_convolutions("forward/exact", exact_forward);
  benchmarks::register_convolutions("forward/im2col_openblas", im2col_openblas);
  benchmarks::register_convolutions("pullback/fast", winograd_pullback);
  benchmarks::register_convolutions("pullback/exact", exact_pullback);
  return benchmarks::run_benchmarks(argc, argv);
}
