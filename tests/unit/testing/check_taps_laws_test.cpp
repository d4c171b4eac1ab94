// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <cstddef>
#include <span>
#include <support/lesser_models.hpp>
#include <support/toy_model.hpp>
#include <utility>
#include <vector>
#include <whence/concepts/check_backend.hpp>
#include <whence/concepts/multi_tappable.hpp>
#include <whence/testing/check_laws.hpp>
#include <whence/testing/check_taps_laws.hpp>

namespace {

using whence::law;
using whence::test::no_backward;
using whence::test::toy_model;
using whence::test::toy_record;
using whence::test::toy_tap;

/// The toy, which records several taps after one another and then does what `Spoil` says.
template <class Spoil>
struct toy_of_taps : toy_model<double> {
  using toy_model<double>::record;
  std::vector<toy_record<double>> record(images_type const& images, std::span<toy_tap const> taps) const {
    std::vector<toy_record<double>> records;
    for (toy_tap const tap : taps) records.push_back(record(images, tap));
    Spoil{}(records);
    return records;
  }
};

struct nothing {
  void operator()(std::vector<toy_record<double>>&) const {}
};
struct one_too_few {
  void operator()(std::vector<toy_record<double>>& records) const { records.pop_back(); }
};
struct the_models_order {
  void operator()(std::vector<toy_record<double>>& records) const { std::swap(records[0], records[1]); }
};
struct other_logits {
  void operator()(std::vector<toy_record<double>>& records) const { records[1].logits_(0, 0) += 1; }
};
struct gradients_of_the_first_tap {
  void operator()(std::vector<toy_record<double>>& records) const { records[1].tap = records[0].tap; }
};

static_assert(whence::check_backend<toy_of_taps<nothing>, whence::rung::multi_tappable>());
static_assert(whence::multi_tappable<toy_model<double>> && !whence::multi_tappable<no_backward>);

template <class Spoil>
whence::law_report report_on() {
  auto const images = toy_model<double>::images(2);
  return whence::check_taps_laws(toy_of_taps<Spoil>{}, images, {toy_tap::relu, toy_tap::convolution});
}

template <class Spoil>
void expect_broken() {
  auto const report = report_on<Spoil>();
  BOOST_TEST((report.broken() == std::vector{law::record_of_taps_is_record_of_each}), report);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(testing_check_taps_laws)

BOOST_AUTO_TEST_CASE(records_of_several_taps_that_are_those_of_each_keep_the_law) {
  auto const report = report_on<nothing>();
  BOOST_TEST(report.passed(), report);
  BOOST_TEST(report.results.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_record_too_few_is_found) {
  expect_broken<one_too_few>();
}

BOOST_AUTO_TEST_CASE(records_in_another_order_are_found) {
  expect_broken<the_models_order>();
}

BOOST_AUTO_TEST_CASE(other_logits_are_found) {
  expect_broken<other_logits>();
}

BOOST_AUTO_TEST_CASE(gradients_of_another_tap_are_found) {
  expect_broken<gradients_of_the_first_tap>();
}

BOOST_AUTO_TEST_CASE(the_whole_suite_tries_it_where_the_model_records_several_taps) {
  auto const images = toy_model<double>::images(2);
  auto const tried = [&](auto const& model) {
    auto const report = whence::check_laws(model, images, {toy_tap::relu, toy_tap::convolution});
    std::size_t count = 0;
    for (auto const& result : report.results) count += result.which == law::record_of_taps_is_record_of_each ? 1 : 0;
    BOOST_TEST(report.passed(), report);
    return count;
  };
  BOOST_TEST(tried(toy_model<double>{}) == 1u);
  BOOST_TEST(tried(no_backward{}) == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
