// SPDX-License-Identifier: BSD-3-Clause
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <concepts>
#include <limits>
#include <vector>
#include <whence/concepts/attribution_method.hpp>
#include <whence/concepts/deepest_tap.hpp>
#include <whence/concepts/named_tap.hpp>
#include <whence/core/shape_error.hpp>
#include <whence/core/unknown_geometry_error.hpp>
#include <whence/image/upsample.hpp>
#include <whence/methods/cam/ablation_cam.hpp>
#include <whence/methods/cam/eigen_cam.hpp>
#include <whence/methods/cam/grad_cam.hpp>
#include <whence/methods/cam/score_cam.hpp>
#include <whence/methods/gradient/input_gradient.hpp>
#include <whence/methods/wrappers/layer_cam_fusion.hpp>
#include <whence/methods/wrappers/map_fusion.hpp>
#include <whence/methods/wrappers/map_scaling.hpp>
#include <whence/methods/wrappers/mean_fusion.hpp>
#include <whence/methods/wrappers/over_taps.hpp>
#include <whence/scores/class_logit.hpp>

#include "support/counting_model.hpp"
#include "support/hand_network.hpp"
#include "support/lesser_models.hpp"
#include "support/numbers.hpp"
#include "support/residual_network.hpp"

using whence::class_logit;
using whence::grad_cam;
using whence::layer_cam_fusion;
using whence::map_batch;
using whence::map_scaling;
using whence::map_status;
using whence::mean_fusion;
using whence::named_tap;
using whence::over_taps;
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

std::vector<named_tap> names(std::vector<std::string> const& of) {
  std::vector<named_tap> taps;
  for (auto const& name : of) taps.push_back({name});
  return taps;
}

grad_cam<> signed_cam() {
  grad_cam cam;
  cam.keep_signed = true;
  return cam;
}

/// A method that can only be told where to look: Grad-CAM that takes no record.
struct told_where {
  named_tap at{};
  template <whence::model_backend Model, class Score>
  whence::class_maps<whence::value_t<Model>> operator()(Model const& model,
                                                        whence::image_batch<whence::value_t<Model>> const& images,
                                                        Score const& score) const {
    return grad_cam{at}(model, images, score);
  }
};

/// A fusion of one's own: the product.
struct product_fusion {
  template <class T>
  map_batch<T> scaled(map_batch<T> const& maps) const {
    return maps;
  }
  template <class T>
  map_batch<T> operator()(std::vector<map_batch<T>> const& maps) const {
    map_batch<T> product = maps.front();
    for (std::size_t t = 1; t != maps.size(); ++t) product *= maps[t];
    return product;
  }
};

// Of the hand network's image Grad-CAM is (1/2 1/2; 3/2 0) at "relu" and 3/16 of (1 -2; 3 0) at "convolution".
auto const both = names({"relu", "convolution"});

}  // namespace

BOOST_AUTO_TEST_SUITE(methods_wrappers_over_taps)

using over_grad_cam = over_taps<grad_cam<>, named_tap>;
static_assert(explains<over_grad_cam, toy_model<float>> && explains<over_grad_cam, whence::test::no_rules>);
static_assert(explains<over_taps<grad_cam<>, whence::reference::network_tap>, whence::reference::network<float>>);
static_assert(!explains<over_taps<grad_cam<>, whence::reference::network_tap>, toy_model<float>>);
static_assert(!explains<over_grad_cam, whence::test::no_backward>);
static_assert(!explains<over_grad_cam, whence::test::forward_only> && !explains<over_grad_cam, int>);
static_assert(explains<over_taps<whence::eigen_cam<>, named_tap>, whence::test::no_backward>);
static_assert(explains<over_taps<whence::score_cam<>, named_tap>, whence::test::no_backward>);
static_assert(explains<over_taps<whence::ablation_cam<>, named_tap>, toy_model<double>>);
static_assert(!explains<over_taps<whence::ablation_cam<>, named_tap>, whence::test::no_rules>);
static_assert(explains<over_taps<told_where, named_tap>, toy_model<double>>);
static_assert(!explains<over_taps<told_where, whence::test::toy_tap>, toy_model<double>>);
static_assert(!explains<over_taps<whence::input_gradient, named_tap>, toy_model<double>>);
static_assert(!explains<over_taps<grad_cam<>, named_tap, int>, toy_model<double>>);
static_assert(std::semiregular<over_grad_cam>);
static_assert(std::same_as<decltype(over_taps{grad_cam{}, both}), over_grad_cam>);
static_assert(std::same_as<decltype(over_taps{grad_cam{}, both, layer_cam_fusion{}}),
                           over_taps<grad_cam<>, named_tap, layer_cam_fusion>>);

