// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <concepts>
#include <limits>
#include <string>
#include <tuple>
#include <vector>
#include <whence/concepts/attribution_method.hpp>
#include <whence/methods/cam/grad_cam.hpp>
#include <whence/methods/gradient/guided_backprop.hpp>
#include <whence/methods/gradient/input_gradient.hpp>
#include <whence/methods/wrappers/product.hpp>
#include <whence/scores/class_logit.hpp>

#include "support/hand_network.hpp"
#include "support/lesser_models.hpp"

using whence::class_logit;
using whence::grad_cam;
using whence::image_batch;
using whence::input_gradient;
using whence::map_status;
using whence::product;
using whence::test::hand_image;
using whence::test::hand_network;
using whence::test::toy_model;

namespace {

using value_types = std::tuple<float, double>;

/// A method that answers what it was told to.
template <class Attribution>
struct told {
  Attribution answer;
  template <whence::classifier Model, class Score>
  Attribution operator()(Model const&, image_batch<double> const&, Score const&) const {
    return answer;
  }
};
using told_pixels = told<whence::pixel_attributions<double>>;

/// One image of one channel and a row of two pixels.
told_pixels pixels(double first, double second, double score = 1, map_status status = map_status::meaningful) {
  return {{{{{{first, second}}}}, {score}, {std::size_t{7}}, {status}}};
}

template <class Method, class Model, class Score = whence::top_logit>
constexpr bool explains = whence::attribution_method<Method, Model, Score>;

}  // namespace

BOOST_AUTO_TEST_SUITE(methods_wrappers_product)

static_assert(explains<product<input_gradient, grad_cam<>>, toy_model<float>>);
static_assert(explains<product<grad_cam<>, grad_cam<>>, whence::test::no_image_tap>);
static_assert(explains<product<product<input_gradient, input_gradient>, grad_cam<>>, toy_model<double>, class_logit>);
static_assert(!explains<product<input_gradient, grad_cam<>>, whence::test::no_image_tap>);
static_assert(!explains<product<grad_cam<>, input_gradient>, whence::test::no_image_tap>);
static_assert(!explains<product<input_gradient, input_gradient>, whence::test::forward_only>);
static_assert(!explains<product<input_gradient, whence::guided_backprop>, whence::test::no_rules>);
static_assert(!explains<product<int, int>, toy_model<double>> && !explains<product<grad_cam<>, grad_cam<>>, int>);
static_assert(!std::invocable<product<input_gradient, input_gradient> const&, toy_model<double> const&,
                              image_batch<float> const&>);
static_assert(std::semiregular<product<input_gradient, grad_cam<>>>);
static_assert(std::same_as<decltype(product{input_gradient{}, grad_cam{}}), product<input_gradient, grad_cam<>>>);

BOOST_AUTO_TEST_CASE_TEMPLATE(pixels_are_multiplied_value_by_value, T, value_types) {
  // Class 1: (-1/4 -3/4; -1/4 0), squared.
  product const square{input_gradient{}, input_gradient{}};
  auto const answer = square(hand_network<T>(), hand_image<T>(), class_logit{1});
  BOOST_TEST((answer.values == image_batch<T>{{{{T(0.0625), T(0.5625)}, {T(0.0625), T(0)}}}}));
  BOOST_TEST(answer.scores(0) == T(0.5));
  BOOST_TEST(answer.classes(0) == 1);
}

BOOST_AUTO_TEST_CASE(maps_meet_pixels_at_the_images_resolution_on_either_side) {
  // The halving network's cells 4 and 6 look at columns 0.5 and 2.5 of 4; the slope is 1 at every pixel. A quarter of
  // the way from one cell to the next, 4.5. Outside the outer cells' centres maps are flat.
  auto const model = whence::test::halving_network();
  image_batch<double> const image = {{{{1, 0, 2, 3}, {1, 2, 1, 0}}}};
  image_batch<double> const expected = {{{{4, 4.5, 5.5, 6}, {4, 4.5, 5.5, 6}}}};
  BOOST_TEST((product{input_gradient{}, grad_cam{}}(model, image).values == expected));
  BOOST_TEST((product{grad_cam{}, input_gradient{}}(model, image).values == expected));
  auto const squared = product{grad_cam{}, grad_cam{}}(model, image).values;
  BOOST_TEST((squared == image_batch<double>{{{{16, 20.25, 30.25, 36}, {16, 20.25, 30.25, 36}}}}));
}

