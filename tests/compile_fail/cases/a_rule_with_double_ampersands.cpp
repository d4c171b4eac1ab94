// SPDX-License-Identifier: BSD-3-Clause
// A rule is asked of whole tensors by some backends: what only numbers know is refused by all of them, and by name.
// unsatisfied: relu_rule
// expected-error: mask_by_auto_and_single_ampersands
#include <support/toy_model.hpp>
#include <whence/relu_rules/swap_relu.hpp>

struct both_positive {
  template <class T>
  auto operator()(T const& input, T const& gradient) const {
#ifdef WHENCE_TWIN
    return (input > 0) & (gradient > 0);
#else
    return input > 0 && gradient > 0;
#endif
  }
};

void view(whence::test::toy_model<float> const& model) {
  (void)whence::swap_relu<both_positive>(model);
}
