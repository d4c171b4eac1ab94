// SPDX-License-Identifier: BSD-3-Clause
// unsatisfied: differentiable_under
// expected-error: 'model.backward.record, cotangent, rule.'
#include <static/archetypes.hpp>
#include <whence/methods/cam/grad_cam.hpp>
#include <whence/methods/wrappers/with_relu.hpp>

#ifdef WHENCE_TWIN
using backend = archetypes::differentiable_under;
#else
using backend = archetypes::model_backend;
#endif

void explain(backend const& model, archetypes::images const& images, archetypes::tap const& tap) {
  whence::with_relu<archetypes::relu_rule, whence::grad_cam<archetypes::tap>> const method{{tap}};
  (void)method(model, images);
}
