// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>
#include <whence/image/channel_order.hpp>
#include <whence/image/image_size.hpp>
#include <whence/image/recipe_error.hpp>
#include <whence/image/resize_filter.hpp>

namespace whence {

/// How a photo comes to the network's size.
enum class resize_mode {
  squash,            ///< the whole photo, squeezed to height x width: nothing is cut off, proportions change
  resize_then_crop,  ///< shrunk to a shorter side, then the centre cut out: proportions stay, the margins are not seen
  whole              ///< not at all: the photo has height x width pixels, or it is refused
};

/// What a network was trained to see: its input's size, and how pixel values are scaled.
///
///     input = (pixel / 255 - mean) / std, channel by channel
///
/// The numbers of `mean` and `std` are thus in units of [0, 1], as torchvision's are, and in the order in which the
/// network takes the channels. What other networks want, say of a photo squeezed to 299 x 299:
///
///     from 0 to 1      recipe{.height = 299, .width = 299, .mean = {0, 0, 0}, .std = {1, 1, 1}}
///     from -1 to 1     recipe{.height = 299, .width = 299, .mean = {.5, .5, .5}, .std = {.5, .5, .5}}
///     Caffe's          recipe{.order = channel_order::bgr,  // from 0 to 255, less the mean of each channel
///                             .mean = {103.939 / 255, 116.779 / 255, 123.68 / 255},
///                             .std = {1 / 255., 1 / 255., 1 / 255.}}
///     grey             recipe{.height = 28, .width = 28, .channels = 1, .mean = {.1307}, .std = {.3081}}
///     OpenCV's resize  recipe{.antialias = false}
struct recipe {
  std::size_t height = 224;
  std::size_t width = 224;
  std::size_t channels = 3;                  ///< 3: red, green, blue; 1: grey, by the luma of ITU-R BT.601
  channel_order order = channel_order::rgb;  ///< of three channels; grey has none
  std::vector<double> mean{0.485, 0.456, 0.406};
  std::vector<double> std{0.229, 0.224, 0.225};
  resize_mode resize = resize_mode::squash;
  std::size_t shorter_side = 256;  ///< of the photo before it is cropped; the others have no use for it
  resize_filter filter = resize_filter::bilinear;
  bool antialias = true;  ///< as Pillow resizes (`resize_antialiased`); false: as OpenCV does (`resize_linear`), which
                          ///< has the bilinear filter alone

  [[nodiscard]] image_size input_size() const { return {height, width}; }

  /// @throws recipe_error where no photo could be preprocessed so
  void check() const {
    if (height == 0 || width == 0) {
      throw recipe_error("size of a recipe", "at least one pixel",
                         std::to_string(height) + " x " + std::to_string(width));
    }
    constexpr std::size_t longest = 65'535;
    if (height > longest || width > longest) {
      throw recipe_error("size of a recipe", "at most " + std::to_string(longest) + " pixels a side",
                         std::to_string(height) + " x " + std::to_string(width));
    }
    if (channels != 1 && channels != 3) {
      throw recipe_error("channels of a recipe", "1 (grey) or 3 (RGB)", std::to_string(channels));
    }
    if (channels == 1 && order != channel_order::rgb) {
      throw recipe_error("order of a recipe", "three channels to put in another order", "grey alone");
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
    if (!antialias && filter != resize_filter::bilinear) {
      throw recipe_error("filter of a recipe", "the bilinear filter where nothing is antialiased", "another one");
    }
  }
};

/// torchvision's recipe for its ImageNet classifiers: shorter side to 256, the central 224 x 224.
inline recipe const imagenet{.resize = resize_mode::resize_then_crop};

/// The same numbers with the whole photo squeezed into 224 x 224.
inline recipe const imagenet_squash{.resize = resize_mode::squash};

}  // namespace whence
