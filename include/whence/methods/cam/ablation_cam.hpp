// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <span>
#include <utility>
#include <vector>
#include <whence/concepts/ablatable.hpp>
#include <whence/concepts/deepest_tap.hpp>
#include <whence/concepts/images_of.hpp>
#include <whence/concepts/resumable.hpp>
#include <whence/concepts/score_function.hpp>
#include <whence/concepts/tap_of.hpp>
#include <whence/core/class_maps.hpp>
#include <whence/core/logit_row.hpp>
#include <whence/core/progress.hpp>
#include <whence/methods/cam/ablation_scale.hpp>
#include <whence/methods/detail/answer.hpp>
#include <whence/methods/detail/asked_of_maps.hpp>
#include <whence/scores/pinned.hpp>
#include <whence/scores/top_logit.hpp>

namespace whence {

/// Ablation-CAM: every feature map weighed by what the answer loses without it. No gradient is asked for.
///
///     L(i, j) = max(0, sum_k w_k A_k(i, j)),   w_k = (y - y_k) / |y|,   y_k = y where A_k is set to zero
///
/// The paper divides by y itself, which turns every weight round where y is negative, as a logit may be:
/// `ablation_scale::score` does so too. Where y is zero, a part of it is no number: the map is `not_finite`, unless
/// `ablation_scale::none` is chosen.
///
/// Zero is what a ReLU puts out for "not there"; at a convolution before its ReLU it is some value among others, and
/// the paper's reading of the weights is lost: look behind the ReLU.
///
/// @source Desai and Ramaswamy 2020, "Ablation-CAM: Visual Explanations for Deep Convolutional Network via
///         Gradient-free Localization", equations 5 and 6
template <class At = deepest_tap>
struct ablation_cam {
  At at{};                                           ///< where to look
  ablation_scale scale = ablation_scale::magnitude;  ///< what the drop is divided by
  bool keep_signed = false;                          ///< keep negative values instead of clipping them at zero
  std::size_t batch = 64;                            ///< most versions of the feature maps a pass
  progress observer{};                               ///< told after every pass; may stop the method

  /// @param images (N, C, H, W), of the model's own type
  /// @param score what is asked of each image
  /// @return class_maps: values (N, h, w) in units of the feature maps
  /// @throws unknown_tap_error, shape_error, score_error; stopped_error where the observer wants no more
  /// @cost one forward pass; from the tap on, K passes an image, `batch` at once, less those of maps that are zero
  ///       everywhere already; memory of `batch` versions of an image's feature maps, 64 MiB of them at most. Of a
  ///       model that is `ablatable`, less: the reference backend copies no maps where only ReLU and pooling lie before
  ///       the first linear layer, and reads that layer once for all maps
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
    tensor<T, 1> const whole = asked.scores(record.logits());
    std::size_t const cells = maps.shape(2) * maps.shape(3);
    std::size_t const size = maps.shape(1) * cells;

    std::vector<std::vector<std::size_t>> channels;
    for (std::size_t n = 0; n != maps.shape(0); ++n) channels.push_back(seen(maps, n));
    auto const count = [](std::size_t sum, auto const& of_image) { return sum + of_image.size(); };
    detail::pass_count passes(observer, std::accumulate(channels.begin(), channels.end(), std::size_t{0}, count));

    map_batch<T> values = xt::zeros<T>({maps.shape(0), maps.shape(2), maps.shape(3)});
    for (std::size_t n = 0; n != maps.shape(0); ++n) {
      T const* const clean = maps.data() + n * size;
      auto const weigh = [&](std::size_t version, T y) {
        T const weight = part(whole(n) - y, whole(n));
        T const* const map = clean + channels[n][version] * cells;
        T* const out = values.data() + n * cells;
        for (std::size_t i = 0; i != cells; ++i) out[i] += weight * map[i];
      };
      if constexpr (ablatable<Model>) {
        ask_without(model, record, n, asked.questions[n], channels[n], passes, weigh);
      } else {
        std::size_t const copies = std::max<std::size_t>(1, (std::size_t{64} << 20) / sizeof(T) / size);
        detail::asked_of_maps(
            model, record, n, asked.questions[n], channels[n].size(), std::min(batch, copies), passes,
            [&](std::size_t version, T* ablated) {
              std::copy_n(clean, size, ablated);
              std::fill_n(ablated + channels[n][version] * cells, cells, T(0));
            },
            weigh);
      }
    }
    if (!keep_signed) detail::rectify(values);
    return detail::answer_maps(std::move(values), record.logits(), asked, detail::geometry_of(record));
  }

 private:
  /// Of a model that takes the maps away by itself.
  template <class Model, class Question, class Use>
  void ask_without(Model const& model, record_t<Model> const& record, std::size_t image, Question const& question,
                   std::span<std::size_t const> channels, detail::pass_count& passes, Use const& use) const {
    detail::require_batch(batch);
    for (std::size_t first = 0; first < channels.size(); first += batch) {
      auto const some = channels.subspan(first, std::min(batch, channels.size() - first));
      logit_matrix<value_t<Model>> const logits = model.ablate(record, image, some);
      for (std::size_t i = 0; i != some.size(); ++i) use(first + i, question.value(whence::logit_row(logits, i)));
      passes.add(some.size());
    }
  }

  /// The channels that are not zero everywhere: the others add nothing to the map, whatever they weigh.
  template <class T>
  static std::vector<std::size_t> seen(feature_tensor<T> const& maps, std::size_t image) {
    std::size_t const cells = maps.shape(2) * maps.shape(3);
    std::vector<std::size_t> channels;
    for (std::size_t k = 0; k != maps.shape(1); ++k) {
      T const* const map = maps.data() + (image * maps.shape(1) + k) * cells;
      if (std::any_of(map, map + cells, [](T value) { return value != T(0); })) channels.push_back(k);
    }
    return channels;
  }

  template <class T>
  [[nodiscard]] T part(T drop, T whole) const {
    switch (scale) {
      case ablation_scale::magnitude: return drop / std::abs(whole);
      case ablation_scale::score: return drop / whole;
      case ablation_scale::none: break;
    }
    return drop;
  }
};
template <class At>
ablation_cam(At) -> ablation_cam<At>;
ablation_cam()->ablation_cam<deepest_tap>;

}  // namespace whence
