// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>
#include <type_traits>
#include <whence/concepts/images_of.hpp>
#include <whence/core/class_maps.hpp>
#include <whence/methods/detail/at_pixels.hpp>
#include <whence/methods/presets/detail/resize_nearest.hpp>
#include <whence/scores/top_logit.hpp>

namespace whence::detail {

/// A method of class maps, brought to the image's pixels in blocks.
template <class Method>
struct by_nearest_cell {
  [[no_unique_address]] Method method{};

  /// @return class_maps: values (N, H, W), one cell a pixel
  template <class Model, class Score = top_logit>
  requires std::same_as < std::invoke_result_t < Method const&, Model const&, image_batch<value_t<Model>>
  const&, Score const& >,
      class_maps < value_t < Model >>>
          [[nodiscard]] class_maps<value_t<Model>> operator()(Model const& model, images_of<Model> auto const& images,
                                                              Score const& score = {}) const {
    auto answer = method(model, images, score);
    answer.values = detail::resize_nearest(answer.values, {images.shape(2), images.shape(3)});
    answer.geometry = detail::pixel_geometry(images.shape(2), images.shape(3));
    return answer;
  }
};

}  // namespace whence::detail
