// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>
#include <whence/image/image_size.hpp>
#include <whence/image/recipe_error.hpp>

namespace whence {

/// How a photo comes to the network's size.
enum class resize_mode {
  squash,           ///< the whole photo, squeezed to height x width: nothing is cut off, proportions change
  resize_then_crop  ///< shrunk to a shorter side, then the centre cut out: proportions stay, the margins are not seen
};

/// What a network was trained to see: its input's size, and how pixel values are scaled.
///
///     input = (pixel / 255 - mean) / std, channel by channel
///
/// The numbers of `mean` and `std` are thus in units of [0, 1], as torchvision's are.
struct recipe {
  std::size_t height = 224;
  std::size_t width = 224;
  std::size_t channels = 3;  ///< 3: red, green, blue; 1: grey, by the luma of ITU-R BT.601
  std::vector<double> mean{0.485, 0.456, 0.406};
  std::vector<double> std{0.229, 0.224, 0.225};
  resize_mode resize = resize_mode::squash;
  std::size_t shorter_side = 256;  ///< of the photo before it is cropped; `squash` has no use for it

  [[nodiscard]] image_size input_size() const { return {height, width}; }

  /// @throws recipe_error where no photo could be preprocessed so
  void check() const {
    if (height == 0 || width == 0) {
      throw recipe_error("size of a recipe", "at least one pixel",
                         std::to_string(height) + " x " + std::to_string(width));
    }
    if (channels != 1 && channels != 3) {
      throw recipe_error("channels of a recipe", "1 (grey) or 3 (RGB)", std::to_string(channels));
    }
    if (mean.size() != channels || std.size() != channels) {
      throw recipe_error("mean and std of a recipe", "one number for each of " + std::to_string(channels) + " channels",
                         std::to_string(mean.size()) + " means and " + std::to_string(std.size()) + " deviations");
    }
    auto const finite = [](double value) { return std::isfinite(value); };
    if (!std::ranges::all_of(mean, finite) || !std::ranges::all_of(std, finite)) {
      throw recipe_error("mean and std of a recipe", "finite numbers", "one that is not");
    }
    if (std::ranges::any_of(std, [](double value) { return value <= 0.0; })) {
      throw recipe_error("std of a recipe", "deviations above zero", "one that is not");
    }
    if (resize == resize_mode::resize_then_crop && shorter_side == 0) {
      throw recipe_error("shorter side of a recipe", "at least one pixel", "0");
    }
  }
};

/// torchvision's recipe for its ImageNet classifiers: shorter side to 256, the central 224 x 224.
inline recipe const imagenet{.resize = resize_mode::resize_then_crop};

/// The same numbers with the whole photo squeezed into 224 x 224.
inline recipe const imagenet_squash{.resize = resize_mode::squash};

}  // namespace whence
