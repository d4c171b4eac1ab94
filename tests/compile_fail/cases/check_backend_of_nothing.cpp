// SPDX-License-Identifier: BSD-3-Clause
// Everything that is missing is named at once, each with the line to write.
// expected-error: does not name its numbers. Write: using value_type = float
// expected-error: no public `forward` takes a batch of images. Write: whence::logit_matrix<value_type>
// forward.whence::image_batch<value_type> const& images. const expected-error: Write: using tap_type = expected-error:
// Write: using record_type = expected-error: no public `record` takes a batch of images and a tap. Write: record_type
// record expected-error: no public `backward` takes a record and a cotangent. Write: whence::feature_tensor<value_type>
// backward unexpected-error: resume|image_tap
#include <static/archetypes.hpp>
#include <whence/concepts/check_backend.hpp>

#ifdef WHENCE_TWIN
using backend = archetypes::model_backend;
#else
struct backend {};
#endif
static_assert(whence::check_backend<backend>());
