// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>
#include <whence/concepts/tappable.hpp>

namespace whence {

/// The heart: a forward pass with a tap, a backward pass from a scalar score. Unlocks the Grad-CAM family.
///
///     model.backward(record, cotangent (N, classes)) -> gradient at the tap (N, K, h, w)
///
/// The cotangent is dy/dlogits of each image's question; the result is dy/d(feature maps): a vector-Jacobian product.
///
/// Laws: `backward` is linear in the cotangent, agrees with finite differences, leaves the record as it was, and may be
/// called any number of times and from several threads.
template <class Model>
concept model_backend = tappable<Model> &&
    requires(Model const& model, record_t<Model> const& record, logit_matrix<value_t<Model>> const& cotangent) {
  { model.backward(record, cotangent) } -> std::same_as<feature_tensor<value_t<Model>>>;
};

}  // namespace whence
