// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>
#include <whence/concepts/deepest_tap.hpp>
#include <whence/concepts/image_noise.hpp>
#include <whence/concepts/images_of.hpp>
#include <whence/concepts/model_backend.hpp>
#include <whence/concepts/score_function.hpp>
#include <whence/concepts/tap_of.hpp>
#include <whence/core/class_maps.hpp>
#include <whence/core/option_error.hpp>
#include <whence/core/progress.hpp>
#include <whence/methods/detail/answer.hpp>
#include <whence/methods/detail/gradients_of_versions.hpp>
#include <whence/methods/wrappers/gaussian_noise.hpp>
#include <whence/scores/pinned.hpp>
#include <whence/scores/top_logit.hpp>

namespace whence {

namespace detail {

/// Means of a gradient's first three powers over noisy copies, and the map they make of feature maps.
class gradient_powers {
 public:
  template <class T>
  void add(std::span<T const> gradient) {
    first_.resize(gradient.size());
    second_.resize(gradient.size());
    third_.resize(gradient.size());
    for (std::size_t i = 0; i != gradient.size(); ++i) {
      double const g = static_cast<double>(gradient[i]);
      first_[i] += g;
      second_[i] += g * g;
      third_[i] += g * g * g;
    }
    count_ += 1.0;
  }

  /// @param maps A (K, h, w)
  /// @param out (h, w)
  template <class T>
  void weigh(std::span<T const> maps, std::span<T> out, bool printed_numerator) const {
    std::size_t const cells = out.size();
    std::vector<double> map(cells);
    for (std::size_t start = 0; start != maps.size(); start += cells) {
      double sum = 0.0, weight = 0.0;
      for (std::size_t i = 0; i != cells; ++i) sum += static_cast<double>(maps[start + i]);
      for (std::size_t i = start; i != start + cells; ++i) {
        if (first_[i] <= 0.0 || second_[i] == 0.0) continue;  // not so of a NaN
        double const above = printed_numerator ? first_[i] : second_[i];
        double const alpha = above / (2.0 * second_[i] + sum * third_[i]);
        weight += alpha * first_[i] / count_;
      }
      for (std::size_t i = 0; i != cells; ++i) map[i] += weight * static_cast<double>(maps[start + i]);
    }
    std::ranges::transform(map, out.begin(), [](double value) { return static_cast<T>(value); });
  }

 private:
  double count_ = 0.0;
  std::vector<double> first_, second_, third_;
};

}  // namespace detail

/// Smooth Grad-CAM++: Grad-CAM++ whose derivatives are means over noisy copies of the image.
///
///     L = max(0, sum_k w_k A_k),   w_k = sum over (i, j) of alpha_k(i, j) max(0, D1_k(i, j))
///     alpha_k = D2_k / (2 D2_k + (sum over (a, b) of A_k(a, b)) D3_k)
///
/// D1, D2 and D3 are the means over the copies of the first, second and third power of dy/dA_k, which for Grad-CAM++'s
/// exponential head are the derivatives of those orders, but for e^y; A are the clean image's maps. The paper prints D1
/// above the fraction of alpha, so that with one copy and no noise it would not be Grad-CAM++; `printed_numerator`
/// follows it. Every copy is asked what the clean image was asked.
///
/// @source Omeiza, Speakman, Cintas and Weldemariam 2019, "Smooth Grad-CAM++: An Enhanced Inference Level Visualization
///         Technique for Deep Convolutional Neural Network Models", section 3
template <class At = deepest_tap, class Noise = gaussian_noise>
struct smooth_grad_cam_plus_plus {
  At at{};                         ///< where to look
  bool keep_signed = false;        ///< keep negative values instead of clipping them at zero
  Noise noise{};                   ///< what is added to each copy; see `image_noise`
  std::size_t samples = 50;        ///< copies of each image
  bool printed_numerator = false;  ///< alpha as the paper prints it
  std::size_t batch = 16;          ///< most copies a pass
  progress observer{};             ///< told of every batch of copies, and may stop it

  /// @param images (N, C, H, W), of the model's own type
  /// @param score what is asked of each image, once
  /// @return class_maps: values (N, h, w), not normalised
  /// @throws option_error for no samples; unknown_tap_error, shape_error, score_error, stopped_error
  /// @cost one forward pass; samples N images forward, as many backward to the tap
  template <model_backend Model, score_function<value_t<Model>> Score = top_logit>
  requires tap_of<At, Model> && image_noise<Noise, value_t<Model>>
  [[nodiscard]] class_maps<value_t<Model>> operator()(Model const& model, images_of<Model> auto const& images,
                                                      Score const& score = {}) const {
    using T = value_t<Model>;
    if (samples == 0) throw option_error("samples of Smooth Grad-CAM++", "at least 1", "0");
    auto const tap = whence::resolve_tap(model, at);
    auto const record = model.record(images, tap);
    logit_matrix<T> const& logits = record.logits();
    feature_tensor<T> const& maps = record.feature_maps();
    auto const asked = whence::pin<T>(logits, score);
    std::size_t const count = images.shape(0), cells = maps.shape(2) * maps.shape(3);
    detail::pass_count passes(observer, count * (1 + samples));
    passes.add(count);
    map_batch<T> values({count, maps.shape(2), maps.shape(3)});
    for (std::size_t n = 0; n != count; ++n) {
      std::size_t const size = images.size() / count, all = maps.shape(1) * cells;
      detail::gradient_powers powers;
      detail::gradients_of_versions(
          model, tap, asked.questions[n], images, samples, batch, passes,
          [&](std::size_t sample, T* copy) {
            noise(images, n, sample, std::span<T>(copy, size));
            for (std::size_t i = 0; i != size; ++i) copy[i] += images.data()[n * size + i];
          },
          [&](std::size_t, std::span<T const> gradient, std::span<T const>) { powers.add(gradient); });
      powers.weigh(std::span<T const>(maps.data() + n * all, all), std::span<T>(values.data() + n * cells, cells),
                   printed_numerator);
    }
    if (!keep_signed) detail::rectify(values);
    return detail::answer_maps(std::move(values), logits, asked, detail::geometry_of(record));
  }
};
template <class At>
smooth_grad_cam_plus_plus(At) -> smooth_grad_cam_plus_plus<At>;
smooth_grad_cam_plus_plus()->smooth_grad_cam_plus_plus<deepest_tap>;

}  // namespace whence
