// SPDX-License-Identifier: BSD-3-Clause
// unsatisfied: relu_rule
#include <support/toy_model.hpp>
#include <whence/relu_rules/swap_relu.hpp>

struct passes_all {
#ifdef WHENCE_TWIN
  template <class T>
  bool operator()(T const&, T const&) const {
    return true;
  }
#endif
};

void view(whence::test::toy_model<float> const& model) {
  (void)whence::swap_relu<passes_all>(model);
}
