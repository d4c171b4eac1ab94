// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <string>
#include <vector>
#include <whence/methods/gradient/path_rule.hpp>

using whence::path_point;
using whence::path_rule;

namespace {

std::vector<path_rule> const rules{path_rule::gauss_legendre, path_rule::trapezoid, path_rule::left, path_rule::right,
                                   path_rule::middle};

/// The integral of t^power by a rule; 1 / (power + 1) is the exact one.
double integral_of(path_rule rule, std::size_t points, int power) {
  double sum = 0;
  for (auto const& [position, weight] : whence::path_points(rule, points)) sum += weight * std::pow(position, power);
  return sum;
}

double error_of(path_rule rule, std::size_t points, int power) {
  return std::abs(integral_of(rule, points, power) - 1.0 / (power + 1));
}

/// Whether points are the ones expected, but for rounding.
void expect(path_rule rule, std::vector<path_point> const& expected) {
  auto const got = whence::path_points(rule, expected.size());
  BOOST_TEST_REQUIRE(got.size() == expected.size());
  for (std::size_t i = 0; i != got.size(); ++i) {
    BOOST_TEST(std::abs(got[i].position - expected[i].position) < 1e-14);
    BOOST_TEST(std::abs(got[i].weight - expected[i].weight) < 1e-14);
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(methods_gradient_path_rule)

BOOST_AUTO_TEST_CASE(points_of_the_simple_rules_lie_at_equal_distances) {
  expect(path_rule::left, {{0, 0.25}, {0.25, 0.25}, {0.5, 0.25}, {0.75, 0.25}});
  expect(path_rule::right, {{0.25, 0.25}, {0.5, 0.25}, {0.75, 0.25}, {1, 0.25}});
  expect(path_rule::middle, {{0.125, 0.25}, {0.375, 0.25}, {0.625, 0.25}, {0.875, 0.25}});
  expect(path_rule::trapezoid, {{0, 1.0 / 6}, {1.0 / 3, 1.0 / 3}, {2.0 / 3, 1.0 / 3}, {1, 1.0 / 6}});
}

BOOST_AUTO_TEST_CASE(points_of_gauss_and_legendre_are_zeros_of_the_polynomials) {
  // P_2 = (3 x^2 - 1) / 2: x = 1 / sqrt 3. P_3 = (5 x^3 - 3 x) / 2: x = 0 and sqrt(3 / 5), of weights 8/9 and 5/9 out
  // of 2. Brought from [-1, 1] to [0, 1].
  double const two = 0.5 / std::numbers::sqrt3, three = 0.5 * std::sqrt(0.6);
  expect(path_rule::gauss_legendre, {{0.5, 1}});
  expect(path_rule::gauss_legendre, {{0.5 - two, 0.5}, {0.5 + two, 0.5}});
  expect(path_rule::gauss_legendre, {{0.5 - three, 5.0 / 18}, {0.5, 8.0 / 18}, {0.5 + three, 5.0 / 18}});
}

BOOST_AUTO_TEST_CASE(weights_add_up_to_one_and_positions_ascend) {
  for (auto const rule : rules) {
    for (auto const count : std::vector<std::size_t>{2, 3, 16, 50, 501}) {
      auto const points = whence::path_points(rule, count);
      BOOST_TEST(points.size() == count);
      BOOST_TEST(std::abs(integral_of(rule, count, 0) - 1) < 1e-13);
      for (std::size_t i = 1; i < points.size(); ++i) BOOST_TEST(points[i - 1].position < points[i].position);
      BOOST_TEST((points.front().position >= 0 && points.back().position <= 1));
    }
  }
}

BOOST_AUTO_TEST_CASE(n_points_of_gauss_and_legendre_integrate_polynomials_up_to_degree_2n_less_1_and_no_further) {
  for (std::size_t n = 1; n != 12; ++n) {
    int const exact = static_cast<int>(2 * n - 1);
    for (int power = 0; power <= exact; ++power) BOOST_TEST(error_of(path_rule::gauss_legendre, n, power) < 1e-14);
    // The error of t^(2n) is (n!)^4 / ((2n + 1) ((2n)!)^2) times (2n)! / (2n)!: 1/12 of t^2, 1/180 of t^4, 1/2800.
    if (n == 1) BOOST_TEST(std::abs(error_of(path_rule::gauss_legendre, n, 2) - 1.0 / 12) < 1e-14);
    if (n == 2) BOOST_TEST(std::abs(error_of(path_rule::gauss_legendre, n, 4) - 1.0 / 180) < 1e-14);
    if (n == 3) BOOST_TEST(std::abs(error_of(path_rule::gauss_legendre, n, 6) - 1.0 / 2800) < 1e-14);
  }
}

BOOST_AUTO_TEST_CASE(the_simple_rules_err_as_their_points_grow_fewer) {
  // Of t^2 in n parts: left and right by 1/(2n) less or more 1/(6n^2), trapezoid 1/(6n^2), middle half as much.
  for (auto const n : std::vector<std::size_t>{2, 10, 100}) {
    auto const parts = static_cast<double>(n);
    double const square = 1 / (6 * parts * parts);
    BOOST_TEST(std::abs(error_of(path_rule::left, n, 2) - (1 / (2 * parts) - square)) < 1e-14);
    BOOST_TEST(std::abs(error_of(path_rule::right, n, 2) - (1 / (2 * parts) + square)) < 1e-14);
    BOOST_TEST(std::abs(error_of(path_rule::trapezoid, n + 1, 2) - square) < 1e-14);
    BOOST_TEST(std::abs(error_of(path_rule::middle, n, 2) - square / 2) < 1e-14);
  }
}

BOOST_AUTO_TEST_CASE(too_few_points_are_refused_by_the_rules_name) {
  for (auto const rule : rules) {
    BOOST_CHECK_EXCEPTION(static_cast<void>(whence::path_points(rule, 0)), whence::option_error,
                          [&](whence::option_error const& complaint) {
                            return complaint.where() == "points of the " + std::string(to_text(rule)) + " rule" &&
                                   complaint.got() == "0";
                          });
  }
  BOOST_CHECK_THROW(static_cast<void>(whence::path_points(path_rule::trapezoid, 1)), whence::option_error);
}

BOOST_AUTO_TEST_SUITE_END()
