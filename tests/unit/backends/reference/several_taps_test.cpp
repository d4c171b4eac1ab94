// SPDX-License-Identifier: BSD-3-Clause
#include <atomic>
#include <boost/test/unit_test.hpp>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>
#include <whence/backends/reference/folded_module.hpp>
#include <whence/backends/reference/vgg.hpp>
#include <whence/concepts/check_backend.hpp>
#include <whence/testing/check_taps_laws.hpp>

#include "support/numbers.hpp"
#include "support/random_vgg.hpp"
#include "support/residual_network.hpp"

using whence::named_tap;
using whence::reference::network;
using whence::reference::network_record;
using whence::reference::network_tap;
using whence::test::residual_network;
using whence::test::same_bits;

namespace {

std::vector<network_tap> taps_of(network<double> const& model, std::vector<std::string> const& names) {
  std::vector<network_tap> taps;
  for (auto const& name : names) taps.push_back(model.find_tap(named_tap{name}));
  return taps;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(backends_reference_several_taps)

static_assert(whence::check_backend<network<float>, whence::rung::multi_tappable>());

BOOST_AUTO_TEST_CASE(records_of_several_taps_are_those_of_each_to_the_bit_skip_connection_image_and_logits_too) {
  auto const model = residual_network();
  auto const images = whence::test::random_tensor<double, 4>({2, 2, 6, 8}, 7);
  auto taps = taps_of(model, {"stem", "stem_relu", "branch", "branch_relu", "sum", "pool", "linear"});
  taps.push_back(model.image_tap());
  auto const report = whence::check_taps_laws(model, images, taps);
  BOOST_TEST(report.passed(), report);
}

BOOST_AUTO_TEST_CASE(all_of_them_are_one_forward_pass) {
  std::atomic<std::size_t> regions = 0;
  whence::executor const counting{1, [&](std::size_t count, whence::task_body body) {
                                    ++regions;
                                    for (std::size_t task = 0; task != count; ++task) body(task, 0);
                                  }};
  auto const model = residual_network(counting);
  auto const images = whence::test::random_tensor<double, 4>({2, 2, 6, 8}, 7);
  auto const taps = taps_of(model, {"stem", "branch", "sum", "pool"});
  (void)model.forward(images);
  std::size_t const once = regions.exchange(0);
  BOOST_TEST(once > 0u);
  (void)model.record(images, std::span<network_tap const>(taps));
  BOOST_TEST(regions == once);
}

BOOST_AUTO_TEST_CASE(a_record_outlives_the_others_and_the_network) {
  auto const images = whence::test::random_tensor<double, 4>({2, 2, 6, 8}, 7);
  auto const model = residual_network();
  auto const cotangent = whence::test::random_tensor<double, 2>({2, 3}, 8);
  auto const tap = model.find_tap(named_tap{"branch"});
  std::optional<network_record<double>> kept;
  {
    auto const taps = taps_of(model, {"stem", "branch", "pool"});
    kept = residual_network().record(images, std::span<network_tap const>(taps))[1];
  }
  BOOST_TEST(same_bits(model.backward(*kept, cotangent), model.backward(model.record(images, tap), cotangent)));
}

BOOST_AUTO_TEST_CASE(a_vgg_with_taps_of_its_own_does_the_same) {
  using vgg = whence::basic_vgg16<double>;
  vgg const model(whence::test::random_vgg_weights<double>(whence::vgg_layouts[2], {}));
  auto const images = whence::test::random_tensor<double, 4>({2, 3, 33, 35}, 7);
  std::vector const taps{vgg::tap("features.15"), vgg::tap("features.28"), vgg::tap("classifier.3")};
  auto const report = whence::check_taps_laws(model, images, taps);
  BOOST_TEST(report.passed(), report);
}

BOOST_AUTO_TEST_CASE(a_tap_of_another_network_among_them_is_refused_and_none_gives_none) {
  auto const model = residual_network();
  auto const images = whence::test::random_tensor<double, 4>({1, 2, 6, 8}, 7);
  auto taps = taps_of(model, {"stem"});
  taps.push_back({1, 42});
  BOOST_CHECK_THROW((void)model.record(images, std::span<network_tap const>(taps)), whence::unknown_tap_error);
  BOOST_TEST(model.record(images, std::span<network_tap const>()).empty());
}

BOOST_AUTO_TEST_SUITE_END()
