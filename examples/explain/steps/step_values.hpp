// SPDX-License-Identifier: BSD-3-Clause
// What a class activation map is made of, one image's, for the figures to show.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <string>
#include <variant>
#include <vector>
#include <whence/concepts/input_differentiable.hpp>
#include <whence/concepts/score_function.hpp>
#include <whence/core/class_maps.hpp>
#include <whence/core/logit_row.hpp>
#include <whence/core/tap_info.hpp>
#include <whence/methods/cam/grad_cam.hpp>
#include <whence/scores/class_logit.hpp>
#include <whence/scores/log_probability.hpp>
#include <whence/scores/logit_margin.hpp>
#include <whence/scores/pinned.hpp>

#include "explain/asked_score.hpp"
#include "explain/class_names.hpp"
#include "explain/steps/lettering.hpp"

namespace explain::steps {

/// The scalar y that was asked about, in words.
struct question_words {
  std::string subject;               ///< what the map speaks for
  std::string scalar;                ///< y
  std::string unit;                  ///< of y
  std::vector<std::size_t> classes;  ///< that y is about; the second is what the first is held against
};

struct step_values {
  std::string tap;
  bool relu_follows = false;  ///< one that cuts off what is below zero at the tap
  question_words question;
  whence::logit_matrix<float> logits;  ///< (1, classes)

  whence::feature_tensor<float> feature_maps;  ///< (1, K, h, w)
  whence::feature_tensor<float> gradient;      ///< (1, K, h, w)
  std::vector<float> mean_gradients;           ///< (K)
  whence::class_maps<float> signed_map;        ///< their weighted sum
  whence::class_maps<float> rectified_map;     ///< the same, negative values clipped at zero

  [[nodiscard]] std::size_t maps() const { return feature_maps.shape(1); }
  [[nodiscard]] whence::image_size cells() const { return {feature_maps.shape(2), feature_maps.shape(3)}; }
  [[nodiscard]] bool has_finite_logits() const {
    return std::ranges::all_of(logits, [](float logit) { return std::isfinite(logit); });
  }
  [[nodiscard]] double probability(std::size_t index) const {
    return std::exp(double{whence::log_probability_question{index}.value(whence::logit_row(logits, 0))});
  }
};

inline std::string size_words(whence::image_size size) {
  return std::to_string(size.height) + " x " + std::to_string(size.width);
}

inline std::string short_name(std::string const& name) {
  return plot::shortened(name, 330, plot::theme::label_height);
}

inline question_words words_of(whence::logit_question const& asked, class_names const& names) {
  std::string const name = short_name(names[asked.index]);
  return {name, "the logit of " + name, "logit", {asked.index}};
}

inline question_words words_of(whence::margin_question const& asked, class_names const& names) {
  std::string const both = short_name(names[asked.index]) + " over " + short_name(names[asked.against]);
  return {both, "the margin of " + both, "logit", {asked.index, asked.against}};
}

/// Of a question of another kind.
template <class Question>
question_words words_of(Question const&, class_names const&) {
  return {"what was asked", "the score asked about", "score", {}};
}

/// Of the command line's.
inline question_words words_of(asked_question const& asked, class_names const& names) {
  return std::visit([&](auto const& question) { return words_of(question, names); }, asked.kind);
}

inline constexpr char logits_not_finite_words[] =
    "The network put out logits that are not finite: nothing that is asked of it has a meaning.";

/// Why a map has nothing to show.
inline std::string words_without_meaning(whence::map_status status, std::string const& what) {
  if (status == whence::map_status::logits_not_finite) return logits_not_finite_words;
  return what + " is " + std::string(whence::to_text(status)) + ": it says nothing.";
}

/// The mean of every map.
///
/// @param maps (1, K, h, w)
/// @return (K)
inline std::vector<float> means_of(whence::feature_tensor<float> const& maps) {
  std::size_t const cells = maps.shape(2) * maps.shape(3);
  std::vector<float> means;
  for (std::size_t k = 0; k != maps.shape(1); ++k) {
    double sum = 0.0;
    for (std::size_t i = 0; i != cells; ++i) sum += double{maps.data()[k * cells + i]};
    means.push_back(static_cast<float>(sum / static_cast<double>(cells)));
  }
  return means;
}

/// Whether a ReLU cuts off what is below zero at a tap. In a chain of layers one that follows does; layers of networks
/// with skip connections are called otherwise, and of them nothing is claimed.
template <class Model>
bool relu_follows(Model const& model, std::string const& tap) {
  auto const taps = model.taps();
  auto const here = std::ranges::find(taps, tap, &whence::tap_info::name);
  return std::ranges::find(here, taps.end(), "relu", &whence::tap_info::kind) != taps.end();
}

/// @param images one
/// @cost one forward pass, three backward passes to the tap
template <whence::input_differentiable Model, class Score>
step_values values_of_steps(Model const& model, typename Model::tap_type const& tap, std::string tap_name,
                            whence::image_batch<float> const& images, class_names const& names, Score const& score) {
  auto const record = model.record(images, tap);
  auto const asked = whence::pin<float>(record.logits(), score);
  auto gradient = model.backward(record, asked.cotangents(record.logits()));
  auto means = means_of(gradient);
  whence::grad_cam cam{tap};
  auto rectified = cam(model, record, asked);
  cam.keep_signed = true;
  bool const before_relu = relu_follows(model, tap_name);
  return {std::move(tap_name),
          before_relu,
          words_of(asked.questions.front(), names),
          record.logits(),
          record.feature_maps(),
          std::move(gradient),
          std::move(means),
          cam(model, record, asked),
          std::move(rectified)};
}

}  // namespace explain::steps
