// SPDX-License-Identifier: BSD-3-Clause
// unsatisfied: resumable
#include <static/archetypes.hpp>
#include <whence/methods/cam/ablation_cam.hpp>

#ifdef WHENCE_TWIN
using backend = archetypes::resumable;
#else
using backend = archetypes::model_backend;
#endif

void explain(backend const& model, archetypes::images const& images, archetypes::tap const& tap) {
  (void)whence::ablation_cam{tap}(model, images);
}
