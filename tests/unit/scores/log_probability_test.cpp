// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstddef>
#include <limits>
#include <support/question_gradient.hpp>
#include <vector>
#include <whence/scores/log_probability.hpp>
#include <whence/scores/score_error.hpp>

namespace tt = boost::test_tools;

BOOST_AUTO_TEST_SUITE(scores_log_probability)

BOOST_AUTO_TEST_CASE(it_asks_for_the_logarithm_of_the_softmax) {
  // exp(log 1, log 2, log 5) = 1, 2, 5: probabilities 1/8, 2/8, 5/8.
  std::vector<double> const logits{0.0, std::log(2.0), std::log(5.0)};
  BOOST_TEST(support::value_of(support::ask(whence::log_probability{0}, logits), logits) == std::log(0.125),
             tt::tolerance(1e-14));
  BOOST_TEST(support::value_of(support::ask(whence::log_probability{1}, logits), logits) == std::log(0.25),
             tt::tolerance(1e-14));
  BOOST_TEST(support::value_of(support::ask(whence::log_probability{2}, logits), logits) == std::log(0.625),
             tt::tolerance(1e-14));
}

BOOST_AUTO_TEST_CASE(its_cotangent_is_the_class_less_the_softmax) {
  std::vector<double> const logits{0.0, std::log(2.0), std::log(5.0)};
  std::vector<double> const expected{-0.125, 0.75, -0.625};
  BOOST_TEST(support::cotangent_of(support::ask(whence::log_probability{1}, logits), logits) == expected,
             tt::tolerance(1e-14) << tt::per_element());
}

BOOST_AUTO_TEST_CASE(its_cotangent_agrees_with_finite_differences) {
  std::vector<double> const logits{0.3, -1.2, 2.1, 0.9};
  for (std::size_t c = 0; c != logits.size(); ++c) {
    support::check_cotangent(support::ask(whence::log_probability{c}, logits), logits);
  }
}

BOOST_AUTO_TEST_CASE(unless_told_otherwise_it_is_about_the_top_class) {
  std::vector<double> const logits{0.0, 3.0, 1.0};
  BOOST_TEST(support::ask(whence::log_probability{}, logits).class_index() == 1u);
}

BOOST_AUTO_TEST_CASE(a_constant_added_to_every_logit_changes_nothing) {
  std::vector<double> const logits{0.25, -1.0, 2.0};
  std::vector<double> const moved{1024.25, 1023.0, 1026.0};  // exact in binary
  auto const question = support::ask(whence::log_probability{0}, logits);
  BOOST_TEST(support::value_of(question, moved) == support::value_of(question, logits), tt::tolerance(1e-14));
}

BOOST_AUTO_TEST_CASE(extreme_logits_neither_overflow_nor_vanish) {
  std::vector<double> const logits{1000.0, -1000.0, 0.0};
  auto const sure = support::ask(whence::log_probability{0}, logits);
  auto const hopeless = support::ask(whence::log_probability{1}, logits);
  BOOST_TEST(support::value_of(sure, logits) == 0.0);  // -exp(-1000) is below the smallest double
  BOOST_TEST(support::value_of(hopeless, logits) == -2000.0);
  BOOST_TEST(support::cotangent_of(sure, logits) == (std::vector<double>{0.0, 0.0, 0.0}), tt::per_element());
  BOOST_TEST(support::cotangent_of(hopeless, logits) == (std::vector<double>{-1.0, 1.0, 0.0}), tt::per_element());
}

BOOST_AUTO_TEST_CASE(a_sure_answer_in_float_keeps_its_small_doubt) {
  // The other class has probability p = exp(-20) / (1 + exp(-20)) = 2.0612e-9, far below float's rounding of 1 - p.
  std::vector<float> const logits{20.0F, 0.0F};
  double const p = std::exp(-20.0) / (1.0 + std::exp(-20.0));
  auto const question = support::ask(whence::log_probability{0}, logits);
  auto const cotangent = support::cotangent_of(question, logits);
  BOOST_TEST(static_cast<double>(support::value_of(question, logits)) == std::log1p(-p), tt::tolerance(1e-5));
  BOOST_TEST(static_cast<double>(cotangent[0]) == p, tt::tolerance(1e-5));
  BOOST_TEST(static_cast<double>(cotangent[1]) == -p, tt::tolerance(1e-5));
}

BOOST_AUTO_TEST_CASE(a_network_of_one_class_is_always_sure) {
  std::vector<double> const logits{-3.0};
  auto const question = support::ask(whence::log_probability{}, logits);
  BOOST_TEST(support::value_of(question, logits) == 0.0);
  BOOST_TEST(support::cotangent_of(question, logits)[0] == 0.0);
}

BOOST_AUTO_TEST_CASE(a_class_masked_by_minus_infinity_counts_for_nothing) {
  std::vector<double> const logits{0.0, -std::numeric_limits<double>::infinity(), 0.0};
  auto const question = support::ask(whence::log_probability{2}, logits);
  BOOST_TEST(support::value_of(question, logits) == std::log(0.5), tt::tolerance(1e-14));
  BOOST_TEST(support::cotangent_of(question, logits) == (std::vector<double>{-0.5, 0.0, 0.5}), tt::per_element());
}

BOOST_AUTO_TEST_CASE(logits_that_are_not_numbers_give_no_number) {
  std::vector<double> const logits{0.0, std::numeric_limits<double>::quiet_NaN()};
  BOOST_TEST(std::isnan(support::value_of(support::ask(whence::log_probability{0}, logits), logits)));
}

BOOST_AUTO_TEST_CASE(lists_and_unknown_classes_are_checked) {
  BOOST_CHECK_THROW((whence::log_probability{{0, 1}}.expect_images(3)), whence::score_error);
  BOOST_CHECK_THROW(static_cast<void>(support::ask(whence::log_probability{2}, std::vector<double>{0.0, 1.0})),
                    whence::score_error);
}

BOOST_AUTO_TEST_SUITE_END()
