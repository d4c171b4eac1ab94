// SPDX-License-Identifier: BSD-3-Clause
// unsatisfied: tappable
#include <static/archetypes.hpp>
#include <whence/methods/cam/score_cam.hpp>

#ifdef WHENCE_TWIN
using backend = archetypes::tappable;
#else
using backend = archetypes::classifier;
#endif

void explain(backend const& model, archetypes::images const& images, archetypes::tap const& tap) {
  (void)whence::score_cam{tap}(model, images);
}
