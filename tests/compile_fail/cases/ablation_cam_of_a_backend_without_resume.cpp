// SPDX-License-Identifier: BSD-3-Clause
// The methods that change feature maps need a backend that goes on from a tap; gradients are no help.
// unsatisfied: resumable
// expected-error: 'model.resume.record, image, feature_maps.'
#include <static/archetypes.hpp>
#include <whence/methods/cam/ablation_cam.hpp>

#ifdef WHENCE_TWIN
using backend = archetypes::resumable;
#else
using backend = archetypes::input_differentiable;
#endif

void explain(backend const& model, archetypes::images const& images, archetypes::tap const& tap) {
  (void)whence::ablation_cam{tap}(model, images);
}
