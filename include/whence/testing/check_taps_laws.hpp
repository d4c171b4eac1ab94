// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <vector>
#include <whence/concepts/images_of.hpp>
#include <whence/concepts/model_backend.hpp>
#include <whence/concepts/multi_tappable.hpp>
#include <whence/concepts/resumable.hpp>
#include <whence/core/shape_error.hpp>
#include <whence/testing/detail/law_tools.hpp>
#include <whence/testing/law_report.hpp>
#include <whence/testing/law_tolerances.hpp>

namespace whence {

namespace detail {

/// How far one of several records made in one pass is from the one its tap has alone: logits, maps, and what can be
/// asked of it.
template <class Model, class T>
double record_deviation(Model const& model, record_t<Model> const& got, record_t<Model> const& wanted,
                        random_values& random) {
  double worst = std::max(
      detail::deviation<T, 2>(got.logits(), wanted.logits(), "logits of one of several records"),
      detail::deviation<T, 4>(got.feature_maps(), wanted.feature_maps(), "feature maps of one of several records"));
  if constexpr (model_backend<Model>) {
    logit_matrix<T> const cotangent = random.like<T, 2>(wanted.logits());
    worst = std::max(worst, detail::deviation<T, 4>(model.backward(got, cotangent), model.backward(wanted, cotangent),
                                                    "gradient of one of several records"));
  }
  if constexpr (resumable<Model>) {
    feature_tensor<T> const maps = random.like<T, 4>(detail::part_of<T, 4>(wanted.feature_maps(), 0));
    worst = std::max(worst, detail::deviation<T, 2>(model.resume(got, 0, maps), model.resume(wanted, 0, maps),
                                                    "resumed logits of one of several records"));
  }
  return worst;
}

}  // namespace detail

/// Tries the law of records of several taps: each is what `record` of its tap alone gives, in whatever order the taps
/// are, and where one is named twice.
///
/// @param images (N, C, H, W)
/// @param taps at least one
/// @cost for each of T taps one forward pass, and as far as the model goes back, two backward passes and two passes
/// from
///       the tap on; one forward pass of them all
template <multi_tappable Model>
[[nodiscard]] law_report check_taps_laws(Model const& model, images_of<Model> auto const& images,
                                         std::vector<tap_t<Model>> const& taps,
                                         law_tolerances<value_t<Model>> const& tolerances = {},
                                         std::string const& where = {}) {
  using T = value_t<Model>;
  law_report report;
  detail::try_law(
      report, law::record_of_taps_is_record_of_each, where, tolerances.recording, [&]() -> detail::law_finding {
        std::vector<tap_t<Model>> order(taps.rbegin(), taps.rend());
        order.push_back(taps.back());
        std::vector<record_t<Model>> const records = model.record(images, std::span<tap_t<Model> const>(order));
        if (records.size() != order.size()) {
          throw shape_error("records of several taps", std::to_string(order.size()), std::to_string(records.size()));
        }
        detail::random_values random(tolerances.seed);
        double worst = 0;
        for (std::size_t i = 0; i != order.size(); ++i) {
          worst = std::max(
              worst, detail::record_deviation<Model, T>(model, records[i], model.record(images, order[i]), random));
        }
        return {worst};
      });
  return report;
}

}  // namespace whence
