// SPDX-License-Identifier: BSD-3-Clause
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <concepts>
#include <cstddef>
#include <limits>
#include <utility>
#include <vector>
#include <whence/concepts/attribution_method.hpp>
#include <whence/core/executor.hpp>
#include <whence/methods/cam/grad_cam.hpp>
#include <whence/methods/gradient/input_gradient.hpp>
#include <whence/methods/wrappers/smooth_grad.hpp>
#include <whence/methods/wrappers/test_time_augmentation.hpp>
#include <whence/scores/class_logit.hpp>

#include "support/counting_model.hpp"
#include "support/hand_network.hpp"
#include "support/lesser_models.hpp"
#include "support/power_model.hpp"
#include "support/residual_network.hpp"

using whence::class_logit;
using whence::grad_cam;
using whence::image_batch;
using whence::input_gradient;
using whence::map_batch;
using whence::map_status;
using whence::test_time_augmentation;
using whence::test::error_of_maximum;
using whence::test::power_model;
using whence::test::residual_network;
using whence::test::toy_model;

namespace {

template <class Method, class Model, class Score = whence::top_logit>
constexpr bool explains = whence::attribution_method<Method, Model, Score>;

/// A network whose cells look at every other pixel from the first one on, and whose map is what they see.
whence::reference::network<double> every_other_pixel() {
  using namespace whence::reference;
  std::vector<node<double>> nodes;
  nodes.push_back({"convolution",
                   convolution<double>(filter_bank<double>{{{1, 1, 1, 1}, {1.0}}, {{1}, {0.0}}, window::square(1, 2)}),
                   {0}});
  nodes.push_back({"relu", relu<double>{}, {1}});
  nodes.push_back({"average", adaptive_average_pool<double>(1, 1), {2}});
  nodes.push_back({"flatten", flatten<double>{}, {3}});
  nodes.push_back({"linear", linear<double>({{1, 1}, {2.0}}, {{1}, {0.0}}), {4}});
  return {1, std::move(nodes)};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(methods_wrappers_test_time_augmentation)

static_assert(explains<test_time_augmentation<input_gradient>, toy_model<float>>);
static_assert(explains<test_time_augmentation<grad_cam<>>, whence::test::no_image_tap, class_logit>);
static_assert(explains<test_time_augmentation<whence::smooth_grad<>>, toy_model<double>>);
static_assert(explains<whence::smooth_grad<test_time_augmentation<grad_cam<>>>, toy_model<double>>);
static_assert(!explains<test_time_augmentation<input_gradient>, whence::test::no_image_tap>);
static_assert(!explains<test_time_augmentation<grad_cam<>>, int> &&
              !explains<test_time_augmentation<int>, toy_model<double>>);
static_assert(!explains<test_time_augmentation<grad_cam<>>, toy_model<double>, int>);
static_assert(std::copyable<test_time_augmentation<grad_cam<>>>);
static_assert(std::same_as<decltype(test_time_augmentation{grad_cam{}}), test_time_augmentation<grad_cam<>>>);

BOOST_AUTO_TEST_CASE(pixels_are_mirrored_back) {
  // y = x_0^2 + 2 x_1^2, slopes 2 x_0 and 4 x_1: at (1, 2) 2 and 8, at (2, 1) 4 and 4, the other way round 4 and 4. The
  // factors' mean is 1, and the slopes are as many times larger.
  test_time_augmentation const method{input_gradient{}};
  auto const answer = method(power_model<double>{}, image_batch<double>{{{{1, 2}}}}, class_logit{0});
  BOOST_TEST(error_of_maximum(answer.values, image_batch<double>{{{{3, 6}}}}) < 1e-15);
  BOOST_TEST(answer.scores(0) == 9);
  BOOST_TEST(answer.classes(0) == 0);
  BOOST_TEST((answer.status == std::vector<map_status>{map_status::meaningful}));
}

BOOST_AUTO_TEST_CASE(mirror_and_factors_are_as_told) {
  test_time_augmentation method{input_gradient{}};
  method.mirror = false;
  method.factors = {1, 4};
  auto const answer = method(power_model<double>{}, image_batch<double>{{{{1, 2}}}}, class_logit{0});
  BOOST_TEST(error_of_maximum(answer.values, image_batch<double>{{{{5, 20}}}}) < 1e-15);  // by 5/2
}

BOOST_AUTO_TEST_CASE(maps_are_brought_to_pixels_before_they_are_mirrored_back) {
  // Cells look at pixels 0 and 2: 1 and 3, at the pixels 1 2 3 3. Of the mirror image 4 3 2 1 they see 4 and 2, at the
  // pixels 4 3 2 2, mirrored back 2 2 3 4. Mirrored as cells, 2 and 4, they would have come out as 2 3 4 4.
  test_time_augmentation method{grad_cam{}};
  method.factors = {1};
  auto const answer = method(every_other_pixel(), image_batch<double>{{{{1, 2, 3, 4}}}});
  BOOST_TEST((answer.values == map_batch<double>{{{1.5, 2, 3, 3.5}}}));
  BOOST_TEST((answer.geometry == whence::tap_geometry{{1, 0, 1}, {1, 0, 4}}));
  BOOST_TEST(answer.scores(0) == 4);
}

BOOST_AUTO_TEST_CASE(versions_are_asked_what_the_clean_image_was_asked) {
  // z_0 = 3/4 and z_1 = 1 of the image; ten times as large, it would be of class 0.
  test_time_augmentation method{input_gradient{}};
  method.factors = {10, 20};
  auto const answer = method(power_model<double>{}, image_batch<double>{{{{-0.5, -0.5}}}});
  BOOST_TEST(answer.classes(0) == 1);
  BOOST_TEST((answer.values == image_batch<double>{{{{-1, -1}}}}));
}

BOOST_AUTO_TEST_CASE(the_image_itself_alone_leaves_the_method_as_it_is) {
  auto const model = residual_network();
  auto const images = whence::test::random_tensor<double, 4>({2, 2, 6, 5}, 11);
  test_time_augmentation method{input_gradient{}};
  method.mirror = false;
  method.factors = {1};
  BOOST_TEST((method(model, images).values == input_gradient{}(model, images).values));
}

BOOST_AUTO_TEST_CASE(a_mirrored_image_gets_the_mirrored_answer) {
  auto const model = residual_network();
  auto const images = whence::test::random_tensor<double, 4>({1, 2, 6, 6}, 11);
  image_batch<double> mirrored = images;
  for (std::size_t row = 0; row != 12; ++row) std::reverse(mirrored.data() + row * 6, mirrored.data() + row * 6 + 6);
  test_time_augmentation const method{grad_cam{}};
  auto const one = method(model, images, class_logit{1});
  auto other = method(model, mirrored, class_logit{1}).values;
  for (std::size_t row = 0; row != 6; ++row) std::reverse(other.data() + row * 6, other.data() + row * 6 + 6);
  BOOST_TEST(error_of_maximum(other, one.values) < 1e-14);
}

BOOST_AUTO_TEST_CASE(batch_threads_and_company_change_no_bit) {
  auto const model = residual_network();
  auto const images = whence::test::random_tensor<double, 4>({3, 2, 6, 6}, 11);
  test_time_augmentation method{grad_cam{}};
  method.batch = 1;
  auto const expected = method(model, images);
  for (auto const batch : std::vector<std::size_t>{2, 4, 6, 1000}) {
    method.batch = batch;
    BOOST_TEST((method(residual_network(whence::executor::serial()), images).values == expected.values));
  }
  std::size_t const size = images.size() / 3, cells = expected.values.size() / 3;
  for (std::size_t n = 0; n != 3; ++n) {
    image_batch<double> alone({1, 2, 6, 6});
    std::copy_n(images.data() + n * size, size, alone.data());
    auto const answer = method(model, alone);
    BOOST_TEST(std::equal(answer.values.begin(), answer.values.end(), expected.values.data() + n * cells));
  }
}

BOOST_AUTO_TEST_CASE(it_costs_what_it_says_and_its_observer_stops_it) {
  whence::test::counting_model const model{power_model<double>{}};
  auto const images = whence::test::random_tensor<double, 4>({2, 1, 2, 2}, 1);
  test_time_augmentation method{input_gradient{}};
  method.batch = 4;
  std::vector<std::size_t> told;
  method.observer = [&](std::size_t done, std::size_t all) {
    BOOST_TEST(all == 14u);
    told.push_back(done);
  };
  static_cast<void>(method(model, images));
  BOOST_TEST((model.counts() == whence::test::pass_counts{.forward = 2, .record = 12, .backward = 12}));
  BOOST_TEST(model.largest_batch() == 4u);
  BOOST_TEST((told == std::vector<std::size_t>{2, 6, 8, 12, 14}));
  method.observer = [](std::size_t done, std::size_t) { return done < 6; };
  BOOST_CHECK_THROW(static_cast<void>(method(model, images)), whence::stopped_error);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_done_is_refused) {
  auto const image = toy_model<double>::images(1);
  test_time_augmentation const unplaced{grad_cam{}};
  BOOST_CHECK_EXCEPTION(static_cast<void>(unplaced(whence::test::no_geometry{}, image)), whence::unknown_geometry_error,
                        [](auto const& complaint) { return complaint.where() == "test_time_augmentation"; });
  test_time_augmentation method{input_gradient{}};
  method.factors = {};
  BOOST_CHECK_THROW(static_cast<void>(method(toy_model<double>{}, image)), whence::option_error);
  method.factors = {1, std::numeric_limits<double>::infinity()};
  BOOST_CHECK_THROW(static_cast<void>(method(toy_model<double>{}, image)), whence::option_error);
}

BOOST_AUTO_TEST_CASE(logits_that_are_not_numbers_are_told) {
  double const nan = std::numeric_limits<double>::quiet_NaN();
  auto const image = whence::test::hand_image<double>();
  auto const answer =
      test_time_augmentation{grad_cam{}}(whence::test::hand_network<double>(nan), image, class_logit{0});
  BOOST_TEST((answer.status == std::vector<map_status>{map_status::logits_not_finite}));
}

BOOST_AUTO_TEST_SUITE_END()
