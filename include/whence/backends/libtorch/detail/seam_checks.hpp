// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <whence/backends/libtorch/detail/host_tensor.hpp>
#include <whence/backends/libtorch/module_error.hpp>
#include <whence/backends/libtorch/module_record.hpp>
#include <whence/core/shape_error.hpp>
#include <whence/core/shape_text.hpp>
#include <whence/core/tensor.hpp>

namespace whence::libtorch::detail {

/// What a module put out, as logits of so many images.
///
/// @throws module_error where it is of another shape
template <std::floating_point T>
logit_matrix<T> logits_on_host(at::Tensor const& values, std::size_t images) {
  if (values.dim() != 2 || values.size(0) != static_cast<std::int64_t>(images)) {
    throw module_error("output of the module", "logits (" + std::to_string(images) + ", classes)",
                       whence::shape_text(values.sizes()));
  }
  return detail::to_host<T, 2>(values);
}

/// @throws shape_error where a cotangent is not shaped like the logits
template <std::floating_point T>
void require_cotangent(logit_matrix<T> const& logits, logit_matrix<T> const& cotangent) {
  if (cotangent.shape() == logits.shape()) return;
  throw shape_error("cotangent", whence::shape_text(logits.shape()), whence::shape_text(cotangent.shape()));
}

/// @throws shape_error where the maps or the index do not fit
template <std::floating_point T>
void require_maps(module_record<T> const& record, std::size_t image, feature_tensor<T> const& maps) {
  auto expected = record.feature_maps().shape();
  expected[0] = maps.shape(0);
  if (maps.shape() != expected || expected[0] == 0) {
    throw shape_error("feature maps", "(M, K, h, w) = " + whence::shape_text(expected) + ", M not 0",
                      whence::shape_text(maps.shape()));
  }
  if (image >= record.logits().shape(0)) {
    throw shape_error("image to resume", "an index below " + std::to_string(record.logits().shape(0)),
                      std::to_string(image));
  }
}

/// @throws shape_error where there are none
template <std::floating_point T>
void require_images(image_batch<T> const& images) {
  if (images.shape(0) == 0) throw shape_error("images", "at least one", whence::shape_text(images.shape()));
}

}  // namespace whence::libtorch::detail