BOOST_AUTO_TEST_CASE(maps_are_scaled_to_their_largest_magnitude_and_averaged) {
  // (1/3 1/3; 1 0) and, clipped, (1/3 0; 1 0).
  auto const answer = over_taps{grad_cam{}, both}(hand_network<double>(), hand_image<double>());
  map_batch<double> const expected = {{{1.0 / 3, 1.0 / 6}, {1, 0}}};
  BOOST_TEST(error_of_maximum(answer.values, expected) < 1e-15);
  BOOST_TEST(answer.scores(0) == 3);
  BOOST_TEST(answer.classes(0) == 0u);
  BOOST_TEST((answer.status == std::vector<map_status>{map_status::meaningful}));
  BOOST_TEST((answer.geometry == whence::tap_geometry{{1, 0, 2}, {1, 0, 2}}));
  // With signs, (1/3 -2/3; 1 0).
  auto const kept = over_taps{signed_cam(), both}(hand_network<double>(), hand_image<double>());
  map_batch<double> const with_signs = {{{1.0 / 3, -1.0 / 6}, {1, 0}}};
  BOOST_TEST(error_of_maximum(kept.values, with_signs) < 1e-15);
}

BOOST_AUTO_TEST_CASE(or_not_scaled_or_from_their_least_value_to_their_largest) {
  auto const with = [&](map_scaling scaling) {
    return over_taps{signed_cam(), both, mean_fusion{scaling}}(hand_network<double>(), hand_image<double>()).values;
  };
  BOOST_TEST((with(map_scaling::none) == map_batch<double>{{{0.34375, 0.0625}, {1.03125, 0}}}));
  // From -3/8 to 9/16 is 15/16: (9/15 0; 1 6/15).
  map_batch<double> const ranges = {{{(1.0 / 3 + 0.6) / 2, 1.0 / 6}, {1, 0.2}}};
  BOOST_TEST(error_of_maximum(with(map_scaling::range), ranges) < 1e-15);
}

BOOST_AUTO_TEST_CASE(layer_cam_lifts_them_by_a_hyperbolic_tangent_and_takes_the_largest) {
  auto const answer = over_taps{grad_cam{}, both, layer_cam_fusion{}}(hand_network<double>(), hand_image<double>());
  map_batch<double> const expected = {{{std::tanh(2.0 / 3), std::tanh(2.0 / 3)}, {std::tanh(2.0), 0}}};
  BOOST_TEST(error_of_maximum(answer.values, expected) < 1e-15);
  layer_cam_fusion const steeper{.gamma = 3};
  auto const lifted = over_taps{grad_cam{}, both, steeper}(hand_network<double>(), hand_image<double>());
  BOOST_TEST(lifted.values(0, 0, 1) == std::tanh(1.0), boost::test_tools::tolerance(1e-14));
}

BOOST_AUTO_TEST_CASE(a_fusion_of_ones_own_is_two_members) {
  auto const answer = over_taps{signed_cam(), both, product_fusion{}}(hand_network<double>(), hand_image<double>());
  BOOST_TEST((answer.values == map_batch<double>{{{0.09375, -0.1875}, {0.84375, 0}}}));
}

BOOST_AUTO_TEST_CASE(every_cell_lies_where_it_looks) {
  // Every pixel and every cell counts once in z, so Grad-CAM is the image, and (4 6) in cells of two pixels: along a
  // row 4 4.5 5.5 6.
  auto const model = whence::test::halving_network();
  whence::image_batch<double> const image = {{{{1, 0, 2, 3}, {1, 2, 1, 0}}}};
  std::vector const taps{model.image_tap(), model.find_tap(named_tap{"relu"})};
  auto const answer = over_taps{grad_cam{}, taps, mean_fusion{map_scaling::none}}(model, image);
  BOOST_TEST((answer.values == map_batch<double>{{{2.5, 2.25, 3.75, 4.5}, {2.5, 3.25, 3.25, 3}}}));
}

BOOST_AUTO_TEST_CASE(of_one_tap_unscaled_it_is_the_methods_own_map_upsampled) {
  auto const model = residual_network();
  auto const images = whence::test::random_tensor<double, 4>({2, 2, 6, 8}, 7);
  auto const own = grad_cam{named_tap{"pool"}}(model, images);
  auto const answer = over_taps{grad_cam{}, names({"pool"}), mean_fusion{map_scaling::none}}(model, images);
  BOOST_TEST(same_bits(answer.values, whence::upsample(own.values, *own.geometry, 6, 8)));
  BOOST_TEST(same_bits(answer.scores, own.scores));
}

