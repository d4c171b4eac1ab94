// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <string>
#include <support/toy_model.hpp>
#include <whence/relu_rules/guided_relu.hpp>
#include <whence/testing/check_forward_laws.hpp>
#include <whence/testing/check_input_laws.hpp>
#include <whence/testing/check_laws.hpp>
#include <whence/testing/check_record_laws.hpp>
#include <whence/testing/check_resume_laws.hpp>
#include <whence/testing/check_rule_laws.hpp>
#include <whence/testing/law_tolerances.hpp>

// The laws by capability: each family alone, on backends that offer no more than it asks for.
namespace {

using whence::law;
using whence::test::toy_model;
using whence::test::toy_tap;

/// Only the first rung.
struct forward_only {
  using value_type = double;
  whence::logit_matrix<double> forward(whence::image_batch<double> const& images) const {
    return toy_model<double>{}.forward(images);
  }
};
static_assert(whence::classifier<forward_only> && !whence::tappable<forward_only>);

struct forgets_images {
  using value_type = double;
  whence::logit_matrix<double> forward(whence::image_batch<double> const& images) const {
    return whence::detail::part_of(toy_model<double>{}.forward(images), 0);
  }
};

/// A rule of the user's own, which asks for more than signs.
struct strong_gradients {
  template <class T>
  auto operator()(T const& input, T const& gradient) const {
    return (input > 0) & (gradient > 1e-3);
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(testing_check_forward_laws)

BOOST_AUTO_TEST_CASE(a_forward_only_backend_is_asked_for_nothing_else) {
  auto const images = toy_model<double>::images(2);
  auto const report = whence::check_forward_laws(forward_only{}, images);
  BOOST_TEST(report.passed(), report);
  BOOST_TEST(report.results.size() == 3u);
  BOOST_TEST(whence::check_laws(forward_only{}, images).results.size() == 3u);
}

BOOST_AUTO_TEST_CASE(logits_for_one_image_of_two_are_no_answer) {
  auto const report = whence::check_forward_laws(forgets_images{}, toy_model<double>::images(2));
  BOOST_TEST((report.results[0].verdict == whence::law_result::outcome::broken));
  BOOST_TEST(report.results[0].message == "logits of shape (1, 4) for images of shape (2, 2, 4, 5)");
  BOOST_TEST(report.results[2].message == "result for a batch: expected more than 1 parts, got (1, 4)");
}

BOOST_AUTO_TEST_CASE(each_family_of_laws_can_be_tried_alone) {
  toy_model<float> const model{};
  auto const images = toy_model<float>::images(2);
  BOOST_TEST(whence::check_record_laws(model, images, toy_tap::relu).results.size() == 3u);
  BOOST_TEST(whence::check_resume_laws(model, images, toy_tap::relu).results.size() == 4u);
  BOOST_TEST(whence::check_input_laws(model, images).results.size() == 8u);
  BOOST_TEST(whence::check_rule_laws(model, images, toy_tap::relu, whence::guided_relu{}).results.size() == 3u);
}

BOOST_AUTO_TEST_CASE(a_rule_of_ones_own_need_not_scale) {
  toy_model<double> const model{};
  auto const images = toy_model<double>::images(2);
  auto const report = whence::check_rule_laws(model, images, toy_tap::convolution, strong_gradients{});
  BOOST_TEST(report.passed(), report);
  for (auto const& result : report.results) BOOST_TEST((result.which != law::rule_scales_with_the_cotangent));
}

BOOST_AUTO_TEST_CASE(float_is_given_more_room_than_double_where_numbers_are_rounded_and_no_more_elsewhere) {
  whence::law_tolerances<float> const rough;
  whence::law_tolerances<double> const fine;
  BOOST_TEST(rough.finite_difference > fine.finite_difference);
  BOOST_TEST(rough.linearity > fine.linearity);
  BOOST_TEST(rough.batching == 0.0);
  BOOST_TEST(fine.batching == 0.0);
}

BOOST_AUTO_TEST_SUITE_END()
