// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <whence/backends/reference/layers/relu.hpp>
#include <whence/relu_rules/deconvnet_relu.hpp>
#include <whence/relu_rules/guided_relu.hpp>
#include <whence/relu_rules/plain_relu.hpp>

#include "support/numbers.hpp"

using whence::executor;
using whence::feature_tensor;
using whence::reference::relu;
using whence::test::same_bits;

BOOST_AUTO_TEST_SUITE(backends_reference_layers_relu)

feature_tensor<double> const input{{{{-2, 0, 3}, {-1, 0, 4}}}};
feature_tensor<double> const gradient{{{{5, 6, 7}, {-5, -6, -7}}}};

BOOST_AUTO_TEST_CASE(negative_values_become_zero_and_nan_stays) {
  feature_tensor<double> const expected{{{{0, 0, 3}, {0, 0, 4}}}};
  BOOST_TEST(same_bits(relu<double>{}.forward(input, {}), expected));
  feature_tensor<double> const broken{{{{std::numeric_limits<double>::quiet_NaN()}}}};
  BOOST_TEST(std::isnan(relu<double>{}.forward(broken, {})(0, 0, 0, 0)));
}

BOOST_AUTO_TEST_CASE(each_rule_lets_its_gradients_pass) {
  relu<double> const layer;
  feature_tensor<double> const plain{{{{0, 0, 7}, {0, 0, -7}}}};
  feature_tensor<double> const guided{{{{0, 0, 7}, {0, 0, 0}}}};
  feature_tensor<double> const deconvnet{{{{5, 6, 7}, {0, 0, 0}}}};
  BOOST_TEST(same_bits(layer.pullback(gradient, input, whence::plain_relu{}, {}), plain));
  BOOST_TEST(same_bits(layer.pullback(gradient, input, whence::guided_relu{}, {}), guided));
  BOOST_TEST(same_bits(layer.pullback(gradient, input, whence::deconvnet_relu{}, {}), deconvnet));
}

BOOST_AUTO_TEST_CASE(many_values_are_shared_out_among_threads) {
  auto const many = whence::test::random_tensor<float, 4>({2, 5, 90, 70}, 1);
  auto const out = relu<float>{}.forward(many, {});
  bool right = true;
  for (std::size_t i = 0; i != many.size(); ++i) right = right && out.data()[i] == std::max(many.data()[i], 0.0f);
  BOOST_TEST(right);
}

BOOST_AUTO_TEST_SUITE_END()
