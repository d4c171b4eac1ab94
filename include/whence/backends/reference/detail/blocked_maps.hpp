// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <memory>
#include <utility>
#include <whence/backends/reference/detail/blocked_layout.hpp>
#include <whence/backends/reference/detail/scratch_pool.hpp>
#include <whence/backends/reference/map_shape.hpp>
#include <whence/core/executor.hpp>
#include <whence/core/tensor.hpp>

namespace whence::reference::detail {

/// Maps as the fast engine holds them: 16 channels side by side, (N, ceil(K / 16), h, w, 16).
class blocked_maps {
 public:
  blocked_maps() = default;

  /// Not initialised.
  blocked_maps(std::size_t images, map_shape const& shape, scratch_pool& scratch)
      : images_(images), shape_(shape), values_(scratch.take(images * image_size())) {}

  /// @param maps (N, K, h, w)
  [[nodiscard]] static blocked_maps of(feature_tensor<float> const& maps, scratch_pool& scratch,
                                       executor const& threads) {
    blocked_maps result(maps.shape(0), {maps.shape(1), maps.shape(2), maps.shape(3)}, scratch);
    result.for_each_block(threads, [&](std::size_t first_plane, std::size_t channels, float* block) {
      std::size_t const cells = result.shape_.cells();
      detail::interleave_planes(maps.data() + first_plane * cells, channels, cells, block);
    });
    return result;
  }

  /// @return (N, K, h, w)
  [[nodiscard]] feature_tensor<float> planes(executor const& threads) const {
    feature_tensor<float> result(shape_.batch(images_));
    for_each_block(threads, [&](std::size_t first_plane, std::size_t channels, float const* block) {
      std::size_t const cells = shape_.cells();
      detail::separate_planes(block, channels, cells, result.data() + first_plane * cells);
    });
    return result;
  }

  [[nodiscard]] std::size_t images() const { return images_; }
  /// Of one image.
  [[nodiscard]] map_shape const& shape() const { return shape_; }
  [[nodiscard]] std::size_t blocks() const { return detail::blocks_of(shape_.channels); }
  [[nodiscard]] float* data() const { return values_.data(); }
  [[nodiscard]] bool empty() const { return !values_; }

  /// Calls visit(first plane, channels, values) for every block of channels of every image.
  template <class Visit>
  void for_each_block(executor const& threads, Visit visit) const {
    threads.parallel_for(images_ * blocks(), [&](std::size_t task, std::size_t) {
      std::size_t const channel = task % blocks() * block_channels;
      visit(task / blocks() * shape_.channels + channel, std::min(block_channels, shape_.channels - channel),
            values_.data() + task * shape_.cells() * block_channels);
    });
  }

 private:
  [[nodiscard]] std::size_t image_size() const { return blocks() * shape_.cells() * block_channels; }

  std::size_t images_ = 0;
  map_shape shape_;
  scratch_pool::buffer values_;
};

}  // namespace whence::reference::detail
