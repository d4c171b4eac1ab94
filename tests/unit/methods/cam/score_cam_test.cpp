// SPDX-License-Identifier: BSD-3-Clause
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <concepts>
#include <tuple>
#include <vector>
#include <whence/concepts/attribution_method.hpp>
#include <whence/concepts/named_tap.hpp>
#include <whence/core/shape_error.hpp>
#include <whence/core/stopped_error.hpp>
#include <whence/core/unknown_geometry_error.hpp>
#include <whence/methods/cam/mask_stretch.hpp>
#include <whence/methods/cam/mask_weights.hpp>
#include <whence/methods/cam/masked_scoring.hpp>
#include <whence/methods/cam/masking.hpp>
#include <whence/methods/cam/score_cam.hpp>
#include <whence/methods/cam/whole_masks.hpp>
#include <whence/scores/class_logit.hpp>

#include "support/counting_model.hpp"
#include "support/hand_network.hpp"
#include "support/lesser_models.hpp"
#include "support/numbers.hpp"
#include "support/residual_network.hpp"

using whence::class_logit;
using whence::map_batch;
using whence::map_status;
using whence::mask_stretch;
using whence::mask_weights;
using whence::named_tap;
using whence::score_cam;
using whence::test::counting_model;
using whence::test::error_of_maximum;
using whence::test::hand_image;
using whence::test::hand_network;
using whence::test::pass_counts;
using whence::test::residual_network;
using whence::test::same_bits;
using whence::test::toy_model;

namespace {

template <class Method, class Model>
constexpr bool explains = whence::attribution_method<Method, Model, whence::top_logit>;

score_cam<> with(mask_weights weights) {
  score_cam cam;
  cam.weights = weights;
  cam.keep_signed = true;
  return cam;
}

using value_types = std::tuple<float, double>;

}  // namespace

BOOST_AUTO_TEST_SUITE(methods_cam_score_cam)

static_assert(explains<score_cam<>, toy_model<float>> && explains<score_cam<named_tap>, toy_model<double>>);
static_assert(explains<score_cam<>, whence::reference::network<float>>);
static_assert(explains<score_cam<>, whence::test::no_backward>);
static_assert(!explains<score_cam<>, whence::test::forward_only>);
static_assert(std::semiregular<score_cam<>>);
static_assert(std::same_as<decltype(score_cam{}), score_cam<whence::deepest_tap>>);
static_assert(std::same_as<decltype(score_cam{named_tap{"relu"}}), score_cam<named_tap>>);

// Of the hand network's image, a_0 = (1 0; 3 0) and a_1 = (0 2; 0 0) become masks (1/3 0; 1 0) and (0 1; 0 0). Through
// them it is (1/3 0; 3 0), z = (2 * 5/6 + 1/2, -5/6), and (0 -2; 0 0), z = (1, 3/2). Of zeros, z = (1/2, 0).

BOOST_AUTO_TEST_CASE_TEMPLATE(maps_are_weighed_by_what_the_image_seen_through_them_answers, T, value_types) {
  auto const answer = with(mask_weights::score)(hand_network<T>(), hand_image<T>());
  double const first = 2 * 5.0 / 6 + 0.5;
  map_batch<double> const expected = {{{first, 2}, {3 * first, 0}}};
  BOOST_TEST(error_of_maximum(answer.values, expected) <= (std::same_as<T, float> ? 1e-6 : 1e-14));
  BOOST_TEST(answer.scores(0) == T(3));
  BOOST_TEST(answer.classes(0) == 0);
  BOOST_TEST((answer.status == std::vector<map_status>{map_status::meaningful}));
  BOOST_TEST(answer.geometry.has_value());
}

BOOST_AUTO_TEST_CASE(or_by_its_increase_over_an_image_of_zeros) {
  auto const answer = with(mask_weights::increase)(hand_network<double>(0.25), hand_image<double>(), class_logit{1});
  // -5/6 and 3/2, whatever the offset of z_1 is.
  map_batch<double> const expected = {{{-5.0 / 6, 3}, {-2.5, 0}}};
  BOOST_TEST(error_of_maximum(answer.values, expected) < 1e-14);
  score_cam clipped;
  clipped.weights = mask_weights::increase;
  auto const rectified = clipped(hand_network<double>(0.25), hand_image<double>(), class_logit{1});
  BOOST_TEST(error_of_maximum(rectified.values, map_batch<double>{{{0, 3}, {0, 0}}}) < 1e-14);
}

