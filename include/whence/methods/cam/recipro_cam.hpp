// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <array>
#include <cstddef>
#include <utility>
#include <whence/concepts/deepest_tap.hpp>
#include <whence/concepts/images_of.hpp>
#include <whence/concepts/resumable.hpp>
#include <whence/concepts/score_function.hpp>
#include <whence/concepts/tap_of.hpp>
#include <whence/core/class_maps.hpp>
#include <whence/core/progress.hpp>
#include <whence/methods/cam/recipro_window.hpp>
#include <whence/methods/detail/answer.hpp>
#include <whence/methods/detail/asked_of_maps.hpp>
#include <whence/scores/pinned.hpp>
#include <whence/scores/top_logit.hpp>

namespace whence {

/// Recipro-CAM: what the network would answer, did it see one cell of the feature maps and zeros everywhere else. No
/// gradient is asked for.
///
///     L(i, j) = y where every A_k is zero but at (i, j)
///
/// Neither clipped nor scaled: y of one cell holds what the network answers to nothing at all, so a map may be far from
/// zero everywhere, and its differences are what it says. The authors' program asks for `probability`, spreads cells by
/// `recipro_window::gaussian` and stretches the map to [0, 1].
///
/// A network whose classifier is not averaged over the cells (VGG) has never seen maps of one cell: its answers to them
/// are extrapolations.
///
/// @source Byun and Lee 2022, "Recipro-CAM: Fast gradient-free visual explanations for convolutional neural networks",
///         equations 1 to 3
template <class At = deepest_tap>
struct recipro_cam {
  At at{};                                       ///< where to look
  recipro_window window = recipro_window::cell;  ///< what is left of the maps
  std::size_t batch = 16;                        ///< versions of the feature maps a pass
  progress observer{};                           ///< told after every pass; may stop the method

  /// @param images (N, C, H, W), of the model's own type
  /// @param score what is asked of each image
  /// @return class_maps: values (N, h, w) in units of y
  /// @throws unknown_tap_error, shape_error, score_error; stopped_error where the observer wants no more
  /// @cost one forward pass; h * w passes an image from the tap on, `batch` at once; memory of `batch` versions of an
  ///       image's feature maps
  template <resumable Model, score_function<value_t<Model>> Score = top_logit>
  requires tap_of<At, Model>
  [[nodiscard]] class_maps<value_t<Model>> operator()(Model const& model, images_of<Model> auto const& images,
                                                      Score const& score = {}) const {
    return (*this)(model, model.record(images, whence::resolve_tap(model, at)), score);
  }

  /// The same from a record in hand, whatever tap it was recorded at.
  ///
  /// @cost the passes from the tap on
  template <resumable Model, score_function<value_t<Model>> Score = top_logit>
  [[nodiscard]] class_maps<value_t<Model>> operator()(Model const& model, record_t<Model> const& record,
                                                      Score const& score = {}) const {
    using T = value_t<Model>;
    feature_tensor<T> const& maps = record.feature_maps();
    auto const asked = whence::pin<T>(record.logits(), score);
    std::size_t const cells = maps.shape(2) * maps.shape(3);
    detail::pass_count passes(observer, maps.shape(0) * cells);

    map_batch<T> values = xt::zeros<T>({maps.shape(0), maps.shape(2), maps.shape(3)});
    for (std::size_t n = 0; n != maps.shape(0); ++n) {
      detail::asked_of_maps(
          model, record, n, asked.questions[n], cells, batch, passes,
          [&](std::size_t cell, T* left) { leave(maps, n, cell, left); },
          [&](std::size_t cell, T y) { values.data()[n * cells + cell] = y; });
    }
    return detail::answer_maps(std::move(values), record.logits(), asked, detail::geometry_of(record));
  }

 private:
  template <class T>
  void leave(feature_tensor<T> const& maps, std::size_t image, std::size_t cell, T* left) const {
    std::size_t const height = maps.shape(2), width = maps.shape(3), y = cell / width, x = cell % width;
    T const* const values = maps.data() + image * maps.shape(1) * height * width + cell;
    auto const put = [&](std::size_t place, T share) {
      for (std::size_t k = 0; k != maps.shape(1); ++k)
        left[k * height * width + place] = share * values[k * height * width];
    };
    if (window == recipro_window::cell) return put(cell, T(1));
    constexpr std::array<T, 3> shares{T(0.25), T(0.5), T(0.25)};
    for (std::size_t dy = 0; dy != 3; ++dy)
      for (std::size_t dx = 0; dx != 3; ++dx) {
        if (y + dy < 1 || y + dy > height || x + dx < 1 || x + dx > width) continue;
        put((y + dy - 1) * width + x + dx - 1, shares[dy] * shares[dx]);
      }
  }
};
template <class At>
recipro_cam(At) -> recipro_cam<At>;
recipro_cam()->recipro_cam<deepest_tap>;

}  // namespace whence
