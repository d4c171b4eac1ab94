// SPDX-License-Identifier: BSD-3-Clause
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstddef>
#include <span>
#include <sstream>
#include <support/broken_gradients.hpp>
#include <support/broken_toys.hpp>
#include <support/toy_model.hpp>
#include <vector>
#include <whence/concepts/ablatable.hpp>
#include <whence/concepts/check_backend.hpp>
#include <whence/relu_rules/guided_relu.hpp>
#include <whence/relu_rules/swap_relu.hpp>
#include <whence/testing/check_laws.hpp>

namespace {

using whence::law;
using whence::test::toy_model;
using whence::test::toy_tap;
namespace broken = whence::test::broken;

static_assert(whence::check_backend<toy_model<double>, whence::rung::input_differentiable>());
static_assert(whence::check_backend<toy_model<double>, whence::rung::resumable>());
static_assert(whence::check_backend<toy_model<float>, whence::guided_relu>());

template <class Model>
whence::law_report report_on(Model const& model) {
  auto const images = Model::images(2);
  return whence::check_laws(model, images, {toy_tap::relu, toy_tap::convolution});
}

/// The toy with the one capability it lacks, in the plainest way.
struct ablatable_toy : toy_model<double> {
  logits_type ablate(record_type const& record, std::size_t image, std::span<std::size_t const> taken) const {
    maps_type const& whole = record.feature_maps();
    std::size_t const cells = whole.shape(2) * whole.shape(3);
    maps_type without({taken.size(), whole.shape(1), whole.shape(2), whole.shape(3)});
    for (std::size_t i = 0; i != taken.size(); ++i) {
      double* const version = without.data() + i * whole.shape(1) * cells;
      std::copy_n(whole.data() + image * whole.shape(1) * cells, whole.shape(1) * cells, version);
      std::fill_n(version + taken[i] * cells, cells, 0.0);
    }
    return resume(record, image, without);
  }
};
static_assert(whence::ablatable<ablatable_toy>);

template <class Model>
void expect_broken(std::vector<law> const& laws) {
  Model const model{};
  auto const report = report_on(model);
  auto const found = report.broken();
  BOOST_TEST_INFO(report);
  BOOST_TEST(found == laws, boost::test_tools::per_element());
}

}  // namespace

namespace whence {

inline std::ostream& operator<<(std::ostream& out, law which) {
  return out << to_text(which);
}

}  // namespace whence

BOOST_AUTO_TEST_SUITE(testing_check_laws)

BOOST_AUTO_TEST_CASE(the_toy_keeps_every_law_in_double) {
  auto const report = report_on(toy_model<double>{});
  BOOST_TEST(report.passed(), report);
}

BOOST_AUTO_TEST_CASE(the_toy_keeps_every_law_in_float) {
  auto const report = report_on(toy_model<float>{});
  BOOST_TEST(report.passed(), report);
}

BOOST_AUTO_TEST_CASE(every_law_is_tried_on_a_backend_of_every_capability) {
  auto const report = report_on(ablatable_toy{});
  for (int which = 0; which <= static_cast<int>(law::rule_leaves_the_model_alone); ++which) {
    bool tried = false;
    for (auto const& result : report.results) {
      tried = tried || (result.which == static_cast<law>(which) && result.verdict == whence::law_result::outcome::kept);
    }
    BOOST_TEST(tried, whence::to_text(static_cast<law>(which)));
  }
}

BOOST_AUTO_TEST_CASE(without_a_tap_the_laws_are_tried_at_the_deepest) {
  toy_model<double> const model{};
  auto const images = toy_model<double>::images(2);
  auto const at_deepest = whence::check_laws(model, images);
  auto const at_relu = whence::check_laws(model, images, {toy_tap::relu});
  BOOST_TEST(at_deepest.passed(), at_deepest);
  BOOST_TEST(at_deepest.results.size() == at_relu.results.size());
}

BOOST_AUTO_TEST_CASE(a_single_image_leaves_the_laws_of_batches_untried) {
  toy_model<double> const model{};
  auto const images = toy_model<double>::images(1);
  auto const report = whence::check_laws(model, images);
  BOOST_TEST(report.passed(), report);
  for (auto const& result : report.results) {
    if (result.which == law::forward_ignores_the_batch || result.which == law::backward_ignores_the_batch) {
      BOOST_TEST((result.verdict == whence::law_result::outcome::untried));
    }
  }
}