BOOST_AUTO_TEST_CASE(one_forward_pass_where_the_model_records_several_taps_else_one_a_tap) {
  auto const taps = names({"convolution", "relu"});
  auto const images = toy_model<double>::images(3);
  counting_model const several{toy_model<double>{}};
  auto const at_once = over_taps{grad_cam{}, taps}(several, images);
  BOOST_TEST(several.counts() == (pass_counts{.record = 3, .backward = 6}));
  counting_model const one{whence::test::no_rules{}};
  auto const one_by_one = over_taps{grad_cam{}, taps}(one, images);
  BOOST_TEST(one.counts() == (pass_counts{.record = 6, .backward = 6}));
  BOOST_TEST(same_bits(at_once.values, one_by_one.values));

  several.forget();
  (void)over_taps{whence::eigen_cam{}, taps}(several, images);
  BOOST_TEST(several.counts() == (pass_counts{.record = 3}));
  several.forget();
  (void)over_taps{whence::ablation_cam{}, names({"convolution"})}(several, images);
  BOOST_TEST(several.counts() == (pass_counts{.record = 3, .resume = 9}));
  several.forget();
  (void)over_taps{whence::score_cam{}, names({"convolution", "convolution"})}(several, images);
  BOOST_TEST(several.counts() == (pass_counts{.forward = 18, .record = 3}));
  several.forget();
  auto const told = over_taps{told_where{}, taps}(several, images);
  BOOST_TEST(several.counts() == (pass_counts{.forward = 3, .record = 6, .backward = 6}));
  BOOST_TEST(same_bits(told.values, at_once.values));
}

BOOST_AUTO_TEST_CASE(taps_that_say_nothing_answer_nothing) {
  // Image (1 2; 0 1) of class 1: a_1 = 0, weights -1/4 of a_0: nothing is left of the clipped map at "relu"; at
  // "convolution" the gradient is (-1 -1; 0 -1) / 4 for x, 0 for -x: nothing either. With signs, both are negative.
  whence::image_batch<double> const image = {{{{1, 2}, {0, 1}}}};
  auto const none = over_taps{grad_cam{}, both}(hand_network<double>(), image, class_logit{1});
  BOOST_TEST((none.status[0] == map_status::all_zero));
  auto const lifted = over_taps{grad_cam{}, both, layer_cam_fusion{}}(hand_network<double>(), image, class_logit{1});
  BOOST_TEST((lifted.status[0] == map_status::all_zero));
  auto const kept = over_taps{signed_cam(), both}(hand_network<double>(), image, class_logit{1});
  BOOST_TEST((kept.values == map_batch<double>{{{-0.5, -1}, {0, -0.5}}}));
}

BOOST_AUTO_TEST_CASE(what_is_not_finite_at_one_tap_spoils_the_answer_of_its_image_alone) {
  whence::image_batch<double> images = {{{{1, -2}, {3, 0}}}, {{{1, 2}, {0, 1}}}};
  images(0, 0, 0, 1) = std::numeric_limits<double>::quiet_NaN();
  for (auto const scaling : {map_scaling::magnitude, map_scaling::range, map_scaling::none}) {
    auto const mean = over_taps{grad_cam{}, both, mean_fusion{scaling}}(hand_network<double>(), images, class_logit{0});
    BOOST_TEST((mean.status == std::vector{map_status::logits_not_finite, map_status::meaningful}));
  }
  // Ablation-CAM of y = 0 at "relu"; what of it were lost among larger numbers is told all the same.
  auto const model = hand_network<double>(-0.5);
  auto const parts = over_taps{whence::ablation_cam{}, names({"relu"}), layer_cam_fusion{}}(model, hand_image<double>(),
                                                                                            class_logit{1});
  BOOST_TEST((parts.status[0] == map_status::not_finite));
}

BOOST_AUTO_TEST_CASE(no_taps_unknown_ones_and_those_without_a_place_are_refused) {
  auto const model = hand_network<double>();
  BOOST_CHECK_THROW((void)over_grad_cam{}(model, hand_image<double>()), whence::shape_error);
  auto const unknown = over_taps{grad_cam{}, names({"relu", "reluu"})};
  BOOST_CHECK_THROW((void)unknown(model, hand_image<double>()), whence::unknown_tap_error);
  std::vector const deepest{whence::deepest_tap{}};
  auto const images = toy_model<double>::images(1);
  auto const placeless = over_taps{grad_cam{}, deepest};
  BOOST_CHECK_THROW((void)placeless(whence::test::no_geometry{}, images), whence::unknown_geometry_error);
}

BOOST_AUTO_TEST_CASE(images_beside_it_and_threads_change_nothing) {
  auto const images = whence::test::random_tensor<double, 4>({3, 2, 7, 6}, 11);
  auto const method = over_taps{grad_cam{}, names({"stem_relu", "sum", "pool"}), layer_cam_fusion{}};
  auto const together = method(residual_network(), images);
  BOOST_TEST(same_bits(method(residual_network(whence::executor::serial()), images).values, together.values));
  whence::image_batch<double> last({1, 2, 7, 6});
  std::copy_n(images.data() + 2 * last.size(), last.size(), last.data());
  auto const alone = method(residual_network(), last);
  BOOST_TEST(std::equal(alone.values.begin(), alone.values.end(), together.values.data() + 2 * alone.values.size()));
}

BOOST_AUTO_TEST_SUITE_END()
