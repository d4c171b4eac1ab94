// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>
#include <cstddef>
#include <span>
#include <whence/core/tensor.hpp>

namespace whence {

/// What is added to an image to make a noisy copy of it.
///
///     noise(images (N, C, H, W), n, sample, out (C * H * W))      writes every value of out
///
/// Law: what is written is a function of image n and of the sample, not of the images beside it nor of earlier calls.
template <class Noise, class T>
concept image_noise = std::copyable<Noise> && requires(Noise const& noise, image_batch<T> const& images,
                                                       std::size_t image, std::size_t sample, std::span<T> out) {
  { noise(images, image, sample, out) } -> std::same_as<void>;
};

}  // namespace whence
