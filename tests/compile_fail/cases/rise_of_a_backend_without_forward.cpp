// SPDX-License-Identifier: BSD-3-Clause
// A `forward` that is not const is none.
// unsatisfied: classifier
// expected-error: 'model.forward.images.'
#include <static/archetypes.hpp>
#include <whence/methods/perturbation/rise.hpp>

struct backend {
  using value_type = double;
#ifdef WHENCE_TWIN
  archetypes::logits forward(archetypes::images const&) const;
#else
  archetypes::logits forward(archetypes::images const&);
#endif
};

void explain(backend const& model, archetypes::images const& images) {
  (void)whence::rise{}(model, images);
}
