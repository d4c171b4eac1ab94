// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <utility>
#include <vector>
#include <whence/concepts/classifier.hpp>
#include <whence/concepts/images_of.hpp>
#include <whence/concepts/score_function.hpp>
#include <whence/core/class_maps.hpp>
#include <whence/core/option_error.hpp>
#include <whence/core/progress.hpp>
#include <whence/core/random_field.hpp>
#include <whence/methods/detail/answer.hpp>
#include <whence/methods/detail/asked_of_versions.hpp>
#include <whence/methods/detail/at_pixels.hpp>
#include <whence/methods/detail/gradients_of_versions.hpp>
#include <whence/methods/perturbation/rise_mask.hpp>
#include <whence/scores/pinned.hpp>
#include <whence/scores/probability.hpp>

namespace whence {

/// RISE: the mean of random masks, each weighed by the answer to the image seen through it. Asks for a forward pass and
/// nothing more.
///
///     L(i, j) = 1 / (N p) sum_m y(x * M_m) M_m(i, j)
///
/// N masks, every cell of them open with probability p; where they are closed the image is 0, which is the mean colour
/// where images are normalised. All images meet the same masks, which are a function of the seed.
///
/// Unlike other methods it asks for a `probability` unless told otherwise, as the paper does: whatever the answers have
/// in common is part of every map as noise, y times the masks' own mean, and logits have much in common. The map of a
/// network that gives every image the same answer is that noise. What is smaller than a cell is not seen.
///
/// @source Petsiuk, Das and Saenko 2018, "RISE: Randomized Input Sampling for Explanation of Black-box Models",
///         equation 6, with N, s and p of its experiments with VGG16
struct rise {
  std::size_t masks = 4000;  ///< N
  std::size_t cells = 7;     ///< of a mask, a side
  double probability = 0.5;  ///< p, of a cell to be open
  std::uint64_t seed = 0;
  std::size_t batch = 16;  ///< most images a pass, by which memory is bounded
  progress observer{};     ///< told of every batch, and may stop it

  /// @param images (N, C, H, W), of the model's own type
  /// @param score what is asked of each image, and of it through every mask
  /// @return class_maps: values (N, H, W), a cell for every pixel, in units of y
  /// @throws option_error where there are no masks or no cells, or the probability is not in (0, 1]; shape_error,
  ///         score_error, stopped_error
  /// @cost 1 + masks images forward an image; memory of `batch` images and masks
  template <classifier Model, score_function<value_t<Model>> Score = whence::probability>
  [[nodiscard]] class_maps<value_t<Model>> operator()(Model const& model, images_of<Model> auto const& images,
                                                      Score const& score = {}) const {
    using T = value_t<Model>;
    check_options();
    std::size_t const count = images.shape(0), channels = images.shape(1);
    image_size const size{images.shape(2), images.shape(3)};
    std::size_t const pixels = size.height * size.width;
    detail::pass_count passes(observer, count * (1 + masks));
    logit_matrix<T> const logits = detail::logits_in_batches(model, images, batch, passes);
    auto const asked = whence::pin<T>(logits, score);

    map_batch<T> values({count, size.height, size.width});
    std::size_t const at_once = std::min(batch, masks);
    std::vector<T> open(at_once * pixels);  // the masks of the batch in hand
    auto const mask = [&](std::size_t number) { return std::span<T>(open).subspan(number % at_once * pixels, pixels); };
    for (std::size_t n = 0; n != count; ++n) {
      T const* const image = images.data() + n * channels * pixels;
      std::vector<double> sum(pixels);
      detail::asked_of_versions(
          model, asked.questions[n], images, masks, at_once, passes,
          [&](std::size_t number, T* version) {
            random_field const numbers{.seed = seed, .image = 0, .sample = static_cast<std::uint32_t>(number)};
            rise_mask::drawn(cells, probability, numbers, size).write(size, mask(number));
            for (std::size_t c = 0; c != channels; ++c) {
              for (std::size_t i = 0; i != pixels; ++i)
                version[c * pixels + i] = image[c * pixels + i] * mask(number)[i];
            }
          },
          [&](std::size_t number, T y) {
            for (std::size_t i = 0; i != pixels; ++i)
              sum[i] += static_cast<double>(y) * static_cast<double>(mask(number)[i]);
          });
      double const all = static_cast<double>(masks) * probability;
      for (std::size_t i = 0; i != pixels; ++i) values.data()[n * pixels + i] = static_cast<T>(sum[i] / all);
    }
    return detail::answer_maps(std::move(values), logits, asked, detail::pixel_geometry(size.height, size.width));
  }

 private:
  void check_options() const {
    if (masks == 0 || masks > std::numeric_limits<std::uint32_t>::max()) {
      throw option_error("masks of RISE", "1 to 4294967295", std::to_string(masks));
    }
    if (cells == 0 || cells > 1000) {
      throw option_error("cells of RISE's masks", "1 to 1000 a side", std::to_string(cells));
    }
    if (!(probability > 0.0 && probability <= 1.0)) {
      throw option_error("probability of RISE's cells to be open", "above 0, up to 1", std::to_string(probability));
    }
  }
};

}  // namespace whence
