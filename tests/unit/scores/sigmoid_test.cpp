// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstddef>
#include <limits>
#include <support/question_gradient.hpp>
#include <vector>
#include <whence/scores/score_error.hpp>
#include <whence/scores/sigmoid.hpp>

namespace tt = boost::test_tools;

BOOST_AUTO_TEST_SUITE(scores_sigmoid)

BOOST_AUTO_TEST_CASE(it_asks_for_the_probability_of_a_label_whatever_the_others) {
  // 1 / (1 + exp(-log 3)) = 3/4, slope 3/4 * 1/4.
  std::vector<double> const logits{0.0, std::log(3.0), 100.0};
  auto const question = support::ask(whence::sigmoid{1}, logits);
  BOOST_TEST(support::value_of(question, logits) == 0.75, tt::tolerance(1e-14));
  BOOST_TEST(support::cotangent_of(question, logits) == (std::vector<double>{0.0, 0.1875, 0.0}),
             tt::tolerance(1e-14) << tt::per_element());
  BOOST_TEST(question.class_index() == 1u);
}

BOOST_AUTO_TEST_CASE(its_cotangent_agrees_with_finite_differences) {
  std::vector<double> const logits{0.3, -1.2, 2.1, 0.0};
  for (std::size_t i = 0; i != logits.size(); ++i) {
    support::check_cotangent(support::ask(whence::sigmoid{i}, logits), logits);
  }
}

BOOST_AUTO_TEST_CASE(unless_told_otherwise_it_is_about_the_most_probable_label) {
  BOOST_TEST(support::ask(whence::sigmoid{}, std::vector<double>{0.0, 3.0, 1.0}).class_index() == 1u);
}

BOOST_AUTO_TEST_CASE(extreme_logits_are_certainties_without_a_slope) {
  double const infinity = std::numeric_limits<double>::infinity();
  std::vector<double> const logits{1e4, -1e4, infinity, -infinity};
  for (std::size_t i = 0; i != logits.size(); ++i) {
    auto const question = support::ask(whence::sigmoid{i}, logits);
    BOOST_TEST(support::value_of(question, logits) == (i % 2 == 0 ? 1.0 : 0.0));
    BOOST_TEST(support::cotangent_of(question, logits) == std::vector<double>(4, 0.0), tt::per_element());
  }
}

BOOST_AUTO_TEST_CASE(a_sure_answer_in_float_keeps_its_small_slope) {
  std::vector<float> const logits{20.0F};
  double const slope = std::exp(-20.0) / ((1.0 + std::exp(-20.0)) * (1.0 + std::exp(-20.0)));
  BOOST_TEST(static_cast<double>(support::cotangent_of(support::ask(whence::sigmoid{0}, logits), logits)[0]) == slope,
             tt::tolerance(1e-5));
}

BOOST_AUTO_TEST_CASE(a_logit_that_is_no_number_gives_none) {
  std::vector<double> const logits{std::numeric_limits<double>::quiet_NaN(), 1.0};
  auto const question = support::ask(whence::sigmoid{0}, logits);
  BOOST_TEST(std::isnan(support::value_of(question, logits)));
  BOOST_TEST(std::isnan(support::cotangent_of(question, logits)[0]));
}

BOOST_AUTO_TEST_CASE(lists_and_unknown_labels_are_checked) {
  BOOST_CHECK_THROW((whence::sigmoid{{0, 1}}.expect_images(3)), whence::score_error);
  BOOST_CHECK_THROW(static_cast<void>(support::ask(whence::sigmoid{2}, std::vector<double>{0.0, 1.0})),
                    whence::score_error);
}

BOOST_AUTO_TEST_SUITE_END()
