// SPDX-License-Identifier: BSD-3-Clause
// A view of a temporary would look at a model that is gone.
// expected-error: deleted function
#include <support/toy_model.hpp>
#include <whence/relu_rules/guided_relu.hpp>
#include <whence/relu_rules/swap_relu.hpp>

void view() {
#ifdef WHENCE_TWIN
  whence::test::toy_model<float> const model;
  auto const guided = whence::swap_relu<whence::guided_relu>(model);
#else
  auto const guided = whence::swap_relu<whence::guided_relu>(whence::test::toy_model<float>{});
#endif
  (void)guided;
}
