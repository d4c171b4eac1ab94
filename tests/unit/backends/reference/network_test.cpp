// SPDX-License-Identifier: BSD-3-Clause
#include <atomic>
#include <boost/test/unit_test.hpp>
#include <string>
#include <thread>
#include <vector>
#include <whence/backends/reference/network.hpp>
#include <whence/backends/reference/network_record.hpp>
#include <whence/backends/reference/network_tap.hpp>
#include <whence/relu_rules/guided_relu.hpp>
#include <whence/testing/check_laws.hpp>

#include "support/numbers.hpp"
#include "support/residual_network.hpp"

using whence::feature_tensor;
using whence::image_batch;
using whence::logit_matrix;
using whence::named_tap;
using whence::test::error_of_maximum;
using whence::test::random_tensor;
using whence::test::residual_network;
using whence::test::same_bits;

BOOST_AUTO_TEST_SUITE(backends_reference_network)

BOOST_AUTO_TEST_CASE(a_network_with_a_skip_connection_obeys_the_laws_at_every_tap) {
  auto const model = residual_network();
  auto const images = random_tensor<double, 4>({2, 2, 9, 8}, 11);
  std::vector<whence::reference::network_tap> taps;
  for (auto const& tap : model.taps(9, 8)) taps.push_back(model.find_tap(named_tap{tap.name}));
  auto const report = whence::check_laws(model, images, taps);
  BOOST_TEST(report.passed(), report);
}

BOOST_AUTO_TEST_CASE(gradients_add_where_a_value_is_read_twice) {
  // d logits / d stem_relu, element by element against central differences through `resume`: the tail is linear in
  // small steps away from kinks, and the path past the branch must not be forgotten.
  auto const model = residual_network();
  auto const images = random_tensor<double, 4>({1, 2, 6, 6}, 12);
  auto const record = model.record(images, model.find_tap(named_tap{"stem_relu"}));
  logit_matrix<double> const cotangent{{1.0, -2.0, 0.5}};
  auto const gradient = model.backward(record, cotangent);
  double const step = 1e-6;
  feature_tensor<double> expected(gradient.shape());
  for (std::size_t i = 0; i != gradient.size(); ++i) {
    feature_tensor<double> more = record.feature_maps();
    feature_tensor<double> less = record.feature_maps();
    more.data()[i] += step;
    less.data()[i] -= step;
    auto const up = model.resume(record, 0, more);
    auto const down = model.resume(record, 0, less);
    expected.data()[i] = 0;
    for (std::size_t c = 0; c != 3; ++c) expected.data()[i] += cotangent(0, c) * (up(0, c) - down(0, c)) / (2 * step);
  }
  BOOST_TEST(error_of_maximum(gradient, expected) < 1e-6);
}

