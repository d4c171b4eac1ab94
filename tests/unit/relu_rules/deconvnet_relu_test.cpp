// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <whence/core/tensor.hpp>
#include <whence/relu_rules/deconvnet_relu.hpp>

BOOST_AUTO_TEST_SUITE(relu_rules_deconvnet_relu)

BOOST_AUTO_TEST_CASE(a_positive_gradient_passes_whatever_the_input_was) {
  constexpr whence::deconvnet_relu passes;
  static_assert(passes(2.0, 1.0) && passes(-2.0, 1.0) && passes(0.0, 1.0));
  static_assert(!passes(2.0, -1.0) && !passes(-2.0, -1.0));
  BOOST_TEST(passes(-1.0, 1e-300));
}

BOOST_AUTO_TEST_CASE(a_gradient_of_zero_does_not_pass) {
  BOOST_TEST(!whence::deconvnet_relu{}(1.0F, 0.0F));
}

BOOST_AUTO_TEST_CASE(it_answers_for_a_whole_tensor) {
  whence::tensor<double, 1> const input = {1.0, -1.0, 1.0};
  whence::tensor<double, 1> const gradient = {5.0, 5.0, -5.0};
  whence::tensor<bool, 1> const passes = whence::deconvnet_relu{}(input, gradient);
  BOOST_TEST((passes == whence::tensor<bool, 1>{true, true, false}));
}

BOOST_AUTO_TEST_SUITE_END()
