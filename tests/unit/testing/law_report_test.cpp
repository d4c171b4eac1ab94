// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <sstream>
#include <whence/testing/law_report.hpp>
#include <whence/testing/law_result.hpp>

namespace {

using outcome = whence::law_result::outcome;
using whence::law;

whence::law_report mixed() {
  return {{
      {law::backward_is_linear, outcome::broken, "features.28", 0.25, 1e-11, "why"},
      {law::forward_repeats_itself, outcome::broken, "", 2e-3, 0, ""},
      {law::backward_is_linear, outcome::broken, "features.29", 1, 1e-11, ""},
      {law::forward_ignores_the_batch, outcome::untried, "", 0, 0, "needs two images"},
      {law::forward_answers_every_image, outcome::kept, "", 0, 0, ""},
  }};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(testing_law_report)

BOOST_AUTO_TEST_CASE(broken_laws_are_named_once_and_in_order) {
  auto const broken = mixed().broken();
  BOOST_TEST_REQUIRE(broken.size() == 2u);
  BOOST_TEST((broken[0] == law::forward_repeats_itself));
  BOOST_TEST((broken[1] == law::backward_is_linear));
}

BOOST_AUTO_TEST_CASE(laws_that_could_not_be_tried_do_not_fail_a_report) {
  whence::law_report report;
  report.results.push_back({law::forward_ignores_the_batch, outcome::untried, "", 0, 0, "needs two images"});
  BOOST_TEST(report.passed());
  BOOST_TEST(!mixed().passed());
}

BOOST_AUTO_TEST_CASE(reports_add_up) {
  whence::law_report both = mixed();
  both += mixed();
  BOOST_TEST(both.results.size() == 10u);
}

BOOST_AUTO_TEST_CASE(a_report_streams_as_a_table_and_leaves_the_stream_as_it_was) {
  std::ostringstream out;
  out << mixed() << 0.125;
  BOOST_TEST(out.str() ==
             "outcome  measured  allowed  law\n"
             "BROKEN    2.5e-01  1.0e-11  backward is linear in the cotangent [features.28]: why\n"
             "BROKEN    2.0e-03  0.0e+00  forward of the same images repeats itself\n"
             "BROKEN    1.0e+00  1.0e-11  backward is linear in the cotangent [features.29]\n"
             "untried         -        -  an image has the same logits alone and in a batch: needs two images\n"
             "kept      0.0e+00  0.0e+00  forward gives a finite row of logits for every image\n"
             "0.125");
}

BOOST_AUTO_TEST_SUITE_END()
