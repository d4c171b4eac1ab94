// SPDX-License-Identifier: BSD-3-Clause
// What stands in a hidden pixel's place is images, of the model's own numbers.
// unsatisfied: image_baseline
#include <static/archetypes.hpp>
#include <whence/methods/baselines/given_baseline.hpp>
#include <whence/methods/perturbation/occlusion.hpp>

#ifdef WHENCE_TWIN
using baseline = whence::given_baseline<double>;
#else
using baseline = whence::given_baseline<float>;
#endif

void explain(archetypes::classifier const& model, archetypes::images const& images, baseline const& given) {
  (void)whence::occlusion<baseline>{.baseline = given}(model, images);
}
