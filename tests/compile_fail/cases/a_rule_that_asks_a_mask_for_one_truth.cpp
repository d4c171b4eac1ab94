// SPDX-License-Identifier: BSD-3-Clause
// A tensor has no one truth for ?: to choose by; the message says what to write.
// expected-error: a ReLU rule is asked of whole tensors too, which are not true or false: write .x > 0. & .g > 0.
#include <support/toy_model.hpp>
#include <whence/relu_rules/swap_relu.hpp>

struct both_positive {
  template <class T>
  auto operator()(T const& input, T const& gradient) const {
#ifdef WHENCE_TWIN
    return (input > 0) & (gradient > 0);
#else
    return input > 0 ? gradient > 0 : input > 0;
#endif
  }
};

void view(whence::test::toy_model<float> const& model) {
  (void)whence::swap_relu<both_positive>(model);
}
