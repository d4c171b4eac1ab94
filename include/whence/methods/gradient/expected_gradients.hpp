// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <concepts>
#include <cstddef>
#include <span>
#include <string>
#include <vector>
#include <whence/concepts/images_of.hpp>
#include <whence/concepts/input_differentiable.hpp>
#include <whence/concepts/score_function.hpp>
#include <whence/core/option_error.hpp>
#include <whence/core/path_attributions.hpp>
#include <whence/core/progress.hpp>
#include <whence/core/shape_error.hpp>
#include <whence/core/shape_text.hpp>
#include <whence/methods/detail/along_paths.hpp>
#include <whence/methods/gradient/random_draws.hpp>
#include <whence/scores/pinned.hpp>
#include <whence/scores/top_logit.hpp>

namespace whence {

/// Expected gradients: integrated gradients whose baseline is a set of images instead of one, so that no single colour
/// counts as nothing. Known as GradientSHAP too.
///
///     mean over samples of (x - r) * dy/dx at r + t (x - r),   r one of the references, t between 0 and 1
///
///     whence::expected_gradients method{background_images};
///     method.samples = 200;
///
/// The completeness gap is against the mean score of all references: it tells whether the samples were enough. Samples
/// are drawn by seed and image content, so that the same numbers come out whatever `batch` is and whichever images
/// stand beside.
///
/// @source Erion, Janizek, Sturmfels, Lundberg and Lee 2021, "Improving performance of deep learning models with
///         axiomatic attribution priors and expected gradients", equation 3
template <class T, class Draws = random_draws>
struct expected_gradients {
  image_batch<T> references{};  ///< (R, C, H, W), at least one: as many different ones as there are kinds of background
  std::size_t samples = 50;     ///< pairs of a reference and a position
  Draws draws{};                ///< which ones; the seed is there
  std::size_t batch = 16;       ///< most images a pass
  progress observer{};          ///< told of every batch, and may stop it

  /// @param images (N, C, H, W), of the model's own type
  /// @param score what is asked of each image, and of every sample of it
  /// @return path_attributions: values (N, C, H, W), in units of y
  /// @throws option_error for no samples; shape_error for no references or some of another size; score_error,
  ///         stopped_error
  /// @cost for N images and R references R + (1 + samples) N images forward, samples N images backward to the image
  template <input_differentiable Model, score_function<value_t<Model>> Score = top_logit>
  requires std::same_as<value_t<Model>, T>
  [[nodiscard]] path_attributions<T> operator()(Model const& model, images_of<Model> auto const& images,
                                                Score const& score = {}) const {
    check(images);
    std::size_t const count = images.shape(0), choices = references.shape(0);
    detail::pass_count passes(observer, choices + count * (1 + samples));
    logit_matrix<T> const logits = detail::logits_in_batches(model, images, batch, passes);
    logit_matrix<T> const before = detail::logits_in_batches(model, references, batch, passes);
    auto const asked = whence::pin<T>(logits, score);
    path_attributions<T> answer = detail::unanswered(images, logits, asked);
    for (std::size_t n = 0; n != count; ++n) {
      std::vector<detail::path_step<T>> steps;
      for (std::size_t sample = 0; sample != samples; ++sample) {
        auto const [reference, position] = draws(images, n, sample, choices);
        T const* const from = references.data() + reference * (references.size() / choices);
        steps.push_back({from, position, 1.0 / static_cast<double>(samples)});
      }
      double gone = 0.0;
      for (std::size_t r = 0; r != choices; ++r) {
        gone += static_cast<double>(asked.questions[n].value(whence::logit_row(before, r)));
      }
      double const gained = static_cast<double>(answer.scores(n)) - gone / static_cast<double>(choices);
      detail::along_paths(model, images, n, asked.questions[n], steps, gained, batch, passes, answer);
    }
    detail::note_spoilt(answer, logits);
    return answer;
  }

 private:
  void check(image_batch<T> const& images) const {
    if (samples == 0) throw option_error("samples of expected gradients", "at least 1", "0");
    bool const fits = std::equal(references.shape().begin() + 1, references.shape().end(), images.shape().begin() + 1);
    if (references.shape(0) == 0 || !fits) {
      throw shape_error("references of expected gradients",
                        "at least one image like those of " + whence::shape_text(images.shape()),
                        whence::shape_text(references.shape()));
    }
  }
};
template <class T>
expected_gradients(image_batch<T>) -> expected_gradients<T>;

}  // namespace whence
