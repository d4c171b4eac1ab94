// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstddef>
#include <limits>
#include <support/question_gradient.hpp>
#include <vector>
#include <whence/scores/probability.hpp>
#include <whence/scores/score_error.hpp>

namespace tt = boost::test_tools;

BOOST_AUTO_TEST_SUITE(scores_probability)

BOOST_AUTO_TEST_CASE(it_asks_for_the_softmax) {
  // exp(log 1, log 2, log 5) = 1, 2, 5.
  std::vector<double> const logits{0.0, std::log(2.0), std::log(5.0)};
  BOOST_TEST(support::value_of(support::ask(whence::probability{0}, logits), logits) == 0.125, tt::tolerance(1e-14));
  BOOST_TEST(support::value_of(support::ask(whence::probability{1}, logits), logits) == 0.25, tt::tolerance(1e-14));
  BOOST_TEST(support::value_of(support::ask(whence::probability{2}, logits), logits) == 0.625, tt::tolerance(1e-14));
}

BOOST_AUTO_TEST_CASE(its_cotangent_is_the_probability_times_the_class_less_the_softmax) {
  // p = 1/8, 2/8, 5/8; of class 1: p_1 (e_1 - p) = 1/4 (-1/8, 3/4, -5/8).
  std::vector<double> const logits{0.0, std::log(2.0), std::log(5.0)};
  std::vector<double> const expected{-1.0 / 32, 3.0 / 16, -5.0 / 32};
  BOOST_TEST(support::cotangent_of(support::ask(whence::probability{1}, logits), logits) == expected,
             tt::tolerance(1e-14) << tt::per_element());
}

BOOST_AUTO_TEST_CASE(its_cotangent_agrees_with_finite_differences) {
  std::vector<double> const logits{0.3, -1.2, 2.1, 0.9};
  for (std::size_t c = 0; c != logits.size(); ++c) {
    support::check_cotangent(support::ask(whence::probability{c}, logits), logits);
  }
}

BOOST_AUTO_TEST_CASE(unless_told_otherwise_it_is_about_the_top_class) {
  BOOST_TEST(support::ask(whence::probability{}, std::vector<double>{0.0, 3.0, 1.0}).class_index() == 1u);
}

BOOST_AUTO_TEST_CASE(extreme_logits_neither_overflow_nor_give_nan) {
  std::vector<double> const logits{1e4, -1e4, 1e4};
  auto const half = support::ask(whence::probability{0}, logits);
  auto const hopeless = support::ask(whence::probability{1}, logits);
  BOOST_TEST(support::value_of(half, logits) == 0.5);
  BOOST_TEST(support::value_of(hopeless, logits) == 0.0);
  BOOST_TEST(support::cotangent_of(half, logits) == (std::vector<double>{0.25, 0.0, -0.25}), tt::per_element());
  BOOST_TEST(support::cotangent_of(hopeless, logits) == (std::vector<double>{0.0, 0.0, 0.0}), tt::per_element());
}

BOOST_AUTO_TEST_CASE(a_sure_answer_in_float_keeps_its_small_slope) {
  // p (1 - p) with 1 - p = exp(-20) / (1 + exp(-20)) = 2.06e-9, far below float's rounding of p.
  std::vector<float> const logits{20.0F, 0.0F};
  double const doubt = std::exp(-20.0) / (1.0 + std::exp(-20.0));
  auto const cotangent = support::cotangent_of(support::ask(whence::probability{0}, logits), logits);
  BOOST_TEST(static_cast<double>(cotangent[0]) == doubt * (1.0 - doubt), tt::tolerance(1e-5));
  BOOST_TEST(cotangent[1] == -cotangent[0], tt::tolerance(1e-5F));
}

BOOST_AUTO_TEST_CASE(a_network_of_one_class_is_always_sure) {
  std::vector<double> const logits{-3.0};
  auto const question = support::ask(whence::probability{}, logits);
  BOOST_TEST(support::value_of(question, logits) == 1.0);
  BOOST_TEST(support::cotangent_of(question, logits)[0] == 0.0);
}

BOOST_AUTO_TEST_CASE(a_class_masked_by_minus_infinity_counts_for_nothing) {
  std::vector<double> const logits{0.0, -std::numeric_limits<double>::infinity(), 0.0};
  auto const question = support::ask(whence::probability{2}, logits);
  BOOST_TEST(support::value_of(question, logits) == 0.5);
  BOOST_TEST(support::cotangent_of(question, logits) == (std::vector<double>{-0.25, 0.0, 0.25}), tt::per_element());
}

BOOST_AUTO_TEST_CASE(logits_that_are_not_numbers_give_no_number) {
  for (double const spoilt : {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
    for (std::vector<double> const& logits : {std::vector{0.0, spoilt}, std::vector{spoilt, 0.0}}) {
      auto const question = support::ask(whence::probability{0}, logits);
      auto const cotangent = support::cotangent_of(question, logits);
      BOOST_TEST((std::isnan(support::value_of(question, logits)) || std::isinf(spoilt)));
      BOOST_TEST(std::isnan(cotangent[0]));
    }
  }
}

BOOST_AUTO_TEST_CASE(lists_and_unknown_classes_are_checked) {
  BOOST_CHECK_THROW((whence::probability{{0, 1}}.expect_images(3)), whence::score_error);
  BOOST_CHECK_THROW(static_cast<void>(support::ask(whence::probability{2}, std::vector<double>{0.0, 1.0})),
                    whence::score_error);
}

BOOST_AUTO_TEST_SUITE_END()
