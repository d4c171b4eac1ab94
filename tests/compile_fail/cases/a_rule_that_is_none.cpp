// SPDX-License-Identifier: BSD-3-Clause
// unsatisfied: relu_rule
#include <support/toy_model.hpp>
#include <whence/relu_rules/swap_relu.hpp>

struct passes_backwards {
#ifdef WHENCE_TWIN
  template <class T>
  auto operator()(T const&, T const& gradient) const {
    return gradient < 0;
  }
#endif
};

void view(whence::test::toy_model<float> const& model) {
  (void)whence::swap_relu<passes_backwards>(model);
}
