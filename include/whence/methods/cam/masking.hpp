// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>

namespace whence {

/// How an image is shown through a feature map's mask, and how often: what tells Score-CAM from its relatives.
///
///     masks.samples() -> the images made of one mask, whose answers are averaged
///     masks(mask (H * W) in [0, 1], image (C * H * W), image's content key, version, out (C * H * W))
///
/// `version` counts the images made of one image: channel * samples + sample.
///
///     static constexpr bool nothing_shows_nothing = true;    (optional: a mask of zeros leaves zeros, so that one pass
///                                                             serves every map that is the same everywhere)
template <class Masks, class T>
concept masking = std::floating_point<T> &&
    requires(Masks const& masks, std::span<T const> values, std::uint64_t key, std::size_t version, std::span<T> out) {
  { masks.samples() } -> std::same_as<std::size_t>;
  masks(values, values, key, version, out);
};

}  // namespace whence
