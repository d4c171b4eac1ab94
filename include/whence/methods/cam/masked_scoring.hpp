// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>
#include <whence/concepts/images_of.hpp>
#include <whence/concepts/score_function.hpp>
#include <whence/concepts/tap_of.hpp>
#include <whence/core/class_maps.hpp>
#include <whence/core/content_key.hpp>
#include <whence/core/option_error.hpp>
#include <whence/core/progress.hpp>
#include <whence/methods/cam/mask_stretch.hpp>
#include <whence/methods/cam/mask_weights.hpp>
#include <whence/methods/cam/masking.hpp>
#include <whence/methods/detail/answer.hpp>
#include <whence/methods/detail/asked_of_versions.hpp>
#include <whence/methods/detail/score_masks.hpp>
#include <whence/scores/pinned.hpp>
#include <whence/scores/top_logit.hpp>

namespace whence {

/// Score-CAM and its relatives: every feature map weighed by what the network answers to the image seen through it.
/// `score_cam` is one.
///
/// @tparam Masks how the image is shown through a mask, and how often
/// @tparam At where to look: the model's own tap, `named_tap`, or `deepest_tap`
template <class Masks, class At>
struct masked_scoring {
  At at{};                                           ///< where to look
  [[no_unique_address]] Masks masks{};               ///< with their options
  mask_weights weights = mask_weights::softmax;      ///< what the answers are made into
  mask_stretch stretch = mask_stretch::by_geometry;  ///< how maps are brought to the image
  bool scale_first = false;  ///< stretch a map to [0, 1] before it is brought to the image, as torch-cam does
  bool keep_signed = false;  ///< keep negative values instead of clipping them at zero
  std::size_t batch = 16;    ///< masked images a pass
  progress observer{};       ///< told after every pass; may stop the method

  /// @param images (N, C, H, W), of the model's own type
  /// @param score what is asked of each image
  /// @return class_maps: values (N, h, w) in units of the feature maps, times those of y unless weights are a softmax
  /// @throws unknown_tap_error, shape_error, score_error; unknown_geometry_error where the tap has no place in the
  ///         image; option_error for no samples; stopped_error where the observer wants no more
  /// @cost one forward pass, and K * masks.samples() an image, `batch` at once; where a mask of zeros leaves zeros,
  /// maps
  ///       that are the same everywhere share one pass of the image of zeros
  template <tappable Model, score_function<value_t<Model>> Score = top_logit>
  requires tap_of<At, Model> && masking<Masks, value_t<Model>>
  [[nodiscard]] class_maps<value_t<Model>> operator()(Model const& model, images_of<Model> auto const& images,
                                                      Score const& score = {}) const {
    return (*this)(model, images, model.record(images, whence::resolve_tap(model, at)), score);
  }

