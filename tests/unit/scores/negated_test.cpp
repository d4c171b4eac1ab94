// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <concepts>
#include <support/question_gradient.hpp>
#include <vector>
#include <whence/scores/class_logit.hpp>
#include <whence/scores/log_probability.hpp>
#include <whence/scores/logit_margin.hpp>
#include <whence/scores/negated.hpp>
#include <whence/scores/output.hpp>
#include <whence/scores/score_error.hpp>
#include <whence/scores/top_logit.hpp>

static std::vector<double> const logits{0.5, -1.5, 2.0};

BOOST_AUTO_TEST_SUITE(scores_negated)

BOOST_AUTO_TEST_CASE(it_changes_the_sign_of_value_and_cotangent) {
  auto const question = support::ask(whence::negated{whence::class_logit{2}}, logits);
  BOOST_TEST(support::value_of(question, logits) == -2.0);
  BOOST_TEST(support::cotangent_of(question, logits) == (std::vector<double>{0.0, 0.0, -1.0}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(its_cotangent_agrees_with_finite_differences) {
  support::check_cotangent(support::ask(whence::negated{whence::log_probability{1}}, logits), logits);
  support::check_cotangent(support::ask(whence::negated{whence::logit_margin{0, 2}}, logits), logits);
}

BOOST_AUTO_TEST_CASE(negated_twice_it_is_the_first_question_again) {
  auto const score = whence::negated{whence::negated{whence::log_probability{1}}};
  static_assert(std::same_as<decltype(score), whence::negated<whence::negated<whence::log_probability>> const>);
  auto const question = support::ask(score, logits);
  auto const plain = support::ask(whence::log_probability{1}, logits);
  BOOST_TEST(support::value_of(question, logits) == support::value_of(plain, logits));
  BOOST_TEST(support::cotangent_of(question, logits) == support::cotangent_of(plain, logits),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(it_is_about_the_class_of_the_question_it_opposes) {
  BOOST_TEST(support::ask(whence::negated{whence::class_logit{1}}, logits).class_index() == 1u);
  BOOST_TEST(support::ask(whence::negated{whence::top_logit{}}, logits).class_index() == 2u);
  static_assert(!whence::names_class<whence::negated_question<whence::output_question>>);
}

BOOST_AUTO_TEST_CASE(it_expects_the_images_its_score_expects) {
  whence::negated{whence::class_logit{{0, 1}}}.expect_images(2);
  BOOST_CHECK_THROW((whence::negated{whence::class_logit{{0, 1}}}.expect_images(3)), whence::score_error);
  whence::negated{whence::top_logit{}}.expect_images(3);
}

BOOST_AUTO_TEST_CASE(only_scores_can_be_negated) {
  static_assert(whence::score_function<whence::negated<whence::top_logit>, float>);
  static_assert(!whence::score_function<whence::negated<int>, float>);
}

BOOST_AUTO_TEST_SUITE_END()
