// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>
#include <cstddef>
#include <string>
#include <vector>
#include <whence/concepts/deepest_tap.hpp>
#include <whence/concepts/named_tap.hpp>
#include <whence/concepts/tap_of.hpp>
#include <whence/testing/check_ablate_laws.hpp>
#include <whence/testing/check_backward_laws.hpp>
#include <whence/testing/check_forward_laws.hpp>
#include <whence/testing/check_input_laws.hpp>
#include <whence/testing/check_record_laws.hpp>
#include <whence/testing/check_resume_laws.hpp>
#include <whence/testing/check_rule_laws.hpp>
#include <whence/testing/check_taps_laws.hpp>

namespace whence {

namespace detail {

template <class Rule, class Model, class T>
void add_rule_laws(law_report& report, Model const& model, image_batch<T> const& images, tap_t<Model> const& tap,
                   law_tolerances<T> const& tolerances, std::string const& where) {
  if constexpr (differentiable_under<Model, Rule>) {
    report += whence::check_rule_laws(model, images, tap, Rule{}, tolerances, where);
  }
}

template <class Model, class T>
void add_shipped_rule_laws(law_report& report, Model const& model, image_batch<T> const& images,
                           tap_t<Model> const& tap, law_tolerances<T> const& tolerances, std::string const& where) {
  detail::add_rule_laws<plain_relu>(report, model, images, tap, tolerances, where + ", plain_relu");
  detail::add_rule_laws<guided_relu>(report, model, images, tap, tolerances, where + ", guided_relu");
  detail::add_rule_laws<deconvnet_relu>(report, model, images, tap, tolerances, where + ", deconvnet_relu");
}

/// The tap's name, where the model lists its taps (`taps(height, width)`), else its place in the list.
template <class Model, class T>
std::string tap_label(Model const& model, image_batch<T> const& images, tap_t<Model> const& tap, std::size_t place) {
  if constexpr (requires {
                  std::string(model.taps(images.shape(2), images.shape(3)).front().name);
                  { tap == model.find_tap(named_tap{}) } -> std::convertible_to<bool>;
                }) {
    for (auto const& listed : model.taps(images.shape(2), images.shape(3))) {
      if (tap == model.find_tap(named_tap{listed.name})) return listed.name;
    }
  }
  return "tap " + std::to_string(place);
}

}  // namespace detail

/// Tries every law that the model's capabilities allow, at the taps given and at the image.
///
///     auto const report = whence::check_laws(model, images, {model.find_tap(whence::named_tap{"features.28"})});
///     std::cout << report;
///     return report.passed() ? 0 : 1;
///
/// @param images (N, C, H, W), at least two that differ; random values will do
/// @param taps where to try the laws of records, gradients, `resume` and ReLU rules
/// @cost see the laws themselves: some hundred passes; a small network of the same code is as good a witness as a large
template <tappable Model>
[[nodiscard]] law_report check_laws(Model const& model, images_of<Model> auto const& images,
                                    std::vector<tap_t<Model>> const& taps,
                                    law_tolerances<value_t<Model>> const& tolerances = {}) {
  law_report report = whence::check_forward_laws(model, images, tolerances);
  for (std::size_t i = 0; i != taps.size(); ++i) {
    std::string const where = detail::tap_label(model, images, taps[i], i);
    report += whence::check_record_laws(model, images, taps[i], tolerances, where);
    if constexpr (model_backend<Model>) {
      report += whence::check_backward_laws(model, images, taps[i], tolerances, where);
      detail::add_shipped_rule_laws(report, model, images, taps[i], tolerances, where);
    }
    if constexpr (resumable<Model>) {
      report += whence::check_resume_laws(model, images, taps[i], tolerances, where);
    }
    if constexpr (ablatable<Model>) {
      report += whence::check_ablate_laws(model, images, taps[i], tolerances, where);
    }
  }
  if constexpr (multi_tappable<Model>) {
    if (!taps.empty()) report += whence::check_taps_laws(model, images, taps, tolerances, "all taps");
  }
  if constexpr (input_differentiable<Model>) {
    report += whence::check_input_laws(model, images, tolerances);
    detail::add_shipped_rule_laws(report, model, images, model.image_tap(), tolerances, "image tap");
  }
  return report;
}

/// The same at the deepest tap, where the backend finds it, or without a tap.
template <classifier Model>
[[nodiscard]] law_report check_laws(Model const& model, images_of<Model> auto const& images,
                                    std::same_as<law_tolerances<value_t<Model>>> auto const& tolerances) {
  if constexpr (tap_of<deepest_tap, Model>) {
    return whence::check_laws(model, images, std::vector{whence::resolve_tap(model, deepest_tap{})}, tolerances);
  } else if constexpr (tappable<Model>) {
    return whence::check_laws(model, images, std::vector<tap_t<Model>>{}, tolerances);
  } else {
    return whence::check_forward_laws(model, images, tolerances);
  }
}

template <classifier Model>
[[nodiscard]] law_report check_laws(Model const& model, images_of<Model> auto const& images) {
  return whence::check_laws(model, images, law_tolerances<value_t<Model>>{});
}

}  // namespace whence
