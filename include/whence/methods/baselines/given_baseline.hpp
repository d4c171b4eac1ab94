// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <whence/concepts/image_baseline.hpp>
#include <whence/core/shape_error.hpp>
#include <whence/core/shape_text.hpp>
#include <whence/core/tensor.hpp>

namespace whence {

/// Images of the caller's: one for all, or one for each.
///
///     whence::given_baseline const black{whence::preprocess(black_photo, whence::imagenet).images};
template <class T>
struct given_baseline {
  image_batch<T> given;  ///< (1, C, H, W), or (N, C, H, W) for a batch of N

  /// @param images (N, C, H, W), of which only the shape is asked
  /// @return (N, C, H, W)
  /// @throws shape_error where the images given are neither one nor N, or of another size
  [[nodiscard]] image_batch<T> operator()(image_batch<T> const& images) const {
    bool const fits = std::equal(given.shape().begin() + 1, given.shape().end(), images.shape().begin() + 1);
    if (!fits || (given.shape(0) != 1 && given.shape(0) != images.shape(0))) {
      throw shape_error("given baseline", "one image for all, or one for each of " + whence::shape_text(images.shape()),
                        whence::shape_text(given.shape()));
    }
    if (given.shape(0) == images.shape(0)) return given;
    image_batch<T> result(images.shape());
    for (std::size_t n = 0; n != images.shape(0); ++n) {
      std::copy_n(given.data(), given.size(), result.data() + n * given.size());
    }
    return result;
  }
};
template <class T>
given_baseline(image_batch<T>) -> given_baseline<T>;

static_assert(image_baseline<given_baseline<float>, float> && !image_baseline<given_baseline<float>, double>);

}  // namespace whence
