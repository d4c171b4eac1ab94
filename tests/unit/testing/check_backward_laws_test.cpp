// SPDX-License-Identifier: BSD-3-Clause
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <string>
#include <support/toy_model.hpp>
#include <whence/testing/check_backward_laws.hpp>
#include <whence/testing/law_report.hpp>

namespace {

using whence::law;
using whence::test::toy_model;
using whence::test::toy_tap;
using base = toy_model<double>;

struct without_resume : base {
  void resume() const;
};

struct misshapen : base {
  maps_type backward(record_type const& record, logits_type const& cotangent) const {
    return whence::detail::part_of(base::backward(record, cotangent), 0);
  }
};

struct out_of_memory : base {
  maps_type backward(record_type const&, logits_type const&) const { throw std::runtime_error("no memory left"); }
};

whence::law_result const& result_of(whence::law_report const& report, law which) {
  return *std::ranges::find(report.results, which, &whence::law_result::which);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(testing_check_backward_laws)

BOOST_AUTO_TEST_CASE(without_resume_the_finite_differences_are_left_untried) {
  auto const report = whence::check_backward_laws(without_resume{}, base::images(2), toy_tap::relu);
  BOOST_TEST(report.passed(), report);
  auto const& result = result_of(report, law::backward_agrees_with_finite_differences);
  BOOST_TEST((result.verdict == whence::law_result::outcome::untried));
  BOOST_TEST(result.message == "needs `resume`");
}

BOOST_AUTO_TEST_CASE(a_misshapen_gradient_breaks_laws_and_the_report_shows_both_shapes) {
  auto const report = whence::check_backward_laws(misshapen{}, base::images(2), toy_tap::relu);
  auto const& result = result_of(report, law::backward_is_linear);
  BOOST_TEST((result.verdict == whence::law_result::outcome::broken));
  BOOST_TEST(result.message.find("expected (2, 3, 4, 5), got (1, 3, 4, 5)") != std::string::npos, result.message);
}

BOOST_AUTO_TEST_CASE(an_exception_breaks_the_law_it_is_thrown_in_and_not_the_suite) {
  auto const report = whence::check_backward_laws(out_of_memory{}, base::images(2), toy_tap::relu);
  BOOST_TEST(report.results.size() == 7u);
  for (auto const& result : report.results) {
    BOOST_TEST((result.verdict == whence::law_result::outcome::broken));
    BOOST_TEST(result.message == "no memory left");
  }
}

BOOST_AUTO_TEST_CASE(maps_that_stand_on_a_kink_are_held_still) {
  // Of a zero image map 1, whose bias is zero, is exactly zero before the ReLU: a kink in every direction that moves
  // it. The other maps still tell right from wrong.
  auto images = base::images(2);
  xt::view(images, 0) = 0.0;
  auto const before_relu = whence::check_backward_laws(base{}, images, toy_tap::convolution);
  BOOST_TEST(before_relu.passed(), before_relu);
}

BOOST_AUTO_TEST_SUITE_END()