  /// The same from a record of these images in hand, whatever tap it was recorded at.
  ///
  /// @cost the passes of masked images
  template <tappable Model, score_function<value_t<Model>> Score = top_logit>
  requires masking<Masks, value_t<Model>>
  [[nodiscard]] class_maps<value_t<Model>> operator()(Model const& model, images_of<Model> auto const& images,
                                                      record_t<Model> const& record, Score const& score = {}) const {
    using T = value_t<Model>;
    if (masks.samples() == 0) throw option_error("images made of one mask", "at least 1", "0");
    feature_tensor<T> const& maps = record.feature_maps();
    std::size_t const channels = maps.shape(1), cells = maps.shape(2) * maps.shape(3);
    tap_geometry const geometry = detail::stretched(stretch, detail::geometry_of(record), maps.shape(2), maps.shape(3),
                                                    images.shape(2), images.shape(3));
    auto const asked = whence::pin<T>(record.logits(), score);

    std::vector<std::vector<std::size_t>> telling;  // the channels whose masks are asked about, of every image
    std::size_t versions = 0;
    for (std::size_t n = 0; n != maps.shape(0); ++n) {
      telling.push_back(told_apart(maps, n));
      versions += telling.back().size() * masks.samples();
    }
    bool const shares = versions != maps.shape(0) * channels * masks.samples();
    bool const asks_of_nothing = shares || weights == mask_weights::increase;
    detail::pass_count passes(observer, versions + (asks_of_nothing ? 1 : 0));
    std::optional<logit_matrix<T>> nothing;  // what the network makes of an image of zeros
    if (asks_of_nothing) {
      image_batch<T> const zeros = xt::zeros<T>({std::size_t{1}, images.shape(1), images.shape(2), images.shape(3)});
      nothing = model.forward(zeros);
      passes.add(1);
    }

    map_batch<T> values = xt::zeros<T>({maps.shape(0), maps.shape(2), maps.shape(3)});
    for (std::size_t n = 0; n != maps.shape(0); ++n) {
      T const of_nothing = nothing ? asked.questions[n].value(whence::logit_row(*nothing, 0)) : T(0);
      std::vector<T> answers(channels, T(0));
      for (std::size_t k = 0; k != channels; ++k) answers[k] = of_nothing;
      ask(model, images, maps, n, asked.questions[n], geometry, telling[n], passes, answers);
      weigh(answers, of_nothing);
      T const* const map = maps.data() + n * channels * cells;
      T* const out = values.data() + n * cells;
      for (std::size_t k = 0; k != channels; ++k)
        for (std::size_t i = 0; i != cells; ++i) out[i] += answers[k] * map[k * cells + i];
    }
    if (!keep_signed) detail::rectify(values);
    return detail::answer_maps(std::move(values), record.logits(), asked, detail::geometry_of(record));
  }

 private:
  /// The channels whose masks hold more than zeros, or whose masks of zeros leave more than nothing.
  template <class T>
  static std::vector<std::size_t> told_apart(feature_tensor<T> const& maps, std::size_t image) {
    std::size_t const cells = maps.shape(2) * maps.shape(3);
    std::vector<std::size_t> channels;
    for (std::size_t k = 0; k != maps.shape(1); ++k) {
      bool nothing = false;
      if constexpr (requires { requires Masks::nothing_shows_nothing; }) {
        nothing = detail::is_constant(std::span<T const>(maps.data() + (image * maps.shape(1) + k) * cells, cells));
      }
      if (!nothing) channels.push_back(k);
    }
    return channels;
  }

  /// Replaces the answers of the channels that are asked about by the means over their samples.
  template <class Model, class T, class Question>
  void ask(Model const& model, image_batch<T> const& images, feature_tensor<T> const& maps, std::size_t n,
           Question const& question, tap_geometry const& geometry, std::vector<std::size_t> const& telling,
           detail::pass_count& passes, std::vector<T>& answers) const {
    std::size_t const rows = maps.shape(2), columns = maps.shape(3), cells = rows * columns;
    std::size_t const size = images.shape(1) * images.shape(2) * images.shape(3), samples = masks.samples();
    std::span<T const> const image(images.data() + n * size, size);
    std::uint64_t const key = whence::content_key(images, n);
    map_batch<T> mask;
    detail::asked_of_versions(
        model, question, images, telling.size() * samples, batch, passes,
        [&](std::size_t version, T* out) {
          std::size_t const k = telling[version / samples], sample = version % samples;
          if (sample == 0) {
            std::span<T const> const map(maps.data() + (n * maps.shape(1) + k) * cells, cells);
            mask = detail::mask_of(map, rows, columns, geometry, images.shape(2), images.shape(3), scale_first);
          }
          masks(std::span<T const>(mask.data(), mask.size()), image, key, k * samples + sample,
                std::span<T>(out, size));
        },
        [&](std::size_t version, T y) {
          T& answer = answers[telling[version / samples]];
          answer = version % samples == 0 ? y : answer + y;
          if (version % samples == samples - 1) answer /= static_cast<T>(samples);
        });
  }

  /// Answers become weights.
  template <class T>
  void weigh(std::vector<T>& answers, T of_nothing) const {
    if (weights == mask_weights::increase) {
      for (T& answer : answers) answer -= of_nothing;
    } else if (weights == mask_weights::softmax) {
      T const largest = *std::ranges::max_element(answers);
      T sum = T(0);
      for (T& answer : answers) sum += answer = std::exp(answer - largest);
      for (T& answer : answers) answer /= sum;
    }
  }
};

}  // namespace whence
