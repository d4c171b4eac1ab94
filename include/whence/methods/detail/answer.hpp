// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <vector>
#include <whence/core/class_maps.hpp>
#include <whence/core/logit_row.hpp>
#include <whence/core/map_status.hpp>
#include <whence/core/pixel_attributions.hpp>
#include <whence/core/tap_geometry.hpp>
#include <whence/core/tensor.hpp>
#include <whence/scores/pinned.hpp>

namespace whence::detail {

/// The status of every image's part of `values` (N, ...).
template <class T, std::size_t Rank>
std::vector<map_status> statuses(tensor<T, Rank> const& values, tensor<T, 1> const& scores) {
  std::size_t const images = values.shape(0);
  std::size_t const size = images == 0 ? 0 : values.size() / images;
  std::vector<map_status> result;
  for (std::size_t n = 0; n != images; ++n) {
    result.push_back(whence::status_of(std::span<T const>(values.data() + n * size, size), scores(n)));
  }
  return result;
}

/// The same where the network's logits are at hand: one of them that is not finite, asked about or not, spoils the map.
template <class T, std::size_t Rank>
std::vector<map_status> statuses(tensor<T, Rank> const& values, tensor<T, 1> const& scores,
                                 logit_matrix<T> const& logits) {
  std::vector<map_status> result = detail::statuses(values, scores);
  for (std::size_t n = 0; n != result.size(); ++n) {
    auto const is_finite = [](T logit) { return std::isfinite(logit); };
    if (!std::ranges::all_of(whence::logit_row(logits, n), is_finite)) result[n] = map_status::logits_not_finite;
  }
  return result;
}

/// Maps that know what was asked and whether they mean anything.
template <class T, class Question>
class_maps<T> answer_maps(map_batch<T> values, logit_matrix<T> const& logits, pinned<Question> const& asked,
                          std::optional<tap_geometry> geometry) {
  tensor<T, 1> scores = asked.scores(logits);
  std::vector<map_status> status = detail::statuses(values, scores, logits);
  return {std::move(values), std::move(scores), asked.classes(), std::move(status), geometry};
}

/// The same for attributions to pixels.
template <class T, class Question>
pixel_attributions<T> answer_pixels(image_batch<T> values, logit_matrix<T> const& logits,
                                    pinned<Question> const& asked) {
  tensor<T, 1> scores = asked.scores(logits);
  std::vector<map_status> status = detail::statuses(values, scores, logits);
  return {std::move(values), std::move(scores), asked.classes(), std::move(status)};
}

/// Where a record's cells look, as far as it tells.
template <class Record>
std::optional<tap_geometry> geometry_of(Record const& record) {
  if constexpr (requires {
                  { record.geometry() } -> std::convertible_to<std::optional<tap_geometry>>;
                }) {
    return record.geometry();
  } else {
    return std::nullopt;
  }
}

/// Negative values become zero; what is not finite stays as it is, minus infinity too, so that it is reported.
template <class T, std::size_t Rank>
void rectify(tensor<T, Rank>& values) {
  for (T& value : values.storage()) value = value < T(0) && std::isfinite(value) ? T(0) : value;
}

}  // namespace whence::detail
