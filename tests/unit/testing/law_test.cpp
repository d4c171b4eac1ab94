// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <set>
#include <string_view>
#include <whence/testing/law.hpp>

BOOST_AUTO_TEST_SUITE(testing_law)

BOOST_AUTO_TEST_CASE(every_law_has_a_sentence_of_its_own) {
  std::set<std::string_view> sentences;
  int const last = static_cast<int>(whence::law::rule_leaves_the_model_alone);
  for (int which = 0; which <= last; ++which) sentences.insert(whence::to_text(static_cast<whence::law>(which)));
  BOOST_TEST(sentences.size() == static_cast<std::size_t>(last) + 1);
  BOOST_TEST(!sentences.contains("unknown law"));
}

BOOST_AUTO_TEST_SUITE_END()
