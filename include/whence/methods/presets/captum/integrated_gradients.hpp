// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <utility>
#include <whence/concepts/image_baseline.hpp>
#include <whence/concepts/images_of.hpp>
#include <whence/concepts/input_differentiable.hpp>
#include <whence/concepts/score_function.hpp>
#include <whence/core/path_attributions.hpp>
#include <whence/methods/baselines/constant_baseline.hpp>
#include <whence/methods/gradient/integrated_gradients.hpp>
#include <whence/scores/top_logit.hpp>

namespace whence::presets::captum {

/// Integrated gradients as captum 0.9.0 computes them: whence's, but for `path_rule::trapezoid`, whose weights add up
/// to (n - 1) / n there instead of 1. With ten points a tenth of every value is missing, with the default of fifty 2 %.
///
/// @source captum 0.9.0, attr/_utils/approximation_methods.py
template <class Baseline = constant_baseline>
struct integrated_gradients : whence::integrated_gradients<Baseline> {
  explicit integrated_gradients(Baseline begin = {}) { this->baseline = std::move(begin); }

  /// @param images (N, C, H, W), of the model's own type
  /// @param score what is asked of each image, and of every point of its way
  /// @return path_attributions: values (N, C, H, W), in units of y; the completeness gap is that of these values
  /// @throws as whence::integrated_gradients
  /// @cost that of whence::integrated_gradients
  template <input_differentiable Model, score_function<value_t<Model>> Score = top_logit>
  requires image_baseline<Baseline, value_t<Model>>
  [[nodiscard]] path_attributions<value_t<Model>> operator()(Model const& model, images_of<Model> auto const& images,
                                                             Score const& score = {}) const {
    using T = value_t<Model>;
    path_attributions<T> answer = whence::integrated_gradients<Baseline>::operator()(model, images, score);
    if (this->rule != path_rule::trapezoid) return answer;
    double const missing = 1.0 / static_cast<double>(this->steps);
    std::size_t const count = images.shape(0), size = count == 0 ? 0 : images.size() / count;
    for (std::size_t n = 0; n != count; ++n) {
      T* const values = answer.values.data() + n * size;
      double lost = 0.0;
      for (std::size_t i = 0; i != size; ++i) {
        double const whole = static_cast<double>(values[i]);
        lost += missing * whole;
        values[i] = static_cast<T>((1.0 - missing) * whole);
      }
      answer.completeness_gap(n) -= static_cast<T>(lost);
    }
    return answer;
  }
};

}  // namespace whence::presets::captum
