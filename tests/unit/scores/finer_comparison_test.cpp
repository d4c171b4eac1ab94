// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstddef>
#include <limits>
#include <support/question_gradient.hpp>
#include <vector>
#include <whence/scores/finer_comparison.hpp>
#include <whence/scores/score_error.hpp>

namespace tt = boost::test_tools;
using whence::finer_comparison;
using whence::rival_weights;

// Of the top class 0 the others are .5, 3, 1 and 2 away.
static std::vector<double> const logits{2.0, 1.5, -1.0, 1.0, 0.0};

BOOST_AUTO_TEST_SUITE(scores_finer_comparison)

BOOST_AUTO_TEST_CASE(the_top_class_is_held_against_the_mean_of_the_three_most_similar) {
  // 2 - .6 (1.5 + 1 + 0) / 3
  auto const question = support::ask(finer_comparison{}, logits);
  BOOST_TEST(question.class_index() == 0u);
  BOOST_TEST(question.rivals == (std::vector<std::size_t>{1, 3, 4}), tt::per_element());
  BOOST_TEST(support::value_of(question, logits) == 1.5, tt::tolerance(1e-14));
  BOOST_TEST(support::cotangent_of(question, logits) == (std::vector<double>{1.0, -0.2, 0.0, -0.2, -0.2}),
             tt::tolerance(1e-14) << tt::per_element());
}

BOOST_AUTO_TEST_CASE(similar_are_logits_that_are_near_on_either_side) {
  // Of class 3, at 1: class 1 is .5 above, then class 0 and class 4 are 1 away, of which the first counts.
  auto const question = support::ask(finer_comparison{.classes = 3, .count = 2, .strength = 1.0}, logits);
  BOOST_TEST(question.rivals == (std::vector<std::size_t>{1, 0}), tt::per_element());
  BOOST_TEST(support::value_of(question, logits) == 1.0 - (1.5 + 2.0) / 2);
}

BOOST_AUTO_TEST_CASE(weights_may_be_the_probabilities_fixed_when_asked) {
  // exp = 8, 4, 2, 1: among themselves 4/7, 2/7, 1/7.
  double const two = std::log(2.0);
  std::vector<double> const powers{3 * two, 2 * two, two, 0.0};
  auto const question = support::ask(finer_comparison{.weights = rival_weights::probability}, powers);
  BOOST_TEST(support::value_of(question, powers) == 3 * two - 0.6 * (4 * 2 * two + 2 * two) / 7, tt::tolerance(1e-14));
  std::vector<double> const expected{1.0, -0.6 * 4 / 7, -0.6 * 2 / 7, -0.6 / 7};
  BOOST_TEST(support::cotangent_of(question, powers) == expected, tt::tolerance(1e-14) << tt::per_element());
  // Asked of other logits, rivals and weights stay.
  BOOST_TEST(support::cotangent_of(question, std::vector{0.0, 1.0, 2.0, 3.0}) == expected, tt::tolerance(1e-14)
                                                                                               << tt::per_element());
  BOOST_TEST(support::value_of(question, std::vector{0.0, 0.0, 0.0, 7.0}) == -0.6, tt::tolerance(1e-14));
}

BOOST_AUTO_TEST_CASE(weights_that_move_are_differentiated_too) {
  // As above, but d(sum w z)/dz_i = w_i (1 + z_i - mean), of mean 10/7 log 2.
  double const two = std::log(2.0);
  std::vector<double> const powers{3 * two, 2 * two, two, 0.0};
  auto const question = support::ask(finer_comparison{.weights = rival_weights::moving_probability}, powers);
  std::vector<double> const expected{1.0, -0.6 * 4 / 7 * (1 + 4 * two / 7), -0.6 * 2 / 7 * (1 - 3 * two / 7),
                                     -0.6 / 7 * (1 - 10 * two / 7)};
  BOOST_TEST(support::cotangent_of(question, powers) == expected, tt::tolerance(1e-13) << tt::per_element());
  // At other logits the rivals stay, their weights move: all 1/3.
  BOOST_TEST(support::value_of(question, std::vector{0.0, 3.0, 3.0, 3.0}) == -1.8, tt::tolerance(1e-14));
}

