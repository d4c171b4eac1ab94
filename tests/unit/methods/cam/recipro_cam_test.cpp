// SPDX-License-Identifier: BSD-3-Clause
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <concepts>
#include <tuple>
#include <vector>
#include <whence/concepts/attribution_method.hpp>
#include <whence/concepts/named_tap.hpp>
#include <whence/core/shape_error.hpp>
#include <whence/core/stopped_error.hpp>
#include <whence/methods/cam/grad_cam.hpp>
#include <whence/methods/cam/recipro_cam.hpp>
#include <whence/methods/cam/recipro_window.hpp>
#include <whence/scores/class_logit.hpp>

#include "support/counting_model.hpp"
#include "support/hand_network.hpp"
#include "support/lesser_models.hpp"
#include "support/numbers.hpp"
#include "support/residual_network.hpp"

using whence::class_logit;
using whence::map_batch;
using whence::map_status;
using whence::named_tap;
using whence::recipro_cam;
using whence::recipro_window;
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

using value_types = std::tuple<float, double>;

}  // namespace

BOOST_AUTO_TEST_SUITE(methods_cam_recipro_cam)

static_assert(explains<recipro_cam<>, toy_model<float>> && explains<recipro_cam<named_tap>, toy_model<double>>);
static_assert(explains<recipro_cam<>, whence::reference::network<float>>);
static_assert(!explains<recipro_cam<>, whence::test::forward_only>);
static_assert(!explains<recipro_cam<>, whence::test::no_backward>);  // nor does it resume
static_assert(std::semiregular<recipro_cam<>>);
static_assert(std::same_as<decltype(recipro_cam{}), recipro_cam<whence::deepest_tap>>);
static_assert(std::same_as<decltype(recipro_cam{named_tap{"relu"}}), recipro_cam<named_tap>>);

BOOST_AUTO_TEST_CASE_TEMPLATE(every_cell_is_what_the_network_answers_to_it_alone, T, value_types) {
  // z_0 = 2 mean(a_0) + mean(a_1) + 1/2 of a_0 = (1 0; 3 0), a_1 = (0 2; 0 0), one cell at a time.
  auto const answer = recipro_cam{}(hand_network<T>(), hand_image<T>());
  BOOST_TEST((answer.values == map_batch<T>{{{T(1), T(1)}, {T(2), T(0.5)}}}));
  BOOST_TEST(answer.scores(0) == T(3));
  BOOST_TEST(answer.classes(0) == 0);
  BOOST_TEST((answer.status == std::vector<map_status>{map_status::meaningful}));
}

BOOST_AUTO_TEST_CASE(answers_against_the_question_keep_their_sign) {
  // z_1 = -mean(a_0) + 3 mean(a_1) - 1/8.
  auto const answer = recipro_cam{}(hand_network<double>(-0.125), hand_image<double>(), class_logit{1});
  BOOST_TEST((answer.values == map_batch<double>{{{-0.375, 1.375}, {-0.875, -0.125}}}));
}

BOOST_AUTO_TEST_CASE(a_cell_may_be_spread_over_its_neighbours) {
  // Every cell is a corner: 9/16 of its values stay inside, 2 * 9/64 + 1/2 of a_0 = 1 and of a_1 = 2, 27/32 of a_0 = 3.
  recipro_cam cam;
  cam.window = recipro_window::gaussian;
  auto const answer = cam(hand_network<double>(), hand_image<double>());
  BOOST_TEST((answer.values == map_batch<double>{{{0.78125, 0.78125}, {1.34375, 0.5}}}));
}

BOOST_AUTO_TEST_CASE(in_the_middle_the_spread_cell_keeps_its_sum_and_at_an_edge_loses_a_quarter) {
  // weighing: z = sum_j w_j relu(x_j), of a row of cells; the rows above and below the only one are cut off: of a cell
  // 1/2 stays where it is and 1/4 goes to either side, half of which is left of each.
  auto const model = whence::test::weighing_network({1, 10, 100});
  recipro_cam cam{named_tap{"relu"}};
  cam.window = recipro_window::gaussian;
  auto const answer = cam(model, whence::image_batch<double>{{{{1, 1, 4}}}});
  // Left (1/4, 1/8, 0): 1/4 + 10/8. Middle (1/8, 1/4, 1/8): 1/8 + 10/4 + 100/8. Right 4 (0, 1/8, 1/4): 4 (10/8 + 25).
  BOOST_TEST((answer.values == map_batch<double>{{{1.5, 15.125, 105}}}));
}

