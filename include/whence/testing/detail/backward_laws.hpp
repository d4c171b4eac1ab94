// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>
#include <whence/concepts/model_backend.hpp>
#include <whence/testing/detail/finite_differences.hpp>
#include <whence/testing/detail/law_tools.hpp>
#include <whence/testing/detail/run_in_threads.hpp>
#include <whence/testing/law_report.hpp>
#include <whence/testing/law_tolerances.hpp>

namespace whence::detail {

/// The laws of `backward` at one tap. Every trial makes the records it needs and differentiates each but once, unless
/// that is what it tries, so that one fault breaks one law.
template <model_backend Model>
struct backward_trials {
  using T = value_t<Model>;
  using maps = feature_tensor<T>;
  using logits = logit_matrix<T>;

  Model const& model;
  image_batch<T> const& images;
  tap_t<Model> const& tap;
  law_tolerances<T> const& tolerances;

  [[nodiscard]] record_t<Model> recorded() const { return model.record(images, tap); }

  [[nodiscard]] maps gradient(record_t<Model> const& record, logits const& cotangent) const {
    maps const result = model.backward(record, cotangent);
    detail::expect_shape_of<T, 4>(result, record.feature_maps(), "gradient, held against the feature maps");
    return result;
  }

  /// Cotangents with entries in [-1, 1), always the same for the same number.
  [[nodiscard]] logits cotangent(std::size_t number = 0) const {
    logits const shape = recorded().logits();
    return random_values(tolerances.seed + 100 + number).like(shape);
  }

  [[nodiscard]] law_finding linearity() const {
    constexpr T a = T(1.75);
    constexpr T b = T(-2.5);
    logits const u = cotangent(0);
    logits const v = cotangent(1);
    logits const mixed = a * u + b * v;
    maps const of_u = gradient(recorded(), u);
    maps const of_v = gradient(recorded(), v);
    maps const wanted = a * of_u + b * of_v;
    logits const nothing = xt::zeros<T>(u.shape());
    maps const zero = xt::zeros<T>(of_u.shape());
    return {std::max(deviation(gradient(recorded(), mixed), wanted, "gradient"),
                     deviation(gradient(recorded(), nothing), zero, "gradient of a zero cotangent"))};
  }

  [[nodiscard]] law_finding repetition() const {
    logits const u = cotangent();
    auto const record = recorded();
    maps const first = gradient(record, u);
    return {deviation(gradient(record, u), first, "gradient of the second call")};
  }

  [[nodiscard]] law_finding threads() const {
    std::vector<logits> cotangents;
    std::vector<maps> wanted;
    for (std::size_t i = 0; i != tolerances.threads; ++i) {
      cotangents.push_back(cotangent(i));
      wanted.push_back(gradient(recorded(), cotangents[i]));
    }
    std::vector<maps> got(wanted.size());
    auto const record = recorded();
    detail::run_in_threads(got.size(), [&](std::size_t i) { got[i] = gradient(record, cotangents[i]); });
    double worst = 0;
    for (std::size_t i = 0; i != got.size(); ++i) {
      worst = std::max(worst, deviation(got[i], wanted[i], "gradient in a thread"));
    }
    return {worst};
  }

  [[nodiscard]] law_finding side_by_side() const {
    logits const u = cotangent();
    maps const wanted = gradient(recorded(), u);
    auto const record = recorded();
    random_values random(tolerances.seed);
    auto const other = model.record(random.like(images, mean_size(images)), tap);
    return {deviation(gradient(record, u), wanted, "gradient of the first record")};
  }

  [[nodiscard]] law_finding leaving_alone() const {
    auto const record = recorded();
    logits const logits_before = record.logits();
    maps const maps_before = record.feature_maps();
    (void)gradient(record, cotangent());
    return {std::max(deviation<T, 2>(record.logits(), logits_before, "logits of the record"),
                     deviation<T, 4>(record.feature_maps(), maps_before, "feature maps of the record"))};
  }

  [[nodiscard]] law_finding batching() const {
    logits const u = cotangent();
    maps const together = gradient(recorded(), u);
    double worst = 0;
    for (std::size_t n = 0; n != images.shape(0); ++n) {
      maps const alone = gradient(model.record(part_of(images, n), tap), part_of(u, n));
      worst = std::max(worst, deviation(alone, part_of(together, n), "gradient of an image alone"));
    }
    return {worst};
  }
};

/// Every law of `backward` but the finite differences, which need to know how the maps at the tap are perturbed.
template <model_backend Model>
[[nodiscard]] law_report try_backward_laws(backward_trials<Model> const& trials, std::string const& where) {
  law_report report;
  auto const& allowed = trials.tolerances;
  try_law(report, law::backward_is_linear, where, allowed.linearity, [&] { return trials.linearity(); });
  try_law(report, law::backward_repeats_itself, where, allowed.repetition, [&] { return trials.repetition(); });
  try_law(report, law::backward_runs_in_threads, where, allowed.repetition, [&] { return trials.threads(); });
  try_law(report, law::records_live_side_by_side, where, allowed.repetition, [&] { return trials.side_by_side(); });
  try_law(report, law::backward_leaves_the_record_alone, where, 0, [&] { return trials.leaving_alone(); });
  if (trials.images.shape(0) < 2) {
    leave_untried(report, law::backward_ignores_the_batch, where, "needs two images");
  } else {
    try_law(report, law::backward_ignores_the_batch, where, allowed.batching, [&] { return trials.batching(); });
  }
  return report;
}

/// @param logits_of maps (record, n, stack of maps (M, K, h, w)) to logits (M, classes)
template <model_backend Model, class Suffix>
void try_finite_differences(law_report& report, backward_trials<Model> const& trials, std::string const& where,
                            Suffix const& logits_of) {
  using T = value_t<Model>;
  try_law(report, law::backward_agrees_with_finite_differences, where, trials.tolerances.finite_difference, [&] {
    auto const record = trials.recorded();
    logit_matrix<T> const cotangent = trials.cotangent();
    feature_tensor<T> const maps = record.feature_maps();
    feature_tensor<T> const gradient = trials.gradient(record, cotangent);
    auto const of_image = [&](std::size_t n, feature_tensor<T> const& stack) { return logits_of(record, n, stack); };
    return detail::try_gradients(of_image, maps, gradient, cotangent, trials.tolerances);
  });
}

}  // namespace whence::detail
