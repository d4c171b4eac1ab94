// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstddef>
#include <string>
#include <whence/testing/detail/finite_differences.hpp>

namespace {

using maps = whence::feature_tensor<double>;
using logits = whence::logit_matrix<double>;

/// y = |a| + 2 b of one image with two maps of one cell.
logits absolute(std::size_t, maps const& stack) {
  logits result = logits::from_shape({stack.shape(0), 1});
  for (std::size_t m = 0; m != stack.shape(0); ++m) result(m, 0) = std::abs(stack(m, 0, 0, 0)) + 2 * stack(m, 1, 0, 0);
  return result;
}

whence::detail::law_finding finding(maps const& at, maps const& gradient) {
  logits const cotangent{{1.0}};
  return whence::detail::try_gradients(absolute, at, gradient, cotangent, whence::law_tolerances<double>{});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(testing_detail_finite_differences)

BOOST_AUTO_TEST_CASE(the_right_gradient_agrees_and_a_wrong_one_does_not) {
  maps const at{{{{-0.5}}, {{0.7}}}};
  maps const right{{{{-1.0}}, {{2.0}}}};
  maps const wrong{{{{1.0}}, {{2.0}}}};
  BOOST_TEST(finding(at, right).deviation < 1e-8);
  BOOST_TEST(finding(at, right).message == "6 directions");
  BOOST_TEST(finding(at, wrong).deviation > 0.1);
}

BOOST_AUTO_TEST_CASE(a_kink_at_zero_is_held_and_the_rest_still_tried) {
  maps const at{{{{0.0}}, {{0.7}}}};
  maps const right{{{{0.0}}, {{2.0}}}};
  maps const wrong{{{{0.0}}, {{2.1}}}};
  BOOST_TEST(finding(at, right).deviation < 1e-8);
  BOOST_TEST(finding(at, wrong).deviation > 1e-2);
}

BOOST_AUTO_TEST_CASE(an_image_of_kinks_alone_is_no_proof) {
  maps const at{{{{0.0}}, {{0.0}}}};
  maps const gradient{{{{0.0}}, {{2.0}}}};
  auto const found = finding(at, gradient);
  BOOST_TEST(std::isinf(found.deviation));
  BOOST_TEST(found.message.find("all but 0 of 6 directions of image 0") != std::string::npos, found.message);
}

BOOST_AUTO_TEST_CASE(a_gradient_that_is_zero_everywhere_is_caught) {
  maps const at{{{{-0.5}}, {{0.7}}}};
  maps const nothing{{{{0.0}}, {{0.0}}}};
  BOOST_TEST(finding(at, nothing).deviation == 1.0);
}

BOOST_AUTO_TEST_CASE(a_gradient_that_is_not_finite_is_caught) {
  maps const at{{{{-0.5}}, {{0.7}}}};
  maps const infinite{{{{-1.0}}, {{INFINITY}}}};
  BOOST_TEST(!(finding(at, infinite).deviation <= 1.0));
}

BOOST_AUTO_TEST_SUITE_END()
