// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <utility>
#include <whence/concepts/attribution_method.hpp>
#include <whence/concepts/images_of.hpp>
#include <whence/core/map_status.hpp>
#include <whence/core/pixel_attributions.hpp>
#include <whence/methods/detail/answer.hpp>
#include <whence/methods/detail/at_pixels.hpp>
#include <whence/scores/top_logit.hpp>

namespace whence {

/// Two methods' answers, multiplied value by value: what both point at. Class maps are brought to the image's
/// resolution by bilinear interpolation.
///
/// @cost that of both methods
template <class Left, class Right>
struct product {
  [[no_unique_address]] Left left{};
  [[no_unique_address]] Right right{};

  /// @param images (N, C, H, W)
  /// @param score asked of each image by both methods; scores and classes of the answer are the left one's
  /// @return pixel_attributions: values (N, C, H, W)
  /// @throws what the methods throw; unknown_geometry_error where class maps cannot be placed
  template <class Model, class Score = top_logit>
  requires attribution_method<Left, Model, Score> && attribution_method<Right, Model, Score>
  [[nodiscard]] pixel_attributions<value_t<Model>> operator()(Model const& model, images_of<Model> auto const& images,
                                                              Score const& score = {}) const {
    using T = value_t<Model>;
    auto const first = left(model, images, score);
    image_batch<T> values = detail::at_pixels(first, images, "product");
    auto const second = right(model, images, score);
    image_batch<T> const factors = detail::at_pixels(second, images, "product");
    for (std::size_t i = 0; i != values.size(); ++i) values.data()[i] *= factors.data()[i];
    auto status = detail::statuses(values, first.scores);
    for (auto const spoilt : {map_status::not_finite, map_status::logits_not_finite}) {
      for (std::size_t n = 0; n != status.size(); ++n) {  // zeros of the other one do not mend it
        if (first.status[n] == spoilt || second.status[n] == spoilt) status[n] = spoilt;
      }
    }
    return {std::move(values), first.scores, first.classes, std::move(status)};
  }
};
template <class Left, class Right>
product(Left, Right) -> product<Left, Right>;

}  // namespace whence
