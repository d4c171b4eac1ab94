// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <support/question_gradient.hpp>
#include <vector>
#include <whence/scores/logit_margin.hpp>
#include <whence/scores/score_error.hpp>

static std::vector<double> const logits{0.5, -1.5, 2.0, 1.0};

BOOST_AUTO_TEST_SUITE(scores_logit_margin)

BOOST_AUTO_TEST_CASE(it_asks_for_the_difference_of_two_logits) {
  auto const question = support::ask(whence::logit_margin{0, 1}, logits);
  BOOST_TEST(support::value_of(question, logits) == 2.0);  // .5 - -1.5
  BOOST_TEST(question.class_index() == 0u);                // it is about the class that speaks for the answer
  BOOST_TEST(support::cotangent_of(question, logits) == (std::vector<double>{1.0, -1.0, 0.0, 0.0}),
             boost::test_tools::per_element());
  support::check_cotangent(question, logits);
}

BOOST_AUTO_TEST_CASE(with_one_class_to_hold_against_it_asks_for_the_top_class_over_that) {
  auto const question = support::ask(whence::logit_margin{.against = 3}, logits);
  BOOST_TEST(question.class_index() == 2u);
  BOOST_TEST(support::value_of(question, logits) == 1.0);  // 2 - 1
}

BOOST_AUTO_TEST_CASE(held_against_nothing_in_particular_it_asks_for_the_margin_over_the_best_of_the_others) {
  auto const top = support::ask(whence::logit_margin{}, logits);
  BOOST_TEST(top.class_index() == 2u);
  BOOST_TEST(support::value_of(top, logits) == 1.0);                                             // 2 - 1, the runner-up
  BOOST_TEST(support::value_of(support::ask(whence::logit_margin{3}, logits), logits) == -1.0);  // 1 - 2
  BOOST_TEST(support::value_of(support::ask(whence::logit_margin{0}, logits), logits) == -1.5);  // .5 - 2
}

BOOST_AUTO_TEST_CASE(a_class_against_itself_is_a_mistake_and_no_margin_of_zero) {
  try {
    static_cast<void>(support::ask(whence::logit_margin{1, 1}, logits, 3));
    BOOST_ERROR("nothing thrown");
  } catch (whence::score_error const& problem) {
    BOOST_TEST(problem.what() == "margin of image 3: expected two classes, got class 1 against itself");
  }
  BOOST_CHECK_THROW(static_cast<void>(support::ask(whence::logit_margin{.against = 2}, logits)), whence::score_error);
  BOOST_CHECK_THROW(static_cast<void>(support::ask(whence::logit_margin{}, std::vector<double>{1.0})),
                    whence::score_error);
}

BOOST_AUTO_TEST_CASE(its_cotangent_agrees_with_finite_differences) {
  support::check_cotangent(support::ask(whence::logit_margin{}, logits), logits);
  support::check_cotangent(support::ask(whence::logit_margin{0, 3}, logits), logits);
}

BOOST_AUTO_TEST_CASE(extreme_logits_have_a_margin_while_they_are_finite) {
  std::vector<double> const extreme{1e4, -1e4, -std::numeric_limits<double>::infinity()};
  BOOST_TEST(support::value_of(support::ask(whence::logit_margin{}, extreme), extreme) == 2e4);
  BOOST_TEST(std::isinf(support::value_of(support::ask(whence::logit_margin{0, 2}, extreme), extreme)));
}

BOOST_AUTO_TEST_CASE(exchanging_the_classes_changes_the_sign) {
  auto const one_way = support::ask(whence::logit_margin{0, 3}, logits);
  auto const other_way = support::ask(whence::logit_margin{3, 0}, logits);
  BOOST_TEST(support::value_of(one_way, logits) == -support::value_of(other_way, logits));
}

BOOST_AUTO_TEST_CASE(both_classes_may_be_one_an_image) {
  whence::logit_margin const score{{0, 1}, {2, 3}};
  score.expect_images(2);
  BOOST_TEST(support::value_of(support::ask(score, logits, 0), logits) == -1.5);  // .5 - 2
  BOOST_TEST(support::value_of(support::ask(score, logits, 1), logits) == -2.5);  // -1.5 - 1
}

BOOST_AUTO_TEST_CASE(a_list_on_either_side_must_fit_the_batch) {
  BOOST_CHECK_THROW((whence::logit_margin{{0, 1}, 2}.expect_images(3)), whence::score_error);
  BOOST_CHECK_THROW((whence::logit_margin{2, {0, 1}}.expect_images(3)), whence::score_error);
}

BOOST_AUTO_TEST_CASE(an_unknown_class_on_either_side_is_refused) {
  BOOST_CHECK_THROW(static_cast<void>(support::ask(whence::logit_margin{4, 0}, logits)), whence::score_error);
  BOOST_CHECK_THROW(static_cast<void>(support::ask(whence::logit_margin{0, 4}, logits)), whence::score_error);
}

BOOST_AUTO_TEST_SUITE_END()
