// SPDX-License-Identifier: BSD-3-Clause
// Only a backend with `backward` can be asked for gradients; the message names the rung and the call.
// unsatisfied: input_differentiable
// unsatisfied: model_backend
// expected-error: 'model.backward.record, cotangent.'
#include <static/archetypes.hpp>
#include <whence/methods/gradient/input_gradient.hpp>

#ifdef WHENCE_TWIN
using backend = archetypes::input_differentiable;
#else
using backend = archetypes::tappable;
#endif

void explain(backend const& model, archetypes::images const& images) {
  (void)whence::input_gradient{}(model, images);
}