BOOST_AUTO_TEST_CASE(the_paper_takes_a_softmax_over_the_maps_in_which_the_image_of_zeros_has_no_part) {
  auto const answer = score_cam{}(hand_network<double>(), hand_image<double>());
  double const p = 1 / (1 + std::exp(1 - (2 * 5.0 / 6 + 0.5)));
  map_batch<double> const expected = {{{p, 2 * (1 - p)}, {3 * p, 0}}};
  BOOST_TEST(error_of_maximum(answer.values, expected) < 1e-14);
}

BOOST_AUTO_TEST_CASE(logits_too_large_for_an_exponential_are_no_trouble) {
  auto const model = hand_network<double>();
  whence::image_batch<double> const image = hand_image<double>() * 1e5;
  auto const answer = score_cam{}(model, image);
  BOOST_TEST((answer.values == map_batch<double>{{{1e5, 0}, {3e5, 0}}}));
}

BOOST_AUTO_TEST_CASE(a_map_that_is_the_same_everywhere_shows_nothing_of_the_image) {
  // x = 2: a_0 = 2, a_1 = 0. Both masks are zeros, z_0 = 1/2: weights 1/2 of the score, and of the softmax.
  whence::image_batch<double> const image = {{{{2, 2}, {2, 2}}}};
  map_batch<double> const expected = {{{1, 1}, {1, 1}}};
  BOOST_TEST((with(mask_weights::score)(hand_network<double>(), image).values == expected));
  BOOST_TEST((with(mask_weights::softmax)(hand_network<double>(), image).values == expected));
  auto const none = with(mask_weights::increase)(hand_network<double>(), image);
  BOOST_TEST((none.status[0] == map_status::all_zero));
}

BOOST_AUTO_TEST_CASE(masks_lie_where_the_cells_look_unless_told_otherwise) {
  // Cells of 2 pixels and stride 2: (4, 6) is a mask (0, 1), its cells' centres between pixels 0 and 1, 2 and 3: pixels
  // (0, 1/4, 3/4, 1), stretched to the same; from corner to corner (0, 1/3, 2/3, 1). z = 2 mean(cells), a sum over the
  // four columns of (2 2 3 3) = column sums (2, 2, 3, 3) of the image.
  auto const model = whence::test::halving_network();
  whence::image_batch<double> const image = {{{{1, 0, 2, 3}, {1, 2, 1, 0}}}};
  auto cam = with(mask_weights::score);
  auto const answer = cam(model, image);
  // Masked columns 0, 2/4, 9/4, 3: z = their sum, 5.75, as the mean of two cells, doubled.
  BOOST_TEST((answer.values == map_batch<double>{{{4 * 5.75, 6 * 5.75}}}));
  cam.stretch = mask_stretch::half_pixel;
  BOOST_TEST((cam(model, image).values == answer.values));
  cam.stretch = mask_stretch::corners;
  // 0, 2/3, 6/3, 3.
  map_batch<double> const expected = {{{4 * 17.0 / 3, 6 * 17.0 / 3}}};
  BOOST_TEST(error_of_maximum(cam(model, image).values, expected) < 1e-14);
}

BOOST_AUTO_TEST_CASE(scaled_before_it_is_upsampled_a_mask_need_not_reach_one) {
  // Cells (2, 6, 2) between pixels 0 and 1, 2 and 3, 4 and 5: none of them looks at one pixel, so that of cells (0, 1,
  // 0) pixels are (0, 1/4, 3/4, 3/4, 1/4, 0), and stretched behind that (0, 1/3, 1, 1, 1/3, 0).
  auto const model = whence::test::halving_network();
  whence::image_batch<double> const image = {{{{1, 1, 3, 3, 1, 1}, {0, 0, 0, 0, 0, 0}}}};
  auto cam = with(mask_weights::score);
  double const behind = 2 * (2 * 1.0 / 3 + 2 * 3) / 3;  // twice the mean of the three cells
  map_batch<double> const expected = {{{2 * behind, 6 * behind, 2 * behind}}};
  BOOST_TEST(error_of_maximum(cam(model, image).values, expected) < 1e-14);
  cam.scale_first = true;
  double const before = 2 * (2 * 0.25 + 2 * 2.25) / 3;
  map_batch<double> const lower = {{{2 * before, 6 * before, 2 * before}}};
  BOOST_TEST(error_of_maximum(cam(model, image).values, lower) < 1e-14);
}

