// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <optional>
#include <whence/core/tap_geometry.hpp>
#include <whence/core/tensor.hpp>
#include <whence/scores/pinned.hpp>

namespace whence {

/// All that a class activation map is made of: feature maps, the gradient there of what was asked, and what was asked.
/// Every `class_activation` takes it in place of a model and images, so that ten of them cost one forward pass and one
/// backward pass. It holds values of its own: neither the model nor the record need outlive it, and whoever has maps
/// and gradients from elsewhere may fill one in.
///
///     auto const gradient = whence::differentiate(model, record, score);
///     auto const smooth = whence::grad_cam{}(gradient);
///     auto const sharp  = whence::layer_cam{}(gradient);
///
/// Made by `differentiate`.
template <class T, class Question>
struct tap_gradient {
  using value_type = T;

  feature_tensor<T> feature_maps;        ///< A (N, K, h, w)
  feature_tensor<T> gradient;            ///< dy/dA (N, K, h, w)
  logit_matrix<T> logits;                ///< (N, classes)
  pinned<Question> asked;                ///< the question of each image
  std::optional<tap_geometry> geometry;  ///< where the cells look; absent where the backend cannot tell
};

}  // namespace whence
