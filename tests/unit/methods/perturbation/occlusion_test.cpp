// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <cstddef>
#include <limits>
#include <support/counting_model.hpp>
#include <support/hand_network.hpp>
#include <support/lesser_models.hpp>
#include <support/numbers.hpp>
#include <support/residual_network.hpp>
#include <utility>
#include <vector>
#include <whence/concepts/attribution_method.hpp>
#include <whence/methods/baselines/blurred_baseline.hpp>
#include <whence/methods/baselines/given_baseline.hpp>
#include <whence/methods/perturbation/occlusion.hpp>
#include <whence/scores/class_logit.hpp>
#include <whence/scores/negated.hpp>

using whence::image_size;
using whence::map_batch;
using whence::map_status;
using whence::occlusion;
using whence::test::counting_model;
using whence::test::hand_image;
using whence::test::hand_network;
using whence::test::pass_counts;
using whence::test::same_bits;
using whence::test::toy_model;

namespace {

template <class Method, class Model, class Score = whence::top_logit>
constexpr bool explains = whence::attribution_method<Method, Model, Score>;

}  // namespace

BOOST_AUTO_TEST_SUITE(methods_perturbation_occlusion)

static_assert(explains<occlusion<>, whence::test::forward_only> && explains<occlusion<>, toy_model<float>>);
static_assert(explains<occlusion<whence::blurred_baseline>, toy_model<float>, whence::class_logit>);
static_assert(explains<occlusion<whence::given_baseline<double>>, toy_model<double>>);
static_assert(!explains<occlusion<whence::given_baseline<double>>, toy_model<float>>);
static_assert(!explains<occlusion<int>, toy_model<float>> && !explains<occlusion<>, int>);
static_assert(std::same_as<decltype(occlusion{image_size{2, 2}}), occlusion<>>);
static_assert(std::same_as<decltype(occlusion{image_size{2, 2}, image_size{1, 1}, whence::blurred_baseline{}}),
                           occlusion<whence::blurred_baseline>>);

BOOST_AUTO_TEST_CASE(a_pixel_counts_what_the_answer_loses_without_it) {
  // z_0 = 2 mean(relu(x)) + mean(relu(-x)) + 1/2 of x = (1 -2; 3 0): without 1 it loses 2/4, without -2 it loses 2/4,
  // without 3 it loses 6/4.
  auto const answer = occlusion{image_size{1, 1}, image_size{1, 1}}(hand_network<double>(), hand_image<double>());
  BOOST_TEST((answer.values == map_batch<double>{{{0.5, 0.5}, {1.5, 0}}}));
  BOOST_TEST(answer.scores(0) == 3.0);
  BOOST_TEST(answer.classes(0) == 0u);
  BOOST_TEST((answer.status == std::vector<map_status>{map_status::meaningful}));
  BOOST_TEST((answer.geometry == whence::tap_geometry{{1.0, 0.0, 2}, {1.0, 0.0, 2}}));
}

BOOST_AUTO_TEST_CASE(what_hiding_brings_is_negative) {
  // z_1 = -mean(relu(x)) + 3 mean(relu(-x)) = 1/2: without 1 it wins 1/4, without -2 it loses 6/4, without 3 it wins
  // 3/4.
  auto const answer = occlusion{image_size{1, 1}, image_size{1, 1}}(hand_network<double>(), hand_image<double>(),
                                                                    whence::class_logit{1});
  BOOST_TEST((answer.values == map_batch<double>{{{-0.25, 1.5}, {-0.75, 0}}}));
}

BOOST_AUTO_TEST_CASE(where_windows_overlap_a_pixel_counts_their_mean) {
  // A row 1 -2 3 0 and windows of two, one apart, of z_0 = (2 sum relu(x) + sum relu(-x)) / 4 + 1/2: they lose 4/4, 8/4
  // and 6/4.
  whence::image_batch<double> const row = {{{{1, -2, 3, 0}}}};
  auto const answer = occlusion{image_size{1, 2}, image_size{1, 1}}(hand_network<double>(), row);
  BOOST_TEST((answer.values == map_batch<double>{{{1.0, 1.5, 1.75, 1.5}}}));
}

BOOST_AUTO_TEST_CASE(the_last_window_is_cut_off_at_the_edge) {
  // Windows of three, two apart, over four pixels: the second is cut off behind 0. They lose (2 + 2 + 6) / 4 and
  // (6 + 0) / 4, and share the third pixel.
  whence::image_batch<double> const row = {{{{1, -2, 3, 0}}}};
  auto const answer = occlusion{image_size{1, 3}, image_size{1, 2}}(hand_network<double>(), row);
  BOOST_TEST((answer.values == map_batch<double>{{{2.5, 2.5, 2.0, 1.5}}}));
}

BOOST_AUTO_TEST_CASE(hiding_the_whole_image_gives_what_the_baseline_lacks_everywhere) {
  toy_model<double> const model;
  auto const images = toy_model<double>::images(2);
  whence::image_batch<double> const other = whence::test::random_tensor<double, 4>({1, 2, 4, 5}, 3);
  occlusion const method{image_size{4, 5}, image_size{9, 9}, whence::given_baseline<double>{other}};
  auto const answer = method(model, images, whence::class_logit{2});
  double const gone = model.forward(other)(0, 2);
  for (std::size_t n = 0; n != 2; ++n) {
    BOOST_TEST((answer.status[n] == map_status::constant));
    for (double const value : xt::view(answer.values, n)) BOOST_TEST(value == answer.scores(n) - gone);
  }
}

