// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <span>
#include <vector>
#include <whence/concepts/input_differentiable.hpp>
#include <whence/core/map_status.hpp>
#include <whence/core/path_attributions.hpp>
#include <whence/core/tensor.hpp>
#include <whence/methods/detail/gradients_of_versions.hpp>

namespace whence::detail {

/// A point on the straight way from one image to another, and how much of the whole it stands for.
template <class T>
struct path_step {
  T const* from;    ///< the image (C, H, W) the way begins at
  double position;  ///< 0 there, 1 at its end
  double weight;
};

/// The sum over the steps of weight * (x - from) * dy/dx at from + position (x - from), for image n of a batch, written
/// to its place in the answer. Its completeness gap becomes that of the sum to what the score gained.
///
/// @param images x (N, C, H, W)
/// @param gained y(x) less what y was where the ways begin
/// @cost ceil(steps / batch) forward passes, as many backward passes to the image
template <input_differentiable Model, class Question>
void along_paths(Model const& model, image_batch<value_t<Model>> const& images, std::size_t n, Question const& question,
                 std::vector<path_step<value_t<Model>>> const& steps, double gained, std::size_t batch,
                 pass_count& passes, path_attributions<value_t<Model>>& answer) {
  using T = value_t<Model>;
  std::size_t const size = images.size() / images.shape(0);
  T const* const x = images.data() + n * size;
  std::vector<double> sums(size);
  bool sound = true;
  detail::gradients_of_versions(
      model, model.image_tap(), question, images, steps.size(), batch, passes,
      [&](std::size_t step, T* point) {
        auto const [from, position, weight] = steps[step];
        for (std::size_t i = 0; i != size; ++i) {
          double const begin = static_cast<double>(from[i]);
          point[i] = static_cast<T>(begin + position * (static_cast<double>(x[i]) - begin));
        }
      },
      [&](std::size_t step, std::span<T const> gradient, std::span<T const> logits) {
        auto const [from, position, weight] = steps[step];
        for (std::size_t i = 0; i != size; ++i) {
          double const way = static_cast<double>(x[i]) - static_cast<double>(from[i]);
          sums[i] += weight * way * static_cast<double>(gradient[i]);
        }
        sound = sound && detail::all_finite(logits);
      });
  double total = 0.0;
  for (std::size_t i = 0; i != size; ++i) {
    answer.values.data()[n * size + i] = static_cast<T>(sums[i]);
    total += sums[i];
  }
  answer.completeness_gap(n) = static_cast<T>(total - gained);
  answer.status[n] = whence::status_of(std::span<T const>(answer.values.data() + n * size, size), answer.scores(n));
  if (!sound) answer.status[n] = map_status::logits_not_finite;
}

/// Logits that are not finite, asked about or not, spoil their image's answer.
///
/// @param logits (N, classes)
template <class T>
void note_spoilt(path_attributions<T>& answer, logit_matrix<T> const& logits) {
  for (std::size_t n = 0; n != answer.status.size(); ++n) {
    if (!detail::all_finite(whence::logit_row(logits, n))) answer.status[n] = map_status::logits_not_finite;
  }
}

/// An answer that is to be filled in.
///
/// @param asked of the images' logits
template <class T, class Question>
[[nodiscard]] path_attributions<T> unanswered(image_batch<T> const& images, logit_matrix<T> const& logits,
                                              pinned<Question> const& asked) {
  std::size_t const count = images.shape(0);
  path_attributions<T> answer;
  answer.values = xt::zeros<T>(images.shape());
  answer.scores = asked.scores(logits);
  answer.classes = asked.classes();
  answer.status.assign(count, map_status::all_zero);
  answer.completeness_gap = xt::zeros<T>({count});
  return answer;
}

}  // namespace whence::detail
