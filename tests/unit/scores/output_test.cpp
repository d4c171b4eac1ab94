// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <string>
#include <support/question_gradient.hpp>
#include <vector>
#include <whence/scores/output.hpp>

static std::vector<double> const outputs{0.5, -7.0};

BOOST_AUTO_TEST_SUITE(scores_output)

BOOST_AUTO_TEST_CASE(it_asks_for_one_output_and_is_about_no_class) {
  auto const question = support::ask(whence::output{1}, outputs);
  BOOST_TEST(support::value_of(question, outputs) == -7.0);
  static_assert(!whence::names_class<whence::output_question>);
}

BOOST_AUTO_TEST_CASE(unless_told_otherwise_it_is_the_first) {
  BOOST_TEST(support::value_of(support::ask(whence::output{}, outputs), outputs) == 0.5);
}

BOOST_AUTO_TEST_CASE(its_cotangent_is_one_at_the_output) {
  auto const question = support::ask(whence::output{1}, outputs);
  BOOST_TEST(support::cotangent_of(question, outputs) == (std::vector<double>{0.0, 1.0}),
             boost::test_tools::per_element());
  support::check_cotangent(question, outputs);
}

BOOST_AUTO_TEST_CASE(an_unknown_output_is_refused_with_the_number_of_outputs) {
  BOOST_CHECK_EXCEPTION(static_cast<void>(support::ask(whence::output{2}, outputs)), whence::score_error,
                        [](auto const& complaint) {
                          return std::string(complaint.what()) == "output of a score: expected an index below 2, got 2";
                        });
}

BOOST_AUTO_TEST_SUITE_END()