BOOST_AUTO_TEST_CASE(it_is_linear_in_the_score) {
  toy_model<double> const model;
  auto const images = toy_model<double>::images(1);
  occlusion const method{image_size{2, 2}, image_size{1, 1}};
  auto const why = method(model, images, whence::class_logit{1});
  auto const why_not = method(model, images, whence::negated{whence::class_logit{1}});
  BOOST_TEST((why.values == -why_not.values));
}

BOOST_AUTO_TEST_CASE(every_window_asks_what_the_clean_image_was_asked) {
  // With all of it hidden the hand network answers 1/2 against an offset of 2, and its top class is another.
  auto const model = hand_network<double>(2.0);
  auto const answer = occlusion{image_size{2, 2}}(model, hand_image<double>());
  BOOST_TEST(answer.classes(0) == 0u);
  BOOST_TEST(answer.values(0, 0, 0) == 3.0 - 0.5);
}

BOOST_AUTO_TEST_CASE(the_same_bits_whatever_the_batch_and_the_company) {
  toy_model<float> const model;
  auto const images = toy_model<float>::images(3, 7, 6);
  occlusion method{image_size{3, 2}, image_size{2, 1}};
  auto const expected = method(model, images);
  for (std::size_t const batch : {1u, 2u, 7u, 1000u}) {
    method.batch = batch;
    BOOST_TEST(same_bits(method(model, images).values, expected.values));
  }
  for (std::size_t n = 0; n != 3; ++n) {
    whence::image_batch<float> const alone = xt::view(images, xt::range(n, n + 1));
    map_batch<float> const among = xt::view(expected.values, xt::range(n, n + 1));
    BOOST_TEST(same_bits(method(model, alone).values, among));
  }
}

BOOST_AUTO_TEST_CASE(one_pass_an_image_and_one_a_window_in_bounded_batches) {
  // 7 x 6 pixels, windows of 3 x 2, strides 2 and 1: 3 places down, 5 across.
  counting_model const model{toy_model<double>{}};
  occlusion method{image_size{3, 2}, image_size{2, 1}};
  method.batch = 4;
  std::vector<std::pair<std::size_t, std::size_t>> told;
  method.observer = [&](std::size_t done, std::size_t all) { told.emplace_back(done, all); };
  (void)method(model, toy_model<double>::images(2, 7, 6));
  BOOST_TEST(model.counts() == (pass_counts{.forward = 2 + 2 * 15}));
  BOOST_TEST(model.largest_batch() == 4u);
  BOOST_TEST(told.size() == 1u + 2u * 4u);
  BOOST_TEST((told.back() == std::pair<std::size_t, std::size_t>{32, 32}));
  // As the documentation says of 224 x 224.
  model.forget();
  (void)occlusion{}(model, toy_model<double>::images(1, 224, 224));
  BOOST_TEST(model.counts() == (pass_counts{.forward = 1 + 169}));
}

BOOST_AUTO_TEST_CASE(the_same_bits_on_one_thread) {
  auto const images = whence::test::random_tensor<double, 4>({2, 2, 9, 8}, 5);
  occlusion const method{image_size{3, 3}, image_size{2, 2}};
  auto const expected = method(whence::test::residual_network(), images);
  auto const serial = method(whence::test::residual_network(whence::executor::serial()), images);
  BOOST_TEST(same_bits(serial.values, expected.values));
}

BOOST_AUTO_TEST_CASE(it_can_be_stopped) {
  occlusion method{image_size{1, 1}, image_size{1, 1}};
  method.batch = 1;
  method.observer = [](std::size_t done, std::size_t) { return done < 3; };
  BOOST_CHECK_THROW((void)method(hand_network<double>(), hand_image<double>()), whence::stopped_error);
}

BOOST_AUTO_TEST_CASE(windows_that_would_leave_pixels_out_are_refused) {
  auto const refused = [](image_size window, image_size stride) {
    BOOST_CHECK_THROW((void)(occlusion{window, stride}(hand_network<double>(), hand_image<double>())),
                      whence::option_error);
  };
  refused({3, 1}, {1, 1});
  refused({1, 3}, {1, 1});
  refused({0, 1}, {1, 1});
  refused({1, 0}, {1, 1});
  refused({1, 1}, {0, 1});
  refused({1, 1}, {1, 0});
  refused({1, 1}, {2, 1});
  try {
    (void)(occlusion{image_size{1, 1}, image_size{1, 2}}(hand_network<double>(), hand_image<double>()));
  } catch (whence::option_error const& problem) {
    BOOST_TEST(
        problem.what() ==
        "stride over the width of the image: expected 1 to 1, as the window, so that no pixel is left out, got 2");
  }
  occlusion no_batch{image_size{1, 1}, image_size{1, 1}};
  no_batch.batch = 0;
  BOOST_CHECK_THROW((void)no_batch(hand_network<double>(), hand_image<double>()), whence::error);
}

BOOST_AUTO_TEST_CASE(a_filling_that_is_no_number_is_reported_and_not_painted) {
  occlusion method{image_size{1, 1}, image_size{1, 1}};
  method.baseline.value = std::numeric_limits<double>::quiet_NaN();
  auto const answer = method(hand_network<double>(), hand_image<double>());
  BOOST_TEST((answer.status == std::vector<map_status>{map_status::not_finite}));
}

BOOST_AUTO_TEST_CASE(no_images_have_no_maps) {
  auto const answer = occlusion{image_size{2, 2}}(toy_model<double>{}, toy_model<double>::images(0));
  BOOST_TEST(answer.values.shape(0) == 0u);
  BOOST_TEST(answer.status.empty());
}

BOOST_AUTO_TEST_SUITE_END()
