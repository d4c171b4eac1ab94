// SPDX-License-Identifier: BSD-3-Clause
// A network that puts out a NaN for one class is broken for all: every method says so, whatever it is asked.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <vector>
#include <whence/methods/cam/grad_cam.hpp>
#include <whence/methods/gradient/deconvnet.hpp>
#include <whence/methods/gradient/guided_backprop.hpp>
#include <whence/methods/gradient/guided_grad_cam.hpp>
#include <whence/methods/gradient/input_gradient.hpp>
#include <whence/methods/wrappers/product.hpp>
#include <whence/methods/wrappers/with_relu.hpp>
#include <whence/relu_rules/guided_relu.hpp>
#include <whence/scores/class_logit.hpp>

#include "support/hand_network.hpp"

using whence::map_status;

namespace {

/// What a method answers about class 0, whose logit, gradient and map are finite, if z_1 is not.
template <class Method>
void expect_told(Method const& method) {
  whence::image_batch<double> const image = whence::test::hand_image<double>();
  auto const sound = method(whence::test::hand_network<double>(), image, whence::class_logit{0});
  BOOST_TEST((sound.status.at(0) != map_status::logits_not_finite));
  double const infinity = std::numeric_limits<double>::infinity();
  for (double const offset : {std::numeric_limits<double>::quiet_NaN(), infinity, -infinity}) {
    auto const answer = method(whence::test::hand_network<double>(offset), image, whence::class_logit{0});
    BOOST_TEST((answer.status == std::vector<map_status>{map_status::logits_not_finite}));
    BOOST_TEST((answer.values == sound.values));
    BOOST_TEST(answer.scores(0) == sound.scores(0));
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(methods_unasked_logits)

BOOST_AUTO_TEST_CASE(class_maps_tell) {
  expect_told(whence::grad_cam{});
  whence::grad_cam signed_cam;
  signed_cam.keep_signed = true;
  expect_told(signed_cam);
}

BOOST_AUTO_TEST_CASE(pixel_attributions_tell) {
  expect_told(whence::input_gradient{});
  expect_told(whence::guided_backprop{});
  expect_told(whence::deconvnet{});
  expect_told(whence::guided_grad_cam{});
}

BOOST_AUTO_TEST_CASE(wrapped_methods_tell) {
  expect_told(whence::product{whence::grad_cam{}, whence::input_gradient{}});
  expect_told(whence::with_relu<whence::guided_relu, whence::input_gradient>{});
}

BOOST_AUTO_TEST_SUITE_END()
