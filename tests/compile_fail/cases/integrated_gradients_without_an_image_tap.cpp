// SPDX-License-Identifier: BSD-3-Clause
// Gradients at taps are not yet gradients at the image.
// unsatisfied: input_differentiable
// expected-error: 'model.image_tap..'
#include <static/archetypes.hpp>
#include <whence/methods/gradient/integrated_gradients.hpp>

#ifdef WHENCE_TWIN
using backend = archetypes::input_differentiable;
#else
using backend = archetypes::model_backend;
#endif

void explain(backend const& model, archetypes::images const& images) {
  (void)whence::integrated_gradients{}(model, images);
}