BOOST_AUTO_TEST_CASE(its_cotangent_agrees_with_finite_differences) {
  for (auto const weights : {rival_weights::equal, rival_weights::probability, rival_weights::moving_probability}) {
    for (std::size_t c = 0; c != logits.size(); ++c) {
      support::check_cotangent(support::ask(finer_comparison{.classes = c, .weights = weights}, logits), logits);
    }
  }
}

BOOST_AUTO_TEST_CASE(without_strength_it_is_the_logit_and_with_all_of_it_against_one_the_margin) {
  BOOST_TEST(support::value_of(support::ask(finer_comparison{.strength = 0.0}, logits), logits) == 2.0);
  auto const margin = support::ask(finer_comparison{.count = 1, .strength = 1.0}, logits);
  BOOST_TEST(support::value_of(margin, logits) == 0.5);
}

BOOST_AUTO_TEST_CASE(where_there_are_fewer_classes_all_of_them_are_compared_with) {
  auto const question = support::ask(finer_comparison{.count = 9}, logits);
  BOOST_TEST(question.rivals.size() == 4u);
  BOOST_TEST(support::value_of(question, logits) == 2.0 - 0.6 * 1.5 / 4, tt::tolerance(1e-14));
}

BOOST_AUTO_TEST_CASE(extreme_logits_neither_overflow_nor_give_nan) {
  std::vector<double> const extreme{1e4, -1e4, 0.0};
  for (auto const weights : {rival_weights::probability, rival_weights::moving_probability}) {
    auto const question = support::ask(finer_comparison{.weights = weights}, extreme);
    BOOST_TEST(support::value_of(question, extreme) == 1e4);  // all weight on class 2, at 0
    BOOST_TEST(support::cotangent_of(question, extreme) == (std::vector<double>{1.0, 0.0, -0.6}), tt::per_element());
  }
}

BOOST_AUTO_TEST_CASE(a_class_masked_by_minus_infinity_is_no_rival) {
  double const masked = -std::numeric_limits<double>::infinity();
  auto const question = support::ask(finer_comparison{}, std::vector<double>{2.0, masked, 1.0});
  BOOST_TEST(question.rivals == (std::vector<std::size_t>{2}), tt::per_element());
  std::vector<double> const alone{2.0, masked, masked};
  BOOST_TEST(support::value_of(support::ask(finer_comparison{}, alone), alone) == 2.0);
}

BOOST_AUTO_TEST_CASE(a_rival_whose_logit_is_no_number_is_seen) {
  std::vector<double> const spoilt{2.0, std::numeric_limits<double>::quiet_NaN(), 1.0};
  for (auto const weights : {rival_weights::equal, rival_weights::probability, rival_weights::moving_probability}) {
    auto const question = support::ask(finer_comparison{.classes = 0, .weights = weights}, spoilt);
    BOOST_TEST(std::isnan(support::value_of(question, spoilt)));
  }
}

BOOST_AUTO_TEST_CASE(no_rivals_are_a_mistake) {
  BOOST_CHECK_THROW(static_cast<void>(support::ask(finer_comparison{.count = 0}, logits)), whence::score_error);
  BOOST_CHECK_THROW(static_cast<void>(support::ask(finer_comparison{}, std::vector<double>{1.0})), whence::score_error);
}

BOOST_AUTO_TEST_CASE(lists_and_unknown_classes_are_checked) {
  BOOST_CHECK_THROW((finer_comparison{.classes = {0, 1}}.expect_images(3)), whence::score_error);
  BOOST_CHECK_THROW(static_cast<void>(support::ask(finer_comparison{.classes = 5}, logits)), whence::score_error);
}

BOOST_AUTO_TEST_SUITE_END()
