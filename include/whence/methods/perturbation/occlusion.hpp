// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>
#include <whence/concepts/classifier.hpp>
#include <whence/concepts/image_baseline.hpp>
#include <whence/concepts/images_of.hpp>
#include <whence/concepts/score_function.hpp>
#include <whence/core/class_maps.hpp>
#include <whence/core/option_error.hpp>
#include <whence/core/progress.hpp>
#include <whence/image/image_size.hpp>
#include <whence/methods/baselines/constant_baseline.hpp>
#include <whence/methods/detail/answer.hpp>
#include <whence/methods/detail/asked_of_versions.hpp>
#include <whence/methods/detail/at_pixels.hpp>
#include <whence/methods/detail/gradients_of_versions.hpp>
#include <whence/methods/detail/sliding_window.hpp>
#include <whence/scores/pinned.hpp>
#include <whence/scores/top_logit.hpp>

namespace whence {

/// Occlusion: what the answer loses where a window of the image is hidden. Asks for a forward pass and nothing more.
///
///     L(i, j) = mean over the windows that cover pixel (i, j) of y(x) - y(x hidden there)
///
/// Windows stand at every stride from the first pixel on; the last of a row or column is cut off at the edge, so that
/// every pixel is covered. Negative where hiding the pixel helps. Two things that say the same, of which either is
/// enough, both look unimportant; and an edge of the filling is a feature of its own: try another baseline.
///
///     auto answer = whence::occlusion{}(model, images);
///     whence::occlusion<whence::blurred_baseline> soft;
///     soft.window = {48, 48};
///
/// @source Zeiler and Fergus 2014, "Visualizing and Understanding Convolutional Networks", section 4.2, whose figure
///         shows y(x hidden) by the window's place; the drop, and the mean where windows overlap, as captum
template <class Baseline = constant_baseline>
struct occlusion {
  image_size window{.height = 32, .width = 32};  ///< what is hidden at once, in pixels
  std::optional<image_size> stride{};            ///< from one window to the next; unless given, half a window
  Baseline baseline{};                           ///< what stands in its place; see `image_baseline`
  std::size_t batch = 16;                        ///< most images a pass, by which memory is bounded
  progress observer{};                           ///< told of every batch, and may stop it

  /// @param images (N, C, H, W), of the model's own type
  /// @param score what is asked of each image, and of it with every window hidden
  /// @return class_maps: values (N, H, W), a cell for every pixel, in units of y, signed
  /// @throws option_error where the window is larger than the image, or the stride than the window, which would leave
  ///         pixels out; shape_error, score_error, stopped_error, what the baseline throws
  /// @cost N + N ceil((H - h) / s + 1) ceil((W - w) / t + 1) images forward, of windows h x w and strides s, t: 1 + 169
  ///       an image of 224 x 224 unless told otherwise
  template <classifier Model, score_function<value_t<Model>> Score = top_logit>
  requires image_baseline<Baseline, value_t<Model>>
  [[nodiscard]] class_maps<value_t<Model>> operator()(Model const& model, images_of<Model> auto const& images,
                                                      Score const& score = {}) const {
    using T = value_t<Model>;
    std::size_t const count = images.shape(0), channels = images.shape(1);
    std::size_t const height = images.shape(2), width = images.shape(3);
    image_size const step = stride.value_or(image_size{(window.height + 1) / 2, (window.width + 1) / 2});
    detail::sliding_window const down(height, window.height, step.height, "height");
    detail::sliding_window const across(width, window.width, step.width, "width");
    std::size_t const windows = down.places() * across.places();
    detail::pass_count passes(observer, count * (1 + windows));

    image_batch<T> const hidden = detail::baseline_of(baseline, images);
    logit_matrix<T> const logits = detail::logits_in_batches(model, images, batch, passes);
    auto const asked = whence::pin<T>(logits, score);
    tensor<T, 1> const whole = asked.scores(logits);

    map_batch<T> values = xt::zeros<T>({count, height, width});
    for (std::size_t n = 0; n != count; ++n) {
      T const* const image = images.data() + n * channels * height * width;
      T const* const filling = hidden.data() + n * channels * height * width;
      T* const map = values.data() + n * height * width;
      detail::asked_of_versions(
          model, asked.questions[n], images, windows, batch, passes,
          [&](std::size_t place, T* version) {
            std::copy_n(image, channels * height * width, version);
            for (std::size_t c = 0; c != channels; ++c) {
              for_each_row(down, across, place, [&](std::size_t row, std::size_t left, std::size_t pixels) {
                std::size_t const at = (c * height + row) * width + left;
                std::copy_n(filling + at, pixels, version + at);
              });
            }
          },
          [&](std::size_t place, T y) {
            for_each_row(down, across, place, [&](std::size_t row, std::size_t left, std::size_t pixels) {
              for (std::size_t i = 0; i != pixels; ++i) map[row * width + left + i] += whole(n) - y;
            });
          });
      for (std::size_t row = 0; row != height; ++row) {
        for (std::size_t i = 0; i != width; ++i)
          map[row * width + i] /= static_cast<T>(down.over(row) * across.over(i));
      }
    }
    return detail::answer_maps(std::move(values), logits, asked, detail::pixel_geometry(height, width));
  }

 private:
  /// Calls visit(row, first pixel, pixels) for the rows of a window.
  template <class Visit>
  static void for_each_row(detail::sliding_window const& down, detail::sliding_window const& across, std::size_t place,
                           Visit const& visit) {
    std::size_t const above = place / across.places(), before = place % across.places();
    for (std::size_t row = down.begin(above); row != down.end(above); ++row) {
      visit(row, across.begin(before), across.end(before) - across.begin(before));
    }
  }
};
template <class Baseline>
occlusion(image_size, image_size, Baseline) -> occlusion<Baseline>;
occlusion(image_size, image_size)->occlusion<constant_baseline>;
occlusion(image_size)->occlusion<constant_baseline>;
occlusion()->occlusion<constant_baseline>;

}  // namespace whence
