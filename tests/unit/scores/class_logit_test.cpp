// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <support/question_gradient.hpp>
#include <vector>
#include <whence/scores/class_logit.hpp>
#include <whence/scores/score_error.hpp>

static std::vector<double> const logits{0.5, -1.5, 2.0};

BOOST_AUTO_TEST_SUITE(scores_class_logit)

BOOST_AUTO_TEST_CASE(it_asks_for_the_logit_of_the_class) {
  auto const question = support::ask(whence::class_logit{1}, logits);
  BOOST_TEST(support::value_of(question, logits) == -1.5);
  BOOST_TEST(question.class_index() == 1u);
}

BOOST_AUTO_TEST_CASE(its_cotangent_is_one_at_the_class_and_zero_elsewhere) {
  auto const question = support::ask(whence::class_logit{1}, logits);
  BOOST_TEST(support::cotangent_of(question, logits) == (std::vector<double>{0.0, 1.0, 0.0}),
             boost::test_tools::per_element());
  support::check_cotangent(question, logits);
}

BOOST_AUTO_TEST_CASE(a_list_of_classes_is_one_an_image) {
  whence::class_logit const score{{2, 0}};
  BOOST_TEST(support::ask(score, logits, 0).class_index() == 2u);
  BOOST_TEST(support::ask(score, logits, 1).class_index() == 0u);
  score.expect_images(2);
  BOOST_CHECK_THROW(score.expect_images(3), whence::score_error);
}

BOOST_AUTO_TEST_CASE(an_unknown_class_is_refused) {
  BOOST_CHECK_THROW(static_cast<void>(support::ask(whence::class_logit{3}, logits)), whence::score_error);
}

BOOST_AUTO_TEST_CASE(the_question_stays_about_its_class_when_the_logits_change) {
  auto const question = support::ask(whence::class_logit{}, logits);
  BOOST_TEST(question.class_index() == 2u);
  BOOST_TEST(support::value_of(question, std::vector<double>{9.0, 0.0, -4.0}) == -4.0);
}

BOOST_AUTO_TEST_SUITE_END()
