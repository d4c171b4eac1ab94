// SPDX-License-Identifier: BSD-3-Clause
// The one header that names xtensor's paths: 0.26 moved them into folders.
#pragma once
#include <cstddef>
#include <whence/core/version.hpp>

#if __has_include(<xtensor/containers/xtensor.hpp>)
#include <xtensor/containers/xadapt.hpp>
#include <xtensor/containers/xtensor.hpp>
#include <xtensor/core/xmath.hpp>
#include <xtensor/views/xview.hpp>
#else
#include <xtensor/xadapt.hpp>
#include <xtensor/xmath.hpp>
#include <xtensor/xtensor.hpp>
#include <xtensor/xview.hpp>
#endif

namespace whence {

/// A dense, row-major host tensor of static rank.
template <class T, std::size_t Rank>
using tensor = xt::xtensor<T, Rank, xt::layout_type::row_major>;

/// What the network sees: (N, C, H, W), preprocessed, batch axis always present.
template <class T>
using image_batch = tensor<T, 4>;

/// Activations at a tap, or their gradient: (N, K, h, w).
template <class T>
using feature_tensor = tensor<T, 4>;

/// Class scores before the softmax, or a cotangent of them: (N, classes).
template <class T>
using logit_matrix = tensor<T, 2>;

/// One map an image: (N, h, w).
template <class T>
using map_batch = tensor<T, 3>;

}  // namespace whence
