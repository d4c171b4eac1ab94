// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>
#include <whence/core/tensor.hpp>

namespace whence {

/// What stands for "nothing to see" where a method asks how much the answer owes to the image: where a path of images
/// begins, what a hidden pixel is filled with.
///
///     baseline(images (N, C, H, W)) -> images (N, C, H, W), of the same shape
///
/// Law: what it makes of an image depends on no other image of the batch.
template <class Baseline, class T>
concept image_baseline = std::copyable<Baseline> && requires(Baseline const& baseline, image_batch<T> const& images) {
  { baseline(images) } -> std::same_as<image_batch<T>>;
};

}  // namespace whence
