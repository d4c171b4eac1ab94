// SPDX-License-Identifier: BSD-3-Clause
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstddef>
#include <span>
#include <support/residual_network.hpp>
#include <support/toy_model.hpp>
#include <vector>
#include <whence/concepts/ablatable.hpp>
#include <whence/concepts/check_backend.hpp>
#include <whence/concepts/named_tap.hpp>
#include <whence/testing/check_ablate_laws.hpp>
#include <whence/testing/check_laws.hpp>

namespace {

using whence::law;
using whence::test::toy_model;
using whence::test::toy_record;
using whence::test::toy_tap;
using channel_list = std::span<std::size_t const>;

/// The toy, which resumes copies of its maps and then does what `Spoil` says.
template <class Spoil>
struct ablated_toy : toy_model<double> {
  logits_type ablate(toy_record<double> const& record, std::size_t image, channel_list left_out) const {
    maps_type const& clean = record.feature_maps();
    std::size_t const cells = clean.shape(2) * clean.shape(3);
    maps_type versions = maps_type::from_shape({left_out.size(), clean.shape(1), clean.shape(2), clean.shape(3)});
    std::size_t const size = clean.shape(1) * cells;
    for (std::size_t m = 0; m != left_out.size(); ++m) {
      std::copy_n(clean.data() + image * size, size, versions.data() + m * size);
      std::fill_n(versions.data() + m * size + left_out[m] * cells, cells, 0.0);
    }
    logits_type logits = resume(record, image, versions);
    Spoil{}(record, left_out, logits);
    return logits;
  }
};

struct nothing {
  void operator()(toy_record<double> const&, channel_list, auto&) const {}
};
struct off {
  void operator()(toy_record<double> const&, channel_list, auto& logits) const {
    for (double& z : logits) z += 1e-6;
  }
};
struct the_order_of_the_maps {
  void operator()(toy_record<double> const&, channel_list left_out, auto& logits) const {
    if (left_out.size() > 1 && left_out[0] < left_out[1]) std::reverse(logits.begin(), logits.end());
  }
};
struct by_the_number_of_maps {
  void operator()(toy_record<double> const&, channel_list left_out, auto& logits) const {
    if (left_out.size() == 1) logits(0, 0) *= 1 + 1e-14;
  }
};
struct in_place {
  void operator()(toy_record<double> const& record, channel_list left_out, auto&) const {
    (*record.maps)(0, left_out[0], 0, 0) += 1;
  }
};

static_assert(whence::check_backend<ablated_toy<nothing>, whence::rung::ablatable>());
static_assert(!whence::ablatable<toy_model<double>>);

template <class Spoil>
whence::law_report report_on() {
  return whence::check_ablate_laws(ablated_toy<Spoil>{}, toy_model<double>::images(2), toy_tap::relu);
}

template <class Spoil>
void expect_broken(law which) {
  auto const report = report_on<Spoil>();
  BOOST_TEST((report.broken() == std::vector{which}), report);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(testing_check_ablate_laws)

BOOST_AUTO_TEST_CASE(a_backend_that_resumes_copies_keeps_the_laws) {
  auto const report = report_on<nothing>();
  BOOST_TEST(report.passed(), report);
  BOOST_TEST(report.results.size() == 3u);
}

BOOST_AUTO_TEST_CASE(logits_that_are_off_or_in_another_order_break_the_law_of_resume) {
  expect_broken<off>(law::ablate_is_resume_without_the_map);
  expect_broken<the_order_of_the_maps>(law::ablate_is_resume_without_the_map);
}

BOOST_AUTO_TEST_CASE(logits_that_depend_on_the_maps_beside_are_caught) {
  expect_broken<by_the_number_of_maps>(law::ablate_ignores_the_maps_beside);
}

BOOST_AUTO_TEST_CASE(an_ablate_that_writes_into_the_record_is_caught) {
  expect_broken<in_place>(law::ablate_leaves_the_record_alone);
}

BOOST_AUTO_TEST_CASE(the_whole_suite_tries_them_where_the_backend_offers_it) {
  auto const network = whence::test::residual_network();
  auto const images = whence::test::random_tensor<double, 4>({2, 2, 7, 6}, 11);
  for (char const* const name : {"stem_relu", "sum", "average"}) {
    auto const report = whence::check_laws(network, images, {network.find_tap(whence::named_tap{name})});
    BOOST_TEST(report.passed(), report);
    BOOST_TEST(std::ranges::count(report.results, law::ablate_is_resume_without_the_map, &whence::law_result::which) ==
               1);
  }
}

BOOST_AUTO_TEST_SUITE_END()
