// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <vector>
#include <whence/concepts/image_baseline.hpp>
#include <whence/concepts/images_of.hpp>
#include <whence/concepts/input_differentiable.hpp>
#include <whence/concepts/score_function.hpp>
#include <whence/core/path_attributions.hpp>
#include <whence/core/progress.hpp>
#include <whence/methods/baselines/constant_baseline.hpp>
#include <whence/methods/detail/along_paths.hpp>
#include <whence/methods/detail/gradients_of_versions.hpp>
#include <whence/methods/gradient/path_rule.hpp>
#include <whence/scores/pinned.hpp>
#include <whence/scores/top_logit.hpp>

namespace whence {

/// Integrated gradients: what every pixel contributes to the score on the straight way from a baseline to the image.
///
///     (x - b) * integral from 0 to 1 of dy/dx at b + t (x - b) dt
///
///     auto const answer = whence::integrated_gradients{}(model, images);
///     std::cout << answer.completeness_gap(0);  // how far the values are from adding up to y(x) - y(b)
///
/// The answer is about the way from this baseline: a pixel that looks like it gets nothing. Where the gap is large
/// against the score, take more steps. The same numbers come out whatever `batch` is.
///
/// @source Sundararajan, Taly and Yan 2017, "Axiomatic Attribution for Deep Networks", equation 1; Gauss-Legendre
///         instead of equation 3's sum, which is `path_rule::right`
template <class Baseline = constant_baseline>
struct integrated_gradients {
  Baseline baseline{};                         ///< where the way begins; see `image_baseline`
  path_rule rule = path_rule::gauss_legendre;  ///< by which points the integral is taken
  std::size_t steps = 50;                      ///< points
  std::size_t batch = 16;                      ///< most images a pass, by which memory is bounded
  progress observer{};                         ///< told of every batch, and may stop it

  /// @param images (N, C, H, W), of the model's own type
  /// @param score what is asked of each image, and of every point of its way
  /// @return path_attributions: values (N, C, H, W), in units of y
  /// @throws option_error, shape_error, score_error, stopped_error, what the baseline throws
  /// @cost for N images (2 + steps) N images forward, steps N images backward to the image
  template <input_differentiable Model, score_function<value_t<Model>> Score = top_logit>
  requires image_baseline<Baseline, value_t<Model>>
  [[nodiscard]] path_attributions<value_t<Model>> operator()(Model const& model, images_of<Model> auto const& images,
                                                             Score const& score = {}) const {
    using T = value_t<Model>;
    std::size_t const count = images.shape(0);
    std::vector<path_point> const points = whence::path_points(rule, steps);
    detail::pass_count passes(observer, count * (2 + points.size()));
    image_batch<T> const begin = detail::baseline_of(baseline, images);
    logit_matrix<T> const logits = detail::logits_in_batches(model, images, batch, passes);
    logit_matrix<T> const before = detail::logits_in_batches(model, begin, batch, passes);
    auto const asked = whence::pin<T>(logits, score);
    tensor<T, 1> const gone = asked.scores(before);
    path_attributions<T> answer = detail::unanswered(images, logits, asked);
    std::vector<detail::path_step<T>> way;
    for (auto const& point : points) way.push_back({nullptr, point.position, point.weight});
    for (std::size_t n = 0; n != count; ++n) {
      for (auto& step : way) step.from = begin.data() + n * (begin.size() / count);
      double const gained = static_cast<double>(answer.scores(n)) - static_cast<double>(gone(n));
      detail::along_paths(model, images, n, asked.questions[n], way, gained, batch, passes, answer);
    }
    detail::note_spoilt(answer, logits);
    detail::note_spoilt(answer, before);
    return answer;
  }
};
template <class Baseline>
integrated_gradients(Baseline) -> integrated_gradients<Baseline>;
integrated_gradients()->integrated_gradients<constant_baseline>;

}  // namespace whence