BOOST_AUTO_TEST_CASE(behind_averaged_maps_and_one_linear_layer_it_is_cam_and_the_answer_to_nothing) {
  // y = sum_k w_k mean(A_k) + b: of one cell it is b + sum_k w_k A_k / cells, Grad-CAM's map with its signs.
  toy_model<double> const model;
  auto const images = model.images(2, 5, 7);
  whence::grad_cam cam;
  cam.keep_signed = true;
  map_batch<double> const expected = cam(model, images, class_logit{2}).values + 2.0 / 9;
  BOOST_TEST(error_of_maximum(recipro_cam{}(model, images, class_logit{2}).values, expected) < 1e-13);
}

BOOST_AUTO_TEST_CASE(one_forward_pass_and_one_pass_from_the_tap_on_for_every_cell) {
  counting_model const model{residual_network()};
  auto const images = whence::test::random_tensor<double, 4>({2, 2, 4, 6}, 3);
  recipro_cam cam{named_tap{"pool"}};  // 2 x 3 cells
  cam.batch = 4;
  std::vector<std::size_t> told;
  cam.observer = [&](std::size_t done, std::size_t all) {
    told.push_back(done);
    BOOST_TEST(all == 12);
  };
  (void)cam(model, images);
  BOOST_TEST(model.counts() == (pass_counts{.record = 2, .resume = 12}));
  BOOST_TEST(model.largest_batch() == 4);
  BOOST_TEST((told == std::vector<std::size_t>{4, 6, 10, 12}));
}

BOOST_AUTO_TEST_CASE(the_answer_depends_neither_on_the_internal_batch_nor_on_threads_nor_on_the_images_beside_it) {
  auto const images = whence::test::random_tensor<double, 4>({3, 2, 7, 6}, 11);
  for (char const* const tap : {"stem", "sum", "pool"}) {
    auto const wanted = recipro_cam{named_tap{tap}}(residual_network(), images, class_logit{1});
    for (unsigned const batch : {1u, 5u, 100u}) {
      recipro_cam cam{named_tap{tap}};
      cam.batch = batch;
      BOOST_TEST(same_bits(cam(residual_network(), images, class_logit{1}).values, wanted.values));
      auto const serial = residual_network(whence::executor::serial());
      BOOST_TEST(same_bits(cam(serial, images, class_logit{1}).values, wanted.values));
    }
    whence::image_batch<double> last({1, 2, 7, 6});
    std::copy_n(images.data() + 2 * last.size(), last.size(), last.data());
    auto const alone = recipro_cam{named_tap{tap}}(residual_network(), last, class_logit{1});
    BOOST_TEST(std::equal(alone.values.begin(), alone.values.end(), wanted.values.data() + 2 * alone.values.size()));
  }
}

BOOST_AUTO_TEST_CASE(every_image_keeps_its_own_question) {
  auto const images = whence::test::random_tensor<double, 4>({3, 2, 7, 6}, 5);
  auto const model = residual_network();
  auto const top = recipro_cam{named_tap{"sum"}}(model, images);
  whence::class_logit const named{{top.classes(0), top.classes(1), top.classes(2)}};
  BOOST_TEST(same_bits(recipro_cam{named_tap{"sum"}}(model, images, named).values, top.values));
}

BOOST_AUTO_TEST_CASE(passes_of_nothing_and_unknown_taps_are_refused_and_the_observer_may_stop) {
  recipro_cam cam;
  cam.batch = 0;
  BOOST_CHECK_THROW((void)cam(hand_network<double>(), hand_image<double>()), whence::shape_error);
  cam.batch = 1;
  cam.observer = [](std::size_t, std::size_t) { return false; };
  BOOST_CHECK_THROW((void)cam(hand_network<double>(), hand_image<double>()), whence::stopped_error);
  BOOST_CHECK_THROW((void)recipro_cam{named_tap{"reluu"}}(hand_network<double>(), hand_image<double>()),
                    whence::unknown_tap_error);
}

BOOST_AUTO_TEST_SUITE_END()
