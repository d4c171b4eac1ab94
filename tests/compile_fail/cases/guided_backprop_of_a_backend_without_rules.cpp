// SPDX-License-Identifier: BSD-3-Clause
// Guided backprop needs a backend that lets its ReLUs be swapped.
// unsatisfied: differentiable_under
#include <static/archetypes.hpp>
#include <whence/methods/gradient/guided_backprop.hpp>
#include <whence/relu_rules/guided_relu.hpp>

struct backend : archetypes::input_differentiable {
#ifdef WHENCE_TWIN
  using input_differentiable::backward;
  archetypes::maps backward(record_type const&, archetypes::logits const&, whence::guided_relu) const;
#endif
};

void explain(backend const& model, archetypes::images const& images) {
  (void)whence::guided_backprop{}(model, images);
}
