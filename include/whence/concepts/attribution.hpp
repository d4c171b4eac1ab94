// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>
#include <whence/core/signed_maps.hpp>
#include <whence/core/tensor.hpp>

namespace whence {

/// A method's answer: values that know their scores and whether they mean anything (`class_maps`,
/// `pixel_attributions`). Generic code reads `signed_maps(a)` (N, h, w).
template <class Attribution>
concept attribution = requires(Attribution const& answer, std::size_t image) {
  typename Attribution::value_type;
  { answer.scores } -> std::convertible_to<tensor<typename Attribution::value_type, 1> const&>;
  { answer.classes } -> std::convertible_to<tensor<std::size_t, 1> const&>;
  {answer.values.shape()};
  { answer.status[image] } -> std::convertible_to<map_status>;
  { whence::signed_maps(answer) } -> std::same_as<map_batch<typename Attribution::value_type>>;
};

static_assert(attribution<class_maps<float>> && attribution<pixel_attributions<double>>);

}  // namespace whence