BOOST_AUTO_TEST_CASE(where_cells_look_nowhere_the_mask_must_be_told_how_to_stretch) {
  whence::test::no_geometry const model;
  auto const images = toy_model<double>::images(1);
  BOOST_CHECK_THROW((void)score_cam{}(model, images), whence::unknown_geometry_error);
  score_cam cam;
  cam.stretch = mask_stretch::half_pixel;
  BOOST_TEST((cam(model, images).status[0] == map_status::meaningful));
}

BOOST_AUTO_TEST_CASE(one_forward_pass_and_one_for_every_map_those_that_show_nothing_share_one) {
  counting_model const model{hand_network<double>()};
  (void)score_cam{}(model, hand_image<double>());
  BOOST_TEST(model.counts() == (pass_counts{.forward = 2, .record = 1}));
  model.forget();
  (void)with(mask_weights::increase)(model, hand_image<double>());
  BOOST_TEST(model.counts() == (pass_counts{.forward = 3, .record = 1}));
  model.forget();
  // Nothing in a_1 of the second image, and the third is the same everywhere.
  whence::image_batch<double> const images = {{{{1, -2}, {3, 0}}}, {{{1, 2}, {0, 1}}}, {{{4, 4}, {4, 4}}}};
  score_cam cam;
  cam.batch = 1;
  std::size_t told = 0;
  cam.observer = [&](std::size_t done, std::size_t all) {
    BOOST_TEST(done == ++told);
    BOOST_TEST(all == 4);
  };
  (void)cam(model, images);
  BOOST_TEST(model.counts() == (pass_counts{.forward = 4, .record = 3}));
  BOOST_TEST(told == 4);
  cam.observer = {};
  model.forget();
  (void)cam(model, images, model.record(images, model.find_tap(named_tap{"relu"})), class_logit{1});
  BOOST_TEST(model.counts() == (pass_counts{.forward = 4, .record = 3}));
}

BOOST_AUTO_TEST_CASE(the_answer_depends_neither_on_the_internal_batch_nor_on_threads_nor_on_the_images_beside_it) {
  auto const images = whence::test::random_tensor<double, 4>({3, 2, 7, 6}, 11);
  for (char const* const tap : {"stem_relu", "pool"}) {
    auto const wanted = score_cam{named_tap{tap}}(residual_network(), images, class_logit{1});
    for (unsigned const batch : {1u, 3u, 100u}) {
      score_cam cam{named_tap{tap}};
      cam.batch = batch;
      BOOST_TEST(same_bits(cam(residual_network(), images, class_logit{1}).values, wanted.values));
      auto const serial = residual_network(whence::executor::serial());
      BOOST_TEST(same_bits(cam(serial, images, class_logit{1}).values, wanted.values));
    }
    whence::image_batch<double> last({1, 2, 7, 6});
    std::copy_n(images.data() + 2 * last.size(), last.size(), last.data());
    auto const alone = score_cam{named_tap{tap}}(residual_network(), last, class_logit{1});
    BOOST_TEST(std::equal(alone.values.begin(), alone.values.end(), wanted.values.data() + 2 * alone.values.size()));
  }
}

BOOST_AUTO_TEST_CASE(every_image_keeps_its_own_question) {
  auto const images = whence::test::random_tensor<double, 4>({3, 2, 7, 6}, 5);
  auto const model = residual_network();
  auto const top = score_cam{named_tap{"sum"}}(model, images);
  whence::class_logit const named{{top.classes(0), top.classes(1), top.classes(2)}};
  BOOST_TEST(same_bits(score_cam{named_tap{"sum"}}(model, images, named).values, top.values));
}

BOOST_AUTO_TEST_CASE(passes_of_nothing_are_refused_and_the_observer_may_stop) {
  score_cam cam;
  cam.batch = 0;
  BOOST_CHECK_THROW((void)cam(hand_network<double>(), hand_image<double>()), whence::shape_error);
  cam.batch = 1;
  cam.observer = [](std::size_t, std::size_t) { return false; };
  BOOST_CHECK_THROW((void)cam(hand_network<double>(), hand_image<double>()), whence::stopped_error);
}

BOOST_AUTO_TEST_SUITE_END()
