// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>
#include <vector>
#include <whence/core/tensor.hpp>

namespace whence {

/// How `over_taps` makes one map of those of several taps. Yours is a type with two members:
///
///     fusion.scaled(maps (N, h, w)) -> (N, h, w)             one tap's maps, in its own cells, before they are
///     upsampled fusion(std::vector<maps (N, H, W)>) -> (N, H, W)       one entry a tap, at the image's resolution
template <class Fusion, class T>
concept map_fusion = std::floating_point<T> &&
    requires(Fusion const& fusion, map_batch<T> const& maps, std::vector<map_batch<T>> const& all) {
  { fusion.scaled(maps) } -> std::same_as<map_batch<T>>;
  { fusion(all) } -> std::same_as<map_batch<T>>;
};

}  // namespace whence
