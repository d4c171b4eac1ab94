// SPDX-License-Identifier: BSD-3-Clause
// The methods that perturb images ask for the least, and say so where even that is missing.
// unsatisfied: classifier
// expected-error: 'model.forward.images.'
#include <static/archetypes.hpp>
#include <whence/methods/perturbation/occlusion.hpp>

#ifdef WHENCE_TWIN
using backend = archetypes::classifier;
#else
struct backend {
  using value_type = double;
  archetypes::logits predict(archetypes::images const&) const;
};
#endif

void explain(backend const& model, archetypes::images const& images) {
  (void)whence::occlusion{}(model, images);
}
