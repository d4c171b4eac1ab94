// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <support/question_gradient.hpp>
#include <vector>
#include <whence/scores/score_error.hpp>
#include <whence/scores/top_logit.hpp>

BOOST_AUTO_TEST_SUITE(scores_top_logit)

BOOST_AUTO_TEST_CASE(it_asks_each_image_for_its_own_top_class) {
  std::vector<float> const first{1.0F, 4.0F, 3.0F};
  std::vector<float> const second{1.0F, -4.0F, -3.0F};
  auto const of_first = support::ask(whence::top_logit{}, first, 0);
  auto const of_second = support::ask(whence::top_logit{}, second, 1);
  BOOST_TEST(of_first.class_index() == 1u);
  BOOST_TEST(support::value_of(of_first, first) == 4.0F);
  BOOST_TEST(of_second.class_index() == 0u);
}

BOOST_AUTO_TEST_CASE(of_equal_logits_the_first_counts) {
  BOOST_TEST(support::ask(whence::top_logit{}, std::vector<double>{2.0, 2.0}).class_index() == 0u);
}

BOOST_AUTO_TEST_CASE(its_cotangent_is_one_at_the_top_class) {
  std::vector<double> const logits{-1.0, -0.5, -2.0};
  auto const question = support::ask(whence::top_logit{}, logits);
  BOOST_TEST(support::cotangent_of(question, logits) == (std::vector<double>{0.0, 1.0, 0.0}),
             boost::test_tools::per_element());
  support::check_cotangent(question, logits);
}

BOOST_AUTO_TEST_CASE(a_network_without_classes_is_refused) {
  BOOST_CHECK_THROW(static_cast<void>(support::ask(whence::top_logit{}, std::vector<double>{})), whence::score_error);
}

BOOST_AUTO_TEST_SUITE_END()
