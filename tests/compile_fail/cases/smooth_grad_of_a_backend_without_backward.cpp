// SPDX-License-Identifier: BSD-3-Clause
// A wrapper asks what its method asks: the message names the method that does not work on the model. Asked without its
// wrapper, that one says what is missing.
// unsatisfied: attribution_method
// expected-error: input_gradient
#include <static/archetypes.hpp>
#include <whence/methods/gradient/input_gradient.hpp>
#include <whence/methods/wrappers/smooth_grad.hpp>

#ifdef WHENCE_TWIN
using backend = archetypes::input_differentiable;
#else
using backend = archetypes::tappable;
#endif

void explain(backend const& model, archetypes::images const& images) {
  (void)whence::smooth_grad<whence::input_gradient>{}(model, images);
}
