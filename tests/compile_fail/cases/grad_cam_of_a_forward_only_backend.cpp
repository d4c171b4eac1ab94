// SPDX-License-Identifier: BSD-3-Clause
// unsatisfied: model_backend
#include <static/archetypes.hpp>
#include <whence/methods/cam/grad_cam.hpp>

#ifdef WHENCE_TWIN
using backend = archetypes::model_backend;
#else
using backend = archetypes::classifier;
#endif

void explain(backend const& model, archetypes::images const& images, archetypes::tap const& tap) {
  (void)whence::grad_cam{tap}(model, images);
}
