// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>
#include <whence/concepts/image_noise.hpp>
#include <whence/concepts/images_of.hpp>
#include <whence/core/option_error.hpp>
#include <whence/core/progress.hpp>
#include <whence/methods/detail/answer.hpp>
#include <whence/methods/detail/explained_versions.hpp>
#include <whence/methods/detail/moments.hpp>
#include <whence/methods/gradient/input_gradient.hpp>
#include <whence/methods/wrappers/gaussian_noise.hpp>
#include <whence/methods/wrappers/smooth_statistic.hpp>
#include <whence/scores/pinned.hpp>
#include <whence/scores/top_logit.hpp>

namespace whence {

/// SmoothGrad and its kin: a method asked of noisy copies of an image, and what its answers have in common.
///
///     1/n sum over samples of method(x + noise)                   its squares, or its variance: see `smooth_statistic`
///
///     whence::smooth_grad method{whence::saliency{}};
///     method.noise = {.absolute = 0.3};
///
/// Every copy is asked what the clean image was asked, not for a top class of its own. Any method does, class maps as
/// well as pixel attributions; the statistic is of what it answers, so that of `input_gradient` signs cancel, and of
/// `saliency` they do not. Noise and sums are by seed, image content and sample alone: the same numbers come out
/// whatever `batch` is.
///
/// @cost one forward pass for the question, that of the method for `samples` images each
/// @source Smilkov, Thorat, Kim, Viegas and Wattenberg 2017, "SmoothGrad: removing noise by adding noise", section 3;
///         the variance Adebayo, Gilmer, Goodfellow and Kim 2018, "Local Explanation Methods for Deep Neural Networks
///         Lack Sensitivity to Parameter Values", section 2; the squares Hooker, Erhan, Kindermans and Kim 2019, "A
///         Benchmark for Interpretability Methods in Deep Neural Networks", section 3
template <class Method = input_gradient, class Noise = gaussian_noise>
struct smooth_grad {
  [[no_unique_address]] Method method{};                ///< the method, with its options
  Noise noise{};                                        ///< what is added to each copy; see `image_noise`
  std::size_t samples = 50;                             ///< copies of each image
  smooth_statistic statistic = smooth_statistic::mean;  ///< what becomes of their answers
  std::size_t batch = 16;                               ///< most copies a call of the method
  progress observer{};                                  ///< told of every batch of copies, and may stop it

  /// @param images (N, C, H, W), of the model's own type
  /// @param score what is asked of each image, once
  /// @return class_maps or pixel_attributions, as the method answers; scores are those of the clean images
  /// @throws option_error for no samples; shape_error, score_error, stopped_error, what method and noise throw
  template <class Model, class Score = top_logit>
  requires detail::explains_versions<Method, Model, Score> && image_noise<Noise, value_t<Model>>
  [[nodiscard]] auto operator()(Model const& model, images_of<Model> auto const& images,
                                Score const& score = {}) const {
    using T = value_t<Model>;
    using answer_type = detail::plain_answer<detail::versions_answer<Method, Model, Score>>;
    if (samples == 0) throw option_error("samples of SmoothGrad", "at least 1", "0");
    std::size_t const count = images.shape(0);
    detail::pass_count passes(observer, count * (1 + samples));
    logit_matrix<T> const logits = detail::logits_in_batches(model, images, batch, passes);
    auto const asked = whence::pin<T>(logits, score);
    answer_type result;
    std::vector<map_status> spoilt;
    for (std::size_t n = 0; n != count; ++n) {
      std::size_t const size = images.size() / count;
      detail::moments gathered;
      spoilt.push_back(detail::explained_versions(
          method, model, asked.questions[n], images, samples, batch, passes,
          [&](std::size_t sample, T* copy) {
            noise(images, n, sample, std::span<T>(copy, size));
            for (std::size_t i = 0; i != size; ++i) copy[i] += images.data()[n * size + i];
          },
          [&](std::size_t first, auto const& answer) {
            std::size_t const values = answer.values.size() / answer.values.shape(0);
            for (std::size_t i = 0; i != answer.values.shape(0); ++i) {
              gathered.add(std::span<T const>(answer.values.data() + i * values, values));
            }
            if (n == 0 && first == 0) detail::shape_like(result, answer, count);
          }));
      gathered.write(statistic, std::span<T>(result.values.data() + n * gathered.size(), gathered.size()));
    }
    result.scores = asked.scores(logits);
    result.classes = asked.classes();
    result.status = detail::statuses(result.values, result.scores, logits);
    for (std::size_t n = 0; n != count; ++n) detail::spoil(result.status[n], spoilt[n]);
    return result;
  }
};
template <class Method>
smooth_grad(Method) -> smooth_grad<Method>;
template <class Method, class Noise>
smooth_grad(Method, Noise) -> smooth_grad<Method, Noise>;
smooth_grad()->smooth_grad<input_gradient>;

}  // namespace whence
