// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <span>
#include <whence/core/tensor.hpp>

namespace whence {

/// One image's logits out of a batch's.
///
/// @param logits (N, classes); the span points into it
template <class T>
[[nodiscard]] std::span<T const> logit_row(logit_matrix<T> const& logits, std::size_t image) {
  return {logits.data() + image * logits.shape(1), logits.shape(1)};
}

}  // namespace whence