BOOST_AUTO_TEST_CASE(resuming_inside_a_branch_carries_the_skip_connection_past_the_tap) {
  auto const model = residual_network();
  auto const images = random_tensor<double, 4>({3, 2, 6, 6}, 13);
  auto const record = model.record(images, model.find_tap(named_tap{"branch"}));
  for (std::size_t n = 0; n != 3; ++n) {
    feature_tensor<double> const own = xt::view(record.feature_maps(), xt::range(n, n + 1));
    feature_tensor<double> const twice = xt::concatenate(xt::xtuple(own, own), 0);
    auto const logits = model.resume(record, n, twice);
    for (std::size_t c = 0; c != 3; ++c) {
      BOOST_TEST(logits(0, c) == record.logits()(n, c));
      BOOST_TEST(logits(1, c) == record.logits()(n, c));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_tap_beside_the_way_to_an_image_gets_its_own_record) {
  auto const model = residual_network();
  auto const images = random_tensor<double, 4>({1, 2, 6, 6}, 14);
  auto const image = model.record(images, model.image_tap());
  BOOST_TEST(same_bits(image.feature_maps(), images));
  BOOST_TEST(same_bits(image.logits(), model.forward(images)));
  BOOST_TEST(image.geometry()->rows.stride == 1.0);
  auto const logits = model.record(images, model.find_tap(named_tap{"linear"}));
  logit_matrix<double> const cotangent{{1.0, 2.0, 3.0}};
  BOOST_TEST(same_bits(model.backward(logits, cotangent), cotangent));
}

BOOST_AUTO_TEST_CASE(the_deepest_tap_is_the_last_map_that_is_no_poolings) {
  auto const model = residual_network();
  BOOST_TEST((model.find_tap(whence::deepest_tap{}) == model.find_tap(named_tap{"sum"})));
}

BOOST_AUTO_TEST_CASE(an_unknown_tap_is_answered_with_the_nearest_names) {
  try {
    (void)residual_network().find_tap(named_tap{"brunch"});
    BOOST_FAIL("no error");
  } catch (whence::unknown_tap_error const& complaint) {
    BOOST_TEST(complaint.expected().find("branch") != std::string::npos);
    BOOST_TEST(complaint.where() == "tap 'brunch'");
  }
}

BOOST_AUTO_TEST_CASE(a_tap_or_record_of_another_network_is_refused) {
  auto const model = residual_network();
  auto const images = random_tensor<double, 4>({1, 2, 6, 6}, 15);
  BOOST_CHECK_THROW((void)model.record(images, {3, 42}), whence::unknown_tap_error);
  std::vector<whence::reference::node<double>> nodes;
  nodes.push_back({"relu", whence::reference::relu<double>{}, {0}});
  nodes.push_back({"flatten", whence::reference::flatten<double>{}, {1}});
  whence::reference::network<double> const other(2, std::move(nodes));
  auto const record = other.record(images, other.image_tap());
  BOOST_CHECK_THROW((void)model.backward(record, record.logits()), whence::unknown_tap_error);
}

BOOST_AUTO_TEST_CASE(a_record_of_the_same_nodes_in_another_width_is_refused) {
  using namespace whence::reference;
  auto const of_width = [](std::size_t width) {
    std::vector<node<double>> nodes;
    nodes.push_back({"flatten", flatten<double>{}, {0}});
    nodes.push_back(
        {"hidden",
         linear<double>({{width, 4}, std::vector<double>(width * 4, 1.0)}, {{width}, std::vector<double>(width, 0.0)}),
         {1}});
    nodes.push_back({"relu", relu<double>{}, {2}});
    nodes.push_back(
        {"logits", linear<double>({{2, width}, std::vector<double>(2 * width, 1.0)}, {{2}, {0.0, 0.0}}), {3}});
    return network<double>(1, std::move(nodes));
  };
  auto const narrow = of_width(2);
  auto const wide = of_width(64);
  auto const images = random_tensor<double, 4>({1, 1, 2, 2}, 15);
  auto const record = narrow.record(images, narrow.image_tap());
  BOOST_CHECK_THROW((void)wide.backward(record, record.logits()), whence::shape_error);
  BOOST_CHECK_THROW((void)wide.resume(record, 0, images), whence::shape_error);
  BOOST_CHECK_NO_THROW((void)of_width(2).backward(record, record.logits()));
}

BOOST_AUTO_TEST_CASE(misshapen_arguments_are_refused_with_both_shapes) {
  auto const model = residual_network();
  auto const images = random_tensor<double, 4>({2, 2, 6, 6}, 16);
  auto const record = model.record(images, model.find_tap(named_tap{"sum"}));
  auto const wrong_channels = random_tensor<double, 4>({2, 3, 6, 6}, 16);
  auto const no_images = random_tensor<double, 4>({0, 2, 6, 6}, 16);
  logit_matrix<double> const one_row{{1.0, 0.0, 0.0}};
  auto const other_maps = random_tensor<double, 4>({1, 4, 5, 6}, 16);
  BOOST_CHECK_THROW((void)model.forward(wrong_channels), whence::shape_error);
  BOOST_CHECK_THROW((void)model.forward(no_images), whence::shape_error);
  BOOST_CHECK_THROW((void)model.backward(record, one_row), whence::shape_error);
  BOOST_CHECK_THROW((void)model.resume(record, 0, other_maps), whence::shape_error);
  BOOST_CHECK_THROW((void)model.resume(record, 2, record.feature_maps()), whence::shape_error);
  try {
    (void)model.backward(record, one_row);
  } catch (whence::shape_error const& complaint) {
    BOOST_TEST(complaint.expected() == "(2, 3)");
    BOOST_TEST(complaint.got() == "(1, 3)");
  }
}

BOOST_AUTO_TEST_CASE(the_executor_changes_no_bit) {
  auto const images = random_tensor<double, 4>({2, 2, 40, 33}, 17);
  auto const serial = residual_network(whence::executor::serial());
  auto const pooled = residual_network();
  std::atomic<int> calls{0};
  auto const hosted = residual_network({3, [&](std::size_t count, whence::task_body body) {
                                          ++calls;
                                          for (std::size_t task = count; task-- != 0;) body(task, task % 3);
                                        }});
  logit_matrix<double> const cotangent{{1.0, -1.0, 0.5}, {0.25, 2.0, -3.0}};
  auto const expected = serial.backward(serial.record(images, serial.image_tap()), cotangent, whence::guided_relu{});
  for (auto const* const model : {&pooled, &hosted}) {
    auto const record = model->record(images, model->image_tap());
    BOOST_TEST(same_bits(record.logits(), serial.forward(images)));
    BOOST_TEST(same_bits(model->backward(record, cotangent, whence::guided_relu{}), expected));
  }
  BOOST_TEST(calls > 0);
}

BOOST_AUTO_TEST_CASE(a_layer_that_sees_nan_hands_it_on) {
  auto const model = residual_network();
  image_batch<double> images = random_tensor<double, 4>({1, 2, 6, 6}, 18);
  images(0, 0, 0, 0) = std::nan("");
  BOOST_TEST(std::isnan(model.forward(images)(0, 0)));
}

BOOST_AUTO_TEST_CASE(a_named_tap_keeps_its_name_however_it_was_put_together) {
  auto const model = residual_network();
  named_tap const wanted{std::string("bra") + "nch"};
  BOOST_TEST((model.find_tap(wanted) == model.find_tap(named_tap{"branch"})));
}

BOOST_AUTO_TEST_SUITE_END()
