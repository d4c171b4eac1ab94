// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <memory>
#include <mutex>
#include <utility>
#include <whence/backends/reference/detail/kernels/filter_panel.hpp>
#include <whence/backends/reference/detail/kernels/finish_panels.hpp>
#include <whence/backends/reference/detail/kernels/input_tiles.hpp>
#include <whence/backends/reference/detail/scratch_pool.hpp>
#include <whence/backends/reference/filter_bank.hpp>
#include <whence/core/executor.hpp>

namespace whence::reference::detail {

/// A 3 x 3 convolution of stride 1 and padding 1 over blocked maps, by Winograd's algorithm, forward and back. Every
/// tile is computed by itself in a fixed order: neither the batch nor the threads change a bit.
class winograd_convolution {
 public:
  /// @param keep_weights whether to keep the transformed weights, four times as large as the file's
  winograd_convolution(filter_bank<float> bank, bool keep_weights, std::shared_ptr<scratch_pool> scratch)
      : bank_(std::move(bank)), keep_weights_(keep_weights), scratch_(std::move(scratch)) {}

  /// Whether it computes this convolution.
  [[nodiscard]] static bool computes(filter_bank<float> const& bank) {
    return bank.groups == 1 && bank.geometry == window::square(3, 1, 1);
  }

  [[nodiscard]] filter_bank<float> const& bank() const { return bank_; }

  /// @param job images, extents, input and outputs; the rest is filled in here
  void forward(kernels::tile_job job, executor const& threads) const {
    job.channels = bank_.channels();
    job.filters = bank_.filters();
    run(job, kernels::filter_use::forward, threads);
  }

  /// Its input is the gradient at the convolution's output, its plain output that at the input.
  void pullback(kernels::tile_job job, executor const& threads) const {
    job.channels = bank_.filters();
    job.filters = bank_.channels();
    run(job, kernels::filter_use::pullback, threads);
  }

 private:
  /// Tiles whose inputs and products one core's cache holds, for up to 512 channels.
  static constexpr std::size_t rows_a_task = 28;
  /// Panels of tiles that share the products' room, where the inputs lie elsewhere.
  static constexpr std::size_t rows_at_once = 196;

  struct transformed {
    std::once_flag once;
    scratch_pool::buffer values;
  };

  void run(kernels::tile_job& job, kernels::filter_use use, executor const& threads) const {
    instruction_set const set = whence::reference::instruction_set_in_use();
    std::size_t const filter_panels = kernels::panels_of(job.filters);
    std::size_t const weights = filter_panels * kernels::tile_products * job.channels * kernels::panel_filters;
    transformed& kept = use == kernels::filter_use::forward ? kept_->forward : kept_->pullback;
    scratch_pool::buffer once_only;
    if (keep_weights_) {
      std::call_once(kept.once, [&] { kept.values = transform(use, weights, filter_panels, set, threads); });
      job.weights = kept.values.data();
    } else {
      once_only = transform(use, weights, filter_panels, set, threads);
      job.weights = once_only.data();
    }
    job.bias = job.weights + weights;

    kernels::tile_panels const panels(job.tiles(), kernels::vector_bytes(set));
    std::size_t const panels_a_task = rows_a_task / panels.rows(0);
    std::size_t const tasks = (panels.count() + panels_a_task - 1) / panels_a_task;
    if (tasks < 2 * threads.concurrency()) {
      share_filters(job, panels, set, threads);
    } else {
      share_tiles(job, panels, panels_a_task, set, threads);
    }
  }

