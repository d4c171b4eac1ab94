// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <limits>
#include <vector>
#include <whence/core/map_status.hpp>
#include <whence/core/tensor.hpp>

using whence::map_status;

static constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
static constexpr double infinite = std::numeric_limits<double>::infinity();

static map_status status_of(std::vector<double> const& values, double score = 1.0) {
  return whence::status_of(values, score);
}

BOOST_AUTO_TEST_SUITE(core_map_status)

BOOST_AUTO_TEST_CASE(values_that_differ_mean_something) {
  BOOST_TEST((status_of({0.0, 1e-300}) == map_status::meaningful));
  BOOST_TEST((status_of({-1.0, 1.0}) == map_status::meaningful));
  BOOST_TEST((status_of({2.0, 2.0, 3.0}) == map_status::meaningful));
}

BOOST_AUTO_TEST_CASE(one_value_everywhere_is_constant) {
  BOOST_TEST((status_of({2.0, 2.0}) == map_status::constant));
  BOOST_TEST((status_of({-2.0}) == map_status::constant));
}

BOOST_AUTO_TEST_CASE(zero_everywhere_is_all_zero_of_either_sign) {
  BOOST_TEST((status_of({0.0, 0.0}) == map_status::all_zero));
  BOOST_TEST((status_of({0.0, -0.0}) == map_status::all_zero));
  BOOST_TEST((status_of({-0.0, 0.0}) == map_status::all_zero));
}

BOOST_AUTO_TEST_CASE(a_map_without_values_is_all_zero) {
  BOOST_TEST((status_of({}) == map_status::all_zero));
}

BOOST_AUTO_TEST_CASE(one_value_that_is_not_finite_spoils_the_map_wherever_it_stands) {
  for (double const bad : {not_a_number, infinite, -infinite}) {
    BOOST_TEST((status_of({bad}) == map_status::not_finite));
    BOOST_TEST((status_of({bad, 1.0, 2.0}) == map_status::not_finite));
    BOOST_TEST((status_of({1.0, 2.0, bad}) == map_status::not_finite));
    BOOST_TEST((status_of({0.0, 0.0, bad}) == map_status::not_finite));
  }
}

BOOST_AUTO_TEST_CASE(a_score_that_is_not_finite_spoils_the_map) {
  BOOST_TEST((status_of({1.0, 2.0}, not_a_number) == map_status::not_finite));
  BOOST_TEST((status_of({1.0, 2.0}, -infinite) == map_status::not_finite));
  BOOST_TEST((status_of({}, infinite) == map_status::not_finite));
}

BOOST_AUTO_TEST_CASE(a_score_of_zero_is_no_fault) {
  BOOST_TEST((status_of({1.0, 2.0}, 0.0) == map_status::meaningful));
}

BOOST_AUTO_TEST_CASE(a_tensor_is_a_range_too) {
  whence::tensor<float, 2> const map = {{0.0F, 0.0F}, {0.0F, 0.5F}};
  BOOST_TEST((whence::status_of(map, 1.0F) == map_status::meaningful));
}

BOOST_AUTO_TEST_CASE(every_status_has_its_words) {
  BOOST_TEST(whence::to_text(map_status::meaningful) == "meaningful");
  BOOST_TEST(whence::to_text(map_status::constant) == "constant");
  BOOST_TEST(whence::to_text(map_status::all_zero) == "all zero");
  BOOST_TEST(whence::to_text(map_status::not_finite) == "not finite");
  BOOST_TEST(whence::to_text(map_status::logits_not_finite) == "of logits that are not finite");
}

BOOST_AUTO_TEST_CASE(a_map_alone_never_speaks_of_logits) {
  BOOST_TEST((status_of({not_a_number}, not_a_number) == map_status::not_finite));
}

BOOST_AUTO_TEST_SUITE_END()