BOOST_AUTO_TEST_CASE(a_map_counts_for_every_channel_of_its_own_image) {
  toy_model<double> const model;  // two channels, a cell a pixel
  auto const images = model.images(2, 3, 4);
  auto const gradient = input_gradient{}(model, images).values;
  auto const maps = grad_cam{}(model, images).values;
  auto const answer = product{input_gradient{}, grad_cam{}}(model, images).values;
  for (std::size_t n = 0; n != 2; ++n)
    for (std::size_t c = 0; c != 2; ++c)
      for (std::size_t y = 0; y != 3; ++y)
        for (std::size_t x = 0; x != 4; ++x) BOOST_TEST(answer(n, c, y, x) == gradient(n, c, y, x) * maps(n, y, x));
}

BOOST_AUTO_TEST_CASE(products_nest) {
  auto const model = hand_network<double>();
  product const cube{product{input_gradient{}, input_gradient{}}, input_gradient{}};
  auto const answer = cube(model, hand_image<double>());
  BOOST_TEST((answer.values == image_batch<double>{{{{0.125, -0.015625}, {0.125, 0}}}}));
}

BOOST_AUTO_TEST_CASE(maps_that_nobody_can_place_are_refused_on_either_side) {
  whence::test::no_geometry const model;
  auto const images = toy_model<double>::images(1);
  auto const is_right = [](whence::unknown_geometry_error const& complaint) {
    return complaint.where() == "product" && std::string(complaint.what()).find("geometry") != std::string::npos;
  };
  auto const call = [&](auto const& method) { static_cast<void>(method(model, images)); };
  BOOST_CHECK_EXCEPTION(call(product{input_gradient{}, grad_cam{}}), whence::unknown_geometry_error, is_right);
  BOOST_CHECK_EXCEPTION(call(product{grad_cam{}, input_gradient{}}), whence::unknown_geometry_error, is_right);
  // Pixels need no place.
  BOOST_CHECK_NO_THROW(call(product{input_gradient{}, input_gradient{}}));
}

BOOST_AUTO_TEST_CASE(scores_and_classes_are_the_left_ones) {
  product const both{pixels(1, 2, 5), told_pixels{{{{{{3, 4}}}}, {6}, {std::size_t{9}}, {map_status::meaningful}}}};
  auto const answer = both(hand_network<double>(), hand_image<double>());
  BOOST_TEST((answer.values == image_batch<double>{{{{3, 8}}}}));
  BOOST_TEST((answer.scores == whence::tensor<double, 1>{5}));
  BOOST_TEST((answer.classes == whence::tensor<std::size_t, 1>{7}));
}

BOOST_AUTO_TEST_CASE(the_status_is_the_products_own) {
  auto const model = hand_network<double>();
  auto const status = [&](auto const& left, auto const& right) {
    return product{left, right}(model, hand_image<double>()).status.at(0);
  };
  using enum map_status;
  BOOST_TEST((status(pixels(1, 2), pixels(1, 2)) == meaningful));
  BOOST_TEST((status(pixels(1, 0), pixels(0, 2)) == all_zero));  // they point at different things
  BOOST_TEST((status(pixels(1, 2), pixels(2, 1)) == constant));
  // Too large for a double.
  BOOST_TEST((status(pixels(1e200, 1), pixels(1e200, 1)) == not_finite));
}

BOOST_AUTO_TEST_CASE(a_factor_that_is_not_finite_is_not_mended_by_the_others_zeros) {
  auto const model = hand_network<double>();
  auto const status = [&](auto const& left, auto const& right) {
    return product{left, right}(model, hand_image<double>()).status.at(0);
  };
  double const infinity = std::numeric_limits<double>::infinity();
  using enum map_status;
  BOOST_TEST((status(pixels(1, 2, infinity, not_finite), pixels(1, 2)) == not_finite));
  BOOST_TEST((status(pixels(1, 2), pixels(1, 2, infinity, not_finite)) == not_finite));
  BOOST_TEST((status(pixels(0, 0), pixels(1, 2, infinity, not_finite)) == not_finite));
  // What the network put out tells more than what became of it.
  BOOST_TEST((status(pixels(0, 0), pixels(1, 2, 1, logits_not_finite)) == logits_not_finite));
  BOOST_TEST((status(pixels(1, 2, 1, logits_not_finite), pixels(1, 2)) == logits_not_finite));
  BOOST_TEST((status(pixels(1, 2, 1, logits_not_finite), pixels(1, 2, infinity, not_finite)) == logits_not_finite));
  BOOST_TEST((status(pixels(1, 2, infinity, not_finite), pixels(1, 2, 1, logits_not_finite)) == logits_not_finite));
}

BOOST_AUTO_TEST_SUITE_END()
