// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <support/counting_model.hpp>
#include <support/hand_network.hpp>
#include <support/lesser_models.hpp>
#include <support/numbers.hpp>
#include <support/residual_network.hpp>
#include <utility>
#include <vector>
#include <whence/concepts/attribution_method.hpp>
#include <whence/methods/perturbation/rise.hpp>
#include <whence/scores/class_logit.hpp>
#include <whence/scores/top_logit.hpp>

namespace tt = boost::test_tools;
using whence::class_logit;
using whence::map_batch;
using whence::map_status;
using whence::random_field;
using whence::rise;
using whence::rise_mask;
using whence::test::counting_model;
using whence::test::hand_image;
using whence::test::hand_network;
using whence::test::pass_counts;
using whence::test::same_bits;
using whence::test::toy_model;

namespace {

template <class Method, class Model, class Score>
constexpr bool explains = whence::attribution_method<Method, Model, Score>;

/// Gives every image the same answer.
struct constant_model {
  using value_type = double;
  whence::logit_matrix<double> forward(whence::image_batch<double> const& images) const {
    return whence::logit_matrix<double>({images.shape(0), std::size_t{2}}, 0.5);
  }
};

rise with(std::size_t masks, std::size_t cells, std::uint64_t seed = 0) {
  rise method;
  method.masks = masks;
  method.cells = cells;
  method.seed = seed;
  return method;
}

std::vector<double> mask_of(rise const& method, std::uint32_t sample, whence::image_size size) {
  std::vector<double> values(size.height * size.width);
  random_field const numbers{.seed = method.seed, .sample = sample};
  rise_mask::drawn(method.cells, method.probability, numbers, size).write(size, std::span<double>(values));
  return values;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(methods_perturbation_rise)

static_assert(explains<rise, whence::test::forward_only, whence::probability>);
static_assert(explains<rise, toy_model<float>, whence::top_logit> && explains<rise, toy_model<double>, class_logit>);
static_assert(!explains<rise, int, class_logit>);
static_assert(std::semiregular<rise>);

BOOST_AUTO_TEST_CASE(masks_count_by_the_answer_to_the_image_seen_through_them) {
  // y(x * M) = (2 (M_0 + 3 M_2) + 2 M_1) / 4 + 1/2 of x = (1 -2; 3 0), for two masks: sum y M / (2 * 1/2).
  rise const method = with(2, 2, 6);
  auto const answer = method(hand_network<double>(), hand_image<double>(), class_logit{0});
  std::vector<double> expected(4);
  for (std::uint32_t sample = 0; sample != 2; ++sample) {
    auto const m = mask_of(method, sample, {2, 2});
    double const y = 0.5 * (m[0] + 3 * m[2] + m[1]) + 0.5;
    for (std::size_t i = 0; i != 4; ++i) expected[i] += y * m[i];
  }
  BOOST_TEST((expected[0] != expected[1] && expected[0] > 0.0));
  for (std::size_t i = 0; i != 4; ++i) BOOST_TEST(answer.values.data()[i] == expected[i], tt::tolerance(1e-14));
  BOOST_TEST(answer.scores(0) == 3.0);
  BOOST_TEST(answer.classes(0) == 0u);
  BOOST_TEST((answer.geometry == whence::tap_geometry{{1.0, 0.0, 2}, {1.0, 0.0, 2}}));
}

BOOST_AUTO_TEST_CASE(where_all_cells_are_open_every_pixel_has_the_score) {
  rise method = with(8, 3);
  method.probability = 1.0;
  auto const answer = method(hand_network<double>(), hand_image<double>(), class_logit{0});
  BOOST_TEST((answer.values == map_batch<double>{{{3, 3}, {3, 3}}}));
  BOOST_TEST((answer.status == std::vector<map_status>{map_status::constant}));
}

BOOST_AUTO_TEST_CASE(of_a_constant_answer_the_map_is_the_masks_own_mean_over_the_probability) {
  rise const method = with(600, 3, 1);
  whence::image_batch<double> const image = xt::ones<double>({1, 1, 8, 9});
  auto const answer = method(constant_model{}, image, class_logit{1});
  std::vector<double> mean(72);
  for (std::uint32_t sample = 0; sample != 600; ++sample) {
    auto const mask = mask_of(method, sample, {8, 9});
    for (std::size_t i = 0; i != 72; ++i) mean[i] += mask[i] / 600;
  }
  for (std::size_t i = 0; i != 72; ++i) {
    BOOST_TEST(answer.values.data()[i] == 0.5 * mean[i] / method.probability, tt::tolerance(1e-12));
    // Flat but for chance: a pixel's mask has a deviation of 1/2 at most, so the mean of 600 over 1/2 of .041; five.
    BOOST_TEST(std::abs(answer.values.data()[i] - 0.5) < 0.5 * 0.205);
  }
}

BOOST_AUTO_TEST_CASE(unless_told_otherwise_it_asks_for_a_probability) {
  // logits 3 and 1/2
  auto const answer = with(4, 2)(hand_network<double>(), hand_image<double>());
  BOOST_TEST(answer.scores(0) == 1.0 / (1.0 + std::exp(-2.5)), tt::tolerance(1e-14));
}

BOOST_AUTO_TEST_CASE(pixels_that_speak_for_the_answer_stand_out) {
  // Only the pixel at (2, 6) is not 0: y = 2 M_26 + 1/2. Far from it masks are independent, of mean 1/2, and the map is
  // 3/2 but for chance; there it is more by 4 var M_26, which is 1/4 at a cell's centre and 1/16 between four.
  whence::image_batch<double> image = xt::zeros<double>({1, 1, 5, 8});
  image(0, 0, 2, 6) = 40;
  auto const answer = with(500, 4)(hand_network<double>(), image, class_logit{0});
  auto const& map = answer.values;
  BOOST_TEST(map(0, 2, 6) == xt::amax(map)());
  BOOST_TEST(map(0, 2, 6) > 1.15 * map(0, 2, 1));
}

BOOST_AUTO_TEST_CASE(the_same_bits_whatever_the_batch_and_the_company) {
  toy_model<float> const model;
  auto const images = toy_model<float>::images(3, 7, 6);
  rise method = with(21, 3);
  auto const expected = method(model, images);
  for (std::size_t const batch : {1u, 2u, 20u, 21u, 1000u}) {
    method.batch = batch;
    BOOST_TEST(same_bits(method(model, images).values, expected.values));
  }
  for (std::size_t n = 0; n != 3; ++n) {
    whence::image_batch<float> const alone = xt::view(images, xt::range(n, n + 1));
    map_batch<float> const among = xt::view(expected.values, xt::range(n, n + 1));
    BOOST_TEST(same_bits(method(model, alone).values, among));
  }
}

BOOST_AUTO_TEST_CASE(another_seed_gives_other_masks_and_the_same_seed_the_same) {
  toy_model<double> const model;
  auto const images = toy_model<double>::images(1);
  BOOST_TEST(same_bits(with(9, 3, 4)(model, images).values, with(9, 3, 4)(model, images).values));
  BOOST_TEST(!same_bits(with(9, 3, 4)(model, images).values, with(9, 3, 5)(model, images).values));
}

BOOST_AUTO_TEST_CASE(one_pass_an_image_and_one_a_mask_in_bounded_batches) {
  counting_model const model{toy_model<double>{}};
  rise method = with(10, 3);
  method.batch = 4;
  std::vector<std::pair<std::size_t, std::size_t>> told;
  method.observer = [&](std::size_t done, std::size_t all) { told.emplace_back(done, all); };
  (void)method(model, toy_model<double>::images(2));
  BOOST_TEST(model.counts() == (pass_counts{.forward = 2 + 2 * 10}));
  BOOST_TEST(model.largest_batch() == 4u);
  BOOST_TEST(told.size() == 1u + 2u * 3u);
  BOOST_TEST((told.back() == std::pair<std::size_t, std::size_t>{22, 22}));
}

BOOST_AUTO_TEST_CASE(the_same_bits_on_one_thread) {
  auto const images = whence::test::random_tensor<double, 4>({2, 2, 9, 8}, 5);
  rise const method = with(12, 3);
  auto const expected = method(whence::test::residual_network(), images);
  auto const serial = method(whence::test::residual_network(whence::executor::serial()), images);
  BOOST_TEST(same_bits(serial.values, expected.values));
}

BOOST_AUTO_TEST_CASE(it_can_be_stopped) {
  rise method = with(1000, 3);
  method.observer = [](std::size_t done, std::size_t) { return done < 40; };
  BOOST_CHECK_THROW((void)method(hand_network<double>(), hand_image<double>()), whence::stopped_error);
}

BOOST_AUTO_TEST_CASE(options_out_of_range_are_refused) {
  auto const refused = [](auto const& change) {
    rise method;
    change(method);
    BOOST_CHECK_THROW((void)method(hand_network<double>(), hand_image<double>()), whence::option_error);
  };
  refused([](rise& method) { method.masks = 0; });
  refused([](rise& method) { method.masks = std::size_t{1} << 32; });
  refused([](rise& method) { method.cells = 0; });
  refused([](rise& method) { method.cells = 1001; });
  refused([](rise& method) { method.probability = 0.0; });
  refused([](rise& method) { method.probability = 1.1; });
  refused([](rise& method) { method.probability = std::numeric_limits<double>::quiet_NaN(); });
  rise no_batch;
  no_batch.batch = 0;
  BOOST_CHECK_THROW((void)no_batch(hand_network<double>(), hand_image<double>()), whence::error);
}

BOOST_AUTO_TEST_CASE(an_image_that_is_no_number_is_reported_and_not_painted) {
  whence::image_batch<double> image = hand_image<double>();
  image(0, 0, 0, 0) = std::numeric_limits<double>::infinity();
  auto const answer = with(4, 2)(hand_network<double>(), image);
  BOOST_TEST((answer.status == std::vector<map_status>{map_status::logits_not_finite}));
}

BOOST_AUTO_TEST_SUITE_END()