BOOST_AUTO_TEST_CASE(logits_that_are_not_finite_break_the_law_of_forward_and_spoil_finite_differences) {
  expect_broken<broken::forward_not_finite>(
      {law::forward_answers_every_image, law::backward_agrees_with_finite_differences,
       law::resume_of_own_maps_is_the_record, law::resume_at_the_image_is_forward});
}
BOOST_AUTO_TEST_CASE(a_forward_that_changes_its_answer_is_caught) {
  expect_broken<broken::forward_from_a_poor_cache>({law::forward_repeats_itself});
}
BOOST_AUTO_TEST_CASE(a_forward_that_depends_on_the_batch_is_caught) {
  expect_broken<broken::forward_by_the_batch>({law::forward_ignores_the_batch});
}
BOOST_AUTO_TEST_CASE(a_record_of_other_logits_is_caught) {
  expect_broken<broken::record_with_other_logits>({law::record_holds_the_logits_of_forward});
}
BOOST_AUTO_TEST_CASE(feature_maps_that_depend_on_the_batch_are_caught) {
  expect_broken<broken::maps_by_the_batch>({law::record_ignores_the_batch});
}
BOOST_AUTO_TEST_CASE(records_that_share_a_buffer_are_caught) {
  expect_broken<broken::maps_in_one_buffer>({law::records_live_side_by_side});
}
BOOST_AUTO_TEST_CASE(a_backward_of_the_last_record_is_caught) {
  expect_broken<broken::backward_of_the_last_record>({law::records_live_side_by_side});
}
BOOST_AUTO_TEST_CASE(an_image_tap_of_other_images_is_caught) {
  expect_broken<broken::image_tap_after_a_shift>({law::image_tap_holds_the_images});
}
BOOST_AUTO_TEST_CASE(a_backward_that_is_not_linear_is_caught) {
  expect_broken<broken::backward_clips_the_cotangent>({law::backward_is_linear});
}
BOOST_AUTO_TEST_CASE(a_gradient_that_is_a_thousandth_too_large_is_caught) {
  expect_broken<broken::backward_too_large>({law::backward_agrees_with_finite_differences});
}
BOOST_AUTO_TEST_CASE(a_gradient_that_is_wrong_in_one_cell_is_caught) {
  expect_broken<broken::backward_forgets_a_corner>({law::backward_agrees_with_finite_differences});
}
BOOST_AUTO_TEST_CASE(a_record_that_can_be_differentiated_only_once_breaks_two_laws) {
  expect_broken<broken::backward_once>({law::backward_repeats_itself, law::backward_runs_in_threads});
}
BOOST_AUTO_TEST_CASE(a_backward_through_a_shared_buffer_is_caught_by_threads) {
  expect_broken<broken::backward_through_one_buffer>({law::backward_runs_in_threads});
}
BOOST_AUTO_TEST_CASE(a_gradient_that_depends_on_the_batch_breaks_that_law_with_and_without_a_rule) {
  expect_broken<broken::backward_by_the_batch>({law::backward_ignores_the_batch, law::rule_ignores_the_batch});
}
BOOST_AUTO_TEST_CASE(a_backward_that_writes_into_the_record_is_caught) {
  expect_broken<broken::backward_in_place>({law::backward_leaves_the_record_alone});
}
BOOST_AUTO_TEST_CASE(a_resume_that_misses_the_record_is_caught) {
  expect_broken<broken::resume_is_off>({law::resume_of_own_maps_is_the_record});
}
BOOST_AUTO_TEST_CASE(a_resume_at_the_image_that_misses_forward_is_caught) {
  expect_broken<broken::resume_is_off_at_the_image>({law::resume_at_the_image_is_forward});
}
BOOST_AUTO_TEST_CASE(a_resume_that_depends_on_the_batch_is_caught) {
  expect_broken<broken::resume_by_the_batch>({law::resume_ignores_the_batch});
}
BOOST_AUTO_TEST_CASE(a_resume_that_writes_into_the_record_is_caught) {
  expect_broken<broken::resume_in_place>({law::resume_leaves_the_record_alone});
}
BOOST_AUTO_TEST_CASE(a_plain_rule_that_misses_backward_is_caught) {
  expect_broken<broken::plain_rule_is_off>({law::plain_rule_is_backward});
}
BOOST_AUTO_TEST_CASE(a_rule_that_does_not_scale_is_caught) {
  expect_broken<broken::rule_saturates>({law::rule_scales_with_the_cotangent});
}
BOOST_AUTO_TEST_CASE(a_rule_that_depends_on_the_batch_is_caught) {
  expect_broken<broken::rule_by_the_batch>({law::rule_ignores_the_batch});
}
BOOST_AUTO_TEST_CASE(a_rule_that_stays_in_the_model_is_caught) {
  expect_broken<broken::rule_is_left_behind>({law::rule_leaves_the_model_alone});
}

BOOST_AUTO_TEST_CASE(a_named_tolerance_forgives_what_it_names_and_nothing_else) {
  broken::forward_by_the_batch const by_the_batch{};
  broken::resume_is_off const off{};
  auto const images = toy_model<double>::images(2);
  whence::law_tolerances<double> const tolerances{.batching = 1e-6};
  BOOST_TEST(whence::check_laws(by_the_batch, images, {toy_tap::relu}, tolerances).passed());
  BOOST_TEST(!whence::check_laws(off, images, {toy_tap::relu}, tolerances).passed());
}

BOOST_AUTO_TEST_CASE(a_model_seen_under_another_rule_keeps_its_laws_but_is_no_gradient) {
  toy_model<double> const model{};
  auto const guided = whence::swap_relu<whence::guided_relu>(model);
  auto const images = toy_model<double>::images(2);
  auto const broken = whence::check_laws(guided, images, {toy_tap::convolution}).broken();
  std::vector<law> const expected{law::backward_is_linear, law::backward_agrees_with_finite_differences};
  BOOST_TEST(broken == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
