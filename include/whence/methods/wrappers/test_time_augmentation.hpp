// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <string>
#include <vector>
#include <whence/concepts/images_of.hpp>
#include <whence/core/option_error.hpp>
#include <whence/core/progress.hpp>
#include <whence/methods/detail/answer.hpp>
#include <whence/methods/detail/at_pixels.hpp>
#include <whence/methods/detail/explained_versions.hpp>
#include <whence/methods/detail/moments.hpp>
#include <whence/scores/pinned.hpp>
#include <whence/scores/top_logit.hpp>

namespace whence {

namespace detail {

/// An answer's values at the image's pixels: (N, H, W) of maps, (N, C, H, W) of pixel attributions.
template <class T>
map_batch<T> values_at_pixels(class_maps<T> const& answer, image_batch<T> const& images) {
  return detail::maps_at_pixels(answer, images.shape(2), images.shape(3), "test_time_augmentation");
}
template <class T>
image_batch<T> values_at_pixels(pixel_attributions<T> const& answer, image_batch<T> const&) {
  return answer.values;
}

/// Room for `images.shape(0)` answers at the image's pixels.
template <class T>
void shape_at_pixels(class_maps<T>& result, image_batch<T> const& images) {
  result.values.resize({images.shape(0), images.shape(2), images.shape(3)});
  result.geometry = detail::pixel_geometry(images.shape(2), images.shape(3));
}
template <class T>
void shape_at_pixels(pixel_attributions<T>& result, image_batch<T> const& images) {
  result.values.resize(images.shape());
}

}  // namespace detail

/// Test-time augmentation: a method asked of an image, of its mirror image, of both made fainter and stronger, and the
/// mean of its answers, mirrored back. Smooths out what hangs on a chance of position.
///
///     mean over versions v of back_v(method(v(x))),   v(x) = factor * x or factor * mirrored x
///
/// Every version is asked what the clean image was asked. Maps are brought to the image's pixels first, every cell
/// where it looks, and mirrored there: where cells do not lie symmetrically in the image, as in residual networks, a
/// mirrored map's cells look elsewhere than the map's, and a mean of cells would be blurred. An image whose left and
/// right differ in meaning, a word or a road sign, is not asked about by its mirror image.
///
/// @cost one forward pass for the question, that of the method for 2 * factors images each
/// @source the option `aug_smooth` of pytorch-grad-cam, which scales every map to [0, 1] before the mean
template <class Method>
struct test_time_augmentation {
  [[no_unique_address]] Method method{};       ///< the method, with its options
  bool mirror = true;                          ///< whether mirror images take part
  std::vector<double> factors{0.9, 1.0, 1.1};  ///< by which the image, as the network sees it, is multiplied
  std::size_t batch = 16;                      ///< most versions a call of the method
  progress observer{};                         ///< told of every batch of versions, and may stop it

  /// @param images (N, C, H, W), of the model's own type
  /// @param score what is asked of each image, once
  /// @return class_maps with a cell for every pixel (N, H, W), or pixel_attributions (N, C, H, W), as the method
  ///         answers; scores are those of the clean images
  /// @throws option_error for no factors or one that is not finite; unknown_geometry_error where class maps cannot be
  ///         placed; shape_error, score_error, stopped_error, what the method throws
  template <class Model, class Score = top_logit>
  requires detail::explains_versions<Method, Model, Score>
  [[nodiscard]] auto operator()(Model const& model, images_of<Model> auto const& images,
                                Score const& score = {}) const {
    using T = value_t<Model>;
    check();
    std::size_t const count = images.shape(0), width = images.shape(3), rows = images.shape(1) * images.shape(2);
    std::size_t const versions = factors.size() * (mirror ? 2 : 1);
    detail::pass_count passes(observer, count * (1 + versions));
    logit_matrix<T> const logits = detail::logits_in_batches(model, images, batch, passes);
    auto const asked = whence::pin<T>(logits, score);
    detail::plain_answer<detail::versions_answer<Method, Model, Score>> result;
    detail::shape_at_pixels(result, images);
    std::vector<map_status> spoilt;
    for (std::size_t n = 0; n != count; ++n) {
      detail::moments gathered;
      spoilt.push_back(detail::explained_versions(
          method, model, asked.questions[n], images, versions, batch, passes,
          [&](std::size_t version, T* copy) {
            auto const factor = static_cast<T>(factors[version % factors.size()]);
            std::copy_n(images.data() + n * rows * width, rows * width, copy);
            if (version >= factors.size()) mirror_rows(copy, rows, width);
            for (std::size_t i = 0; i != rows * width; ++i) copy[i] *= factor;
          },
          [&](std::size_t first, auto const& answer) {
            auto values = detail::values_at_pixels(answer, images);
            std::size_t const size = values.size() / values.shape(0);
            for (std::size_t i = 0; i != values.shape(0); ++i) {
              T* const one = values.data() + i * size;
              if (first + i >= factors.size()) mirror_rows(one, size / width, width);
              gathered.add(std::span<T const>(one, size));
            }
          }));
      gathered.write(smooth_statistic::mean, std::span<T>(result.values.data() + n * gathered.size(), gathered.size()));
    }
    result.scores = asked.scores(logits);
    result.classes = asked.classes();
    result.status = detail::statuses(result.values, result.scores, logits);
    for (std::size_t n = 0; n != count; ++n) detail::spoil(result.status[n], spoilt[n]);
    return result;
  }

 private:
  void check() const {
    if (factors.empty()) throw option_error("factors of test-time augmentation", "at least one", "none");
    for (double const factor : factors) {
      if (!std::isfinite(factor)) {
        throw option_error("factors of test-time augmentation", "finite numbers", std::to_string(factor));
      }
    }
  }

  template <class T>
  static void mirror_rows(T* values, std::size_t rows, std::size_t width) {
    for (std::size_t row = 0; row != rows; ++row) std::reverse(values + row * width, values + (row + 1) * width);
  }
};
template <class Method>
test_time_augmentation(Method) -> test_time_augmentation<Method>;

}  // namespace whence
