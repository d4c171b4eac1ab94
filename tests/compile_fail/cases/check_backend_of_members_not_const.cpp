// SPDX-License-Identifier: BSD-3-Clause
// Members that exist but are not const are told from members that are missing.
// expected-error: `forward` is not const
// expected-error: `record` is not const
// expected-error: `logits` of record_type is not const
// expected-error: `feature_maps` of record_type is not const
// expected-error: `backward` is not const
// expected-error: `image_tap` is not const
// unexpected-error: no public
#include <whence/concepts/check_backend.hpp>

#ifdef WHENCE_TWIN
#define AS_IT_SHOULD_BE const
#else
#define AS_IT_SHOULD_BE
#endif
struct record_of_backend {
  whence::logit_matrix<float>& logits() AS_IT_SHOULD_BE;
  whence::feature_tensor<float>& feature_maps() AS_IT_SHOULD_BE;
};
struct backend {
  using value_type = float;
  using tap_type = int;
  using record_type = record_of_backend;
  whence::logit_matrix<float> forward(whence::image_batch<float> const&) AS_IT_SHOULD_BE;
  record_type record(whence::image_batch<float> const&, int) AS_IT_SHOULD_BE;
  whence::feature_tensor<float> backward(record_type const&, whence::logit_matrix<float> const&) AS_IT_SHOULD_BE;
  int image_tap() AS_IT_SHOULD_BE;
};
static_assert(whence::check_backend<backend, whence::rung::input_differentiable>());