  /// Each task takes some tiles through all stages.
  void share_tiles(kernels::tile_job const& job, kernels::tile_panels const& panels, std::size_t panels_a_task,
                   instruction_set set, executor const& threads) const {
    std::size_t const tasks = (panels.count() + panels_a_task - 1) / panels_a_task;
    std::size_t const row_inputs = detail::blocks_of(job.channels) * block_channels;
    threads.parallel_for(tasks, [&](std::size_t task, std::size_t) {
      std::size_t const first = task * panels_a_task;
      std::size_t const end = std::min(panels.count(), first + panels_a_task);
      std::size_t const rows = panels.begin(end) - panels.begin(first);
      std::size_t const stride = kernels::transformed_inputs::stride_of(rows, job.channels);
      auto const scratch = scratch_->take(kernels::tile_products * stride + kernels::products_size(rows));
      for (std::size_t panel = first; panel != end; ++panel) {
        float* const to = scratch.data() + (panels.begin(panel) - panels.begin(first)) * row_inputs;
        kernels::dispatch_to<kernels::transform_panel>(set, job, panels, panel, std::size_t{0},
                                                       detail::blocks_of(job.channels), to, stride);
      }
      kernels::transformed_inputs const inputs{scratch.data(), first, stride};
      float* const products = scratch.data() + kernels::tile_products * stride;
      for (std::size_t filter_panel = 0; filter_panel != kernels::panels_of(job.filters); ++filter_panel) {
        kernels::dispatch_to<kernels::finish_panels>(set, job, panels, first, end, filter_panel, inputs, products);
      }
    });
  }

  /// For few tiles: all inputs are transformed first, then each task takes 32 filters, so that every weight is read
  /// once.
  void share_filters(kernels::tile_job const& job, kernels::tile_panels const& panels, instruction_set set,
                     executor const& threads) const {
    std::size_t const rows = panels.begin(panels.count());
    std::size_t const blocks = detail::blocks_of(job.channels);
    std::size_t const row_inputs = blocks * block_channels;
    std::size_t const stride = kernels::transformed_inputs::stride_of(rows, job.channels);
    auto const inputs = scratch_->take(kernels::tile_products * stride);
    threads.parallel_for(panels.count() * blocks, [&](std::size_t task, std::size_t) {
      std::size_t const panel = task / blocks;
      std::size_t const block = task % blocks;
      kernels::dispatch_to<kernels::transform_panel>(set, job, panels, panel, block, block + 1,
                                                     inputs.data() + panels.begin(panel) * row_inputs, stride);
    });
    std::size_t const panels_at_once = rows_at_once / panels.rows(0);
    kernels::transformed_inputs const shared_inputs{inputs.data(), 0, stride};
    threads.parallel_for(kernels::panels_of(job.filters), [&](std::size_t filter_panel, std::size_t) {
      auto const products = scratch_->take(kernels::products_size(std::min(rows, rows_at_once)));
      for (std::size_t first = 0; first < panels.count(); first += panels_at_once) {
        std::size_t const end = std::min(panels.count(), first + panels_at_once);
        kernels::dispatch_to<kernels::finish_panels>(set, job, panels, first, end, filter_panel, shared_inputs,
                                                     products.data());
      }
    });
  }

  /// Weights, then the bias (zero in the pullback), padded to whole panels; and room to fetch ahead.
  [[nodiscard]] scratch_pool::buffer transform(kernels::filter_use use, std::size_t weights, std::size_t filter_panels,
                                               instruction_set set, executor const& threads) const {
    constexpr std::size_t ahead = block_channels * kernels::panel_filters;
    std::size_t const padded = filter_panels * kernels::panel_filters;
    std::size_t const size = weights + padded + ahead;
    auto result = keep_weights_ ? scratch_pool::lasting(size) : scratch_->take(size);
    threads.parallel_for(filter_panels, [&](std::size_t panel, std::size_t) {
      kernels::dispatch_to<kernels::transform_filter_panel>(set, bank_.weights.data(), bank_.filters(),
                                                            bank_.channels(), use, panel,
                                                            result.data() + panel * (weights / filter_panels));
    });
    std::fill_n(result.data() + weights, padded + ahead, 0.0F);
    if (use == kernels::filter_use::forward) {
      std::copy_n(bank_.bias.data(), bank_.filters(), result.data() + weights);
    }
    return result;
  }

  filter_bank<float> bank_;
  bool keep_weights_;
  std::shared_ptr<scratch_pool> scratch_;
  struct both_ways {
    transformed forward;
    transformed pullback;
  };
  std::shared_ptr<both_ways> kept_ = std::make_shared<both_ways>();
};

}  // namespace whence::reference::detail
