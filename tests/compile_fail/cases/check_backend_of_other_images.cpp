// SPDX-License-Identifier: BSD-3-Clause
// xtensor would convert the images without a word, to other numbers and even to three axes.
// expected-error: `forward` takes images of other numbers than value_type, or without the batch axis
// expected-error: `record` takes images of other numbers than value_type, or without the batch axis
#include <static/archetypes.hpp>
#include <whence/concepts/check_backend.hpp>

struct backend : archetypes::tappable {
#ifndef WHENCE_TWIN
  archetypes::logits forward(whence::tensor<double, 3> const&) const;
  record_type record(whence::image_batch<float> const&, tap_type const&) const;
#endif
};
static_assert(whence::check_backend<backend, whence::rung::tappable>());
