// SPDX-License-Identifier: BSD-3-Clause
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <concepts>
#include <limits>
#include <tuple>
#include <vector>
#include <whence/concepts/attribution_method.hpp>
#include <whence/concepts/named_tap.hpp>
#include <whence/methods/cam/grad_cam.hpp>
#include <whence/scores/class_logit.hpp>
#include <whence/scores/log_probability.hpp>
#include <whence/scores/logit_margin.hpp>
#include <whence/scores/negated.hpp>
#include <whence/scores/output.hpp>

#include "support/hand_network.hpp"
#include "support/lesser_models.hpp"
#include "support/numbers.hpp"
#include "support/residual_network.hpp"

using whence::class_logit;
using whence::grad_cam;
using whence::map_batch;
using whence::map_status;
using whence::named_tap;
using whence::test::error_of_maximum;
using whence::test::hand_image;
using whence::test::hand_network;
using whence::test::toy_model;

namespace {

template <class Method, class Model, class Score = whence::top_logit>
constexpr bool explains = whence::attribution_method<Method, Model, Score>;

template <class At>
grad_cam<At> with_signs(At at) {
  grad_cam<At> cam{at};
  cam.keep_signed = true;
  return cam;
}

using value_types = std::tuple<float, double>;

/// Two images more, for the hand network: nothing that its second map would see; and the same everywhere.
template <class T>
whence::image_batch<T> three_images() {
  return {{{{T(1), T(-2)}, {T(3), T(0)}}}, {{{T(1), T(2)}, {T(0), T(1)}}}, {{{T(4), T(4)}, {T(4), T(4)}}}};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(methods_cam_grad_cam)

static_assert(explains<grad_cam<>, toy_model<float>> && explains<grad_cam<named_tap>, toy_model<double>>);
static_assert(explains<grad_cam<>, whence::reference::network<float>>);
static_assert(explains<grad_cam<whence::reference::network_tap>, whence::reference::network<double>>);
static_assert(!explains<grad_cam<whence::reference::network_tap>, toy_model<double>>);
static_assert(!explains<grad_cam<>, whence::test::forward_only> && !explains<grad_cam<>, whence::test::no_backward>);
static_assert(explains<grad_cam<>, whence::test::no_image_tap> && explains<grad_cam<>, whence::test::no_rules>);
static_assert(!explains<grad_cam<>, int>);
static_assert(!std::invocable<grad_cam<> const&, toy_model<double> const&, whence::image_batch<float> const&>);
static_assert(std::semiregular<grad_cam<>>);
static_assert(std::same_as<decltype(grad_cam{}), grad_cam<whence::deepest_tap>>);
static_assert(std::same_as<decltype(grad_cam{named_tap{"relu"}}), grad_cam<named_tap>>);
static_assert(std::same_as<decltype(grad_cam{grad_cam{}}), grad_cam<>>);

BOOST_AUTO_TEST_CASE_TEMPLATE(maps_are_weighed_by_their_mean_gradient, T, value_types) {
  // a = (2, 1) / 4 for class 0: (1 0; 3 0) / 2 + (0 2; 0 0) / 4.
  auto const answer = grad_cam{}(hand_network<T>(), hand_image<T>());
  BOOST_TEST((answer.values == map_batch<T>{{{T(0.5), T(0.5)}, {T(1.5), T(0)}}}));
  BOOST_TEST(answer.scores(0) == T(3));
  BOOST_TEST(answer.classes(0) == 0);
  BOOST_TEST((answer.status == std::vector<map_status>{map_status::meaningful}));
}

BOOST_AUTO_TEST_CASE(another_class_has_another_map_clipped_at_zero_unless_signs_are_kept) {
  // a = (-1, 3) / 4 for class 1: -(1 0; 3 0) / 4 + 3 (0 2; 0 0) / 4.
  auto const model = hand_network<double>();
  auto const clipped = grad_cam{}(model, hand_image<double>(), class_logit{1});
  BOOST_TEST((clipped.values == map_batch<double>{{{0, 1.5}, {0, 0}}}));
  BOOST_TEST(clipped.scores(0) == 0.5);
  BOOST_TEST(clipped.classes(0) == 1);
  auto const kept = with_signs(whence::deepest_tap{})(model, hand_image<double>(), class_logit{1});
  BOOST_TEST((kept.values == map_batch<double>{{{-0.25, 1.5}, {-0.75, 0}}}));
}

BOOST_AUTO_TEST_CASE(at_a_convolution_maps_are_what_it_put_out_and_gradients_stop_at_closed_relus) {
  // Gradient (1 0; 1 0) / 2 and (0 1; 0 0) / 4, so a = (1/4, 1/16); maps (1 -2; 3 0) and (-1 2; -3 0):
  // 1/4 - 1/16 = 3/16 of (1 -2; 3 0).
  auto const model = hand_network<double>();
  auto const answer = with_signs(named_tap{"convolution"})(model, hand_image<double>());
  BOOST_TEST((answer.values == map_batch<double>{{{0.1875, -0.375}, {0.5625, 0}}}));
}

BOOST_AUTO_TEST_CASE(the_image_is_a_tap_too) {
  // dz_0/dx = (1/2 -1/4; 1/2 0): mean 3/16 of the image.
  auto const model = hand_network<double>();
  grad_cam cam{model.image_tap()};
  cam.keep_signed = true;
  BOOST_TEST((cam(model, hand_image<double>()).values == map_batch<double>{{{0.1875, -0.375}, {0.5625, 0}}}));
}

BOOST_AUTO_TEST_CASE(the_toys_maps_are_what_its_linear_weights_say) {
  // One cell: A_k is b_k + the middle weights times the pixels, w = ((29 p) mod 53 - 26) / 40 with p = 9 (2 k + c) + 4:
  // w_0 = (-.4, -.5), w_1 = (-.6, .625), w_2 = (.525, .425); b = (-1/7, 0, 1/7). For x = (1, 2):
  // A = relu(-1.4 - 1/7, .65, 1.375 + 1/7). Class 1: v = ((5 + 7 k) mod 11 - 4.5) / 3 = (.5, -3.5, 3.5) / 3.
  toy_model<double> const model;
  whence::image_batch<double> const image = {{{{1}}, {{2}}}};
  auto const answer = with_signs(whence::deepest_tap{})(model, image, class_logit{1});
  double const expected = 3.5 / 3 * (1.375 + 1.0 / 7 - 0.65);
  BOOST_TEST(answer.values(0, 0, 0) == expected, boost::test_tools::tolerance(1e-13));
  // z_1 is that plus the bias 1/9, since a mean of one cell is the cell.
  BOOST_TEST(answer.scores(0) == expected + 1.0 / 9, boost::test_tools::tolerance(1e-13));
  BOOST_TEST((answer.status == std::vector<map_status>{map_status::constant}));
}

BOOST_AUTO_TEST_CASE(with_signs_it_is_linear_in_the_question) {
  // The gradient of a sum of questions is the sum of their gradients, and the formula is linear in the gradient.
  auto const model = whence::test::residual_network();
  auto const images = whence::test::random_tensor<double, 4>({2, 2, 6, 8}, 7);
  for (char const* const tap : {"stem", "branch_relu", "sum", "pool"}) {
    auto const cam = with_signs(named_tap{tap});
    auto const one = cam(model, images, class_logit{0});
    auto const two = cam(model, images, class_logit{2});
    auto const margin = cam(model, images, whence::logit_margin{0, 2});
    auto const against = cam(model, images, whence::negated{class_logit{0}});
    map_batch<double> const difference = one.values - two.values;
    map_batch<double> const opposite = -one.values;
    BOOST_TEST(error_of_maximum(margin.values, difference) < 1e-13, tap);
    BOOST_TEST((against.values == opposite), tap);
    BOOST_TEST(margin.scores(1) == one.scores(1) - two.scores(1), boost::test_tools::tolerance(1e-13));
    BOOST_TEST(against.scores(1) == -one.scores(1));
    BOOST_TEST(against.classes(1) == 0);
  }
}

BOOST_AUTO_TEST_CASE(a_probability_asks_for_its_class_against_all_the_others) {
  // d log p_0 / dz = (1 - p_0, -p_1) with p_1 = 1 / (1 + e^(3 - 1/2)): p_1 times the margin's map
  // (3 -2) / 4 weighing maps: (3 -4; 9 0) / 4.
  double const p = 1 / (1 + std::exp(2.5));
  auto const answer =
      with_signs(whence::deepest_tap{})(hand_network<double>(), hand_image<double>(), whence::log_probability{0});
  map_batch<double> const expected = {{{0.75 * p, -p}, {2.25 * p, 0}}};
  BOOST_TEST(error_of_maximum(answer.values, expected) < 1e-14);
  BOOST_TEST(answer.scores(0) == std::log(1 - p), boost::test_tools::tolerance(1e-13));
}

BOOST_AUTO_TEST_CASE(outputs_of_a_regression_are_about_no_class) {
  auto const answer = grad_cam{}(hand_network<double>(), hand_image<double>(), whence::output{1});
  BOOST_TEST(answer.classes.size() == 0);
  BOOST_TEST(answer.scores(0) == 0.5);
  BOOST_TEST((answer.values == map_batch<double>{{{0, 1.5}, {0, 0}}}));
}

BOOST_AUTO_TEST_CASE(every_image_is_asked_for_its_own_class_and_has_its_own_status) {
  // Second image: a_0 = (1 2; 0 1), a_1 = 0: class 1 has -(1 2; 0 1) / 4. Third: a_0 = 4: class 0 has 2 everywhere.
  auto const model = hand_network<double>();
  auto const answer = grad_cam{}(model, three_images<double>(), class_logit{{1, 1, 0}});
  map_batch<double> const expected = {{{0, 1.5}, {0, 0}}, {{0, 0}, {0, 0}}, {{2, 2}, {2, 2}}};
  BOOST_TEST((answer.values == expected));
  using enum map_status;
  BOOST_TEST((answer.status == std::vector<map_status>{meaningful, all_zero, constant}));
  // z_1 = 1/2; -1; z_0 = 2 * 4 + 1/2.
  BOOST_TEST((answer.scores == whence::tensor<double, 1>{0.5, -1, 8.5}));
  BOOST_TEST((answer.classes == whence::tensor<std::size_t, 1>{1, 1, 0}));
  auto const kept = with_signs(whence::deepest_tap{})(model, three_images<double>(), class_logit{{1, 1, 0}});
  BOOST_TEST((kept.status == std::vector<map_status>{meaningful, meaningful, constant}));
}

BOOST_AUTO_TEST_CASE(a_batch_answers_what_each_image_answers_alone) {
  auto const model = whence::test::residual_network();
  auto const images = whence::test::random_tensor<double, 4>({4, 2, 7, 6}, 11);
  auto const together = with_signs(named_tap{"sum"})(model, images);
  std::size_t const size = images.size() / 4;
  std::size_t const cells = together.values.size() / 4;
  for (std::size_t n = 0; n != 4; ++n) {
    whence::image_batch<double> alone({1, 2, 7, 6});
    std::copy_n(images.data() + n * size, size, alone.data());
    auto const answer = with_signs(named_tap{"sum"})(model, alone);
    BOOST_TEST(std::equal(answer.values.data(), answer.values.data() + cells, together.values.data() + n * cells));
    BOOST_TEST(answer.scores(0) == together.scores(n));
    BOOST_TEST(answer.classes(0) == together.classes(n));
    BOOST_TEST((answer.status[0] == together.status[n]));
  }
}

BOOST_AUTO_TEST_CASE(logits_that_are_not_finite_are_told_and_leave_the_maps_beside_them_alone) {
  auto const model = hand_network<double>();
  for (double const value : {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
    auto images = three_images<double>();
    images(1, 0, 0, 1) = value;
    for (bool const keep_signed : {false, true}) {
      grad_cam cam;
      cam.keep_signed = keep_signed;
      auto const answer = cam(model, images, class_logit{0});
      using enum map_status;
      BOOST_TEST((answer.status == std::vector<map_status>{meaningful, logits_not_finite, constant}));
      BOOST_TEST(!std::isfinite(answer.scores(1)));
      BOOST_TEST(answer.values(0, 1, 0) == 1.5);
    }
    // Minus infinity would be clipped: class 1 weighs the first map by -1/4.
    BOOST_TEST((grad_cam{}(model, images, class_logit{1}).status[1] == map_status::logits_not_finite));
  }
}

BOOST_AUTO_TEST_CASE(where_its_cells_look_is_the_taps_geometry) {
  // Two pixels a cell: the first cell lies between pixels 0 and 1.
  auto const model = whence::test::halving_network();
  whence::image_batch<double> const image = {{{{1, 0, 2, 3}, {1, 2, 1, 0}}}};
  auto const answer = grad_cam{}(model, image);
  // Cells 4 and 6, z = 2 * 5, mean gradient 2 / 2.
  BOOST_TEST((answer.values == map_batch<double>{{{4, 6}}}));
  BOOST_TEST(answer.scores(0) == 10);
  BOOST_TEST((answer.geometry == whence::tap_geometry{{2, 0.5, 2}, {2, 0.5, 4}}));
}

BOOST_AUTO_TEST_CASE(names_the_network_does_not_know_are_refused) {
  auto const model = hand_network<double>();
  auto const look = [&](named_tap at) { static_cast<void>(grad_cam{at}(model, hand_image<double>())); };
  BOOST_CHECK_THROW(look(named_tap{"reluu"}), whence::unknown_tap_error);
  BOOST_CHECK_THROW(look(named_tap{""}), whence::unknown_tap_error);
}

BOOST_AUTO_TEST_SUITE_END()
