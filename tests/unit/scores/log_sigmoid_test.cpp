// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstddef>
#include <support/question_gradient.hpp>
#include <vector>
#include <whence/scores/log_sigmoid.hpp>
#include <whence/scores/score_error.hpp>

namespace tt = boost::test_tools;

BOOST_AUTO_TEST_SUITE(scores_log_sigmoid)

BOOST_AUTO_TEST_CASE(it_asks_for_the_logarithm_of_one_labels_probability) {
  // sigmoid(log 3) = 3/4, sigmoid(-log 3) = 1/4, sigmoid(0) = 1/2: the other labels have no say.
  std::vector<double> const logits{std::log(3.0), -std::log(3.0), 0.0};
  BOOST_TEST(support::value_of(support::ask(whence::log_sigmoid{0}, logits), logits) == std::log(0.75),
             tt::tolerance(1e-14));
  BOOST_TEST(support::value_of(support::ask(whence::log_sigmoid{1}, logits), logits) == std::log(0.25),
             tt::tolerance(1e-14));
  BOOST_TEST(support::value_of(support::ask(whence::log_sigmoid{2}, logits), logits) == std::log(0.5),
             tt::tolerance(1e-14));
}

BOOST_AUTO_TEST_CASE(its_cotangent_is_what_is_missing_to_certainty) {
  std::vector<double> const logits{std::log(3.0), -std::log(3.0), 0.0};
  auto const question = support::ask(whence::log_sigmoid{0}, logits);
  BOOST_TEST(question.class_index() == 0u);
  BOOST_TEST(support::cotangent_of(question, logits) == (std::vector<double>{0.25, 0.0, 0.0}),
             tt::tolerance(1e-14) << tt::per_element());
}

BOOST_AUTO_TEST_CASE(its_cotangent_agrees_with_finite_differences) {
  std::vector<double> const logits{0.3, -1.2, 2.1};
  for (std::size_t label = 0; label != logits.size(); ++label) {
    support::check_cotangent(support::ask(whence::log_sigmoid{label}, logits), logits);
  }
}

BOOST_AUTO_TEST_CASE(extreme_logits_neither_overflow_nor_vanish) {
  std::vector<double> const logits{1000.0, -1000.0};
  auto const sure = support::ask(whence::log_sigmoid{0}, logits);
  auto const hopeless = support::ask(whence::log_sigmoid{1}, logits);
  BOOST_TEST(support::value_of(sure, logits) == 0.0);
  BOOST_TEST(support::value_of(hopeless, logits) == -1000.0);
  BOOST_TEST(support::cotangent_of(sure, logits) == (std::vector<double>{0.0, 0.0}), tt::per_element());
  BOOST_TEST(support::cotangent_of(hopeless, logits) == (std::vector<double>{0.0, 1.0}), tt::per_element());
}

BOOST_AUTO_TEST_CASE(a_sure_label_in_float_keeps_its_small_doubt) {
  // log sigmoid(20) = -log1p(exp(-20)) = -2.0612e-9; naively log(1 / (1 + exp(-20))) would be 0.
  std::vector<float> const logits{20.0F};
  auto const question = support::ask(whence::log_sigmoid{0}, logits);
  BOOST_TEST(static_cast<double>(support::value_of(question, logits)) == -std::log1p(std::exp(-20.0)),
             tt::tolerance(1e-5));
  BOOST_TEST(static_cast<double>(support::cotangent_of(question, logits)[0]) == 1.0 / (1.0 + std::exp(20.0)),
             tt::tolerance(1e-5));
}

BOOST_AUTO_TEST_CASE(lists_and_unknown_labels_are_checked) {
  BOOST_CHECK_THROW((whence::log_sigmoid{{0, 1}}.expect_images(3)), whence::score_error);
  BOOST_CHECK_THROW(static_cast<void>(support::ask(whence::log_sigmoid{1}, std::vector<double>{0.0})),
                    whence::score_error);
}

BOOST_AUTO_TEST_SUITE_END()
