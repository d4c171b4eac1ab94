// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <concepts>
#include <whence/concepts/attribution_method.hpp>
#include <whence/concepts/named_tap.hpp>
#include <whence/methods/presets/captum/guided_grad_cam.hpp>
#include <whence/methods/presets/captum/integrated_gradients.hpp>
#include <whence/methods/presets/captum/smooth_grad.hpp>
#include <whence/methods/presets/pytorch_grad_cam/ablation_cam.hpp>
#include <whence/methods/presets/pytorch_grad_cam/eigen_cam.hpp>
#include <whence/methods/presets/pytorch_grad_cam/fem.hpp>
#include <whence/methods/presets/pytorch_grad_cam/finer_comparison.hpp>
#include <whence/methods/presets/pytorch_grad_cam/grad_cam_plus_plus.hpp>
#include <whence/methods/presets/pytorch_grad_cam/score_cam.hpp>
#include <whence/methods/presets/pytorch_grad_cam/xgrad_cam.hpp>
#include <whence/methods/presets/torch_cam/grad_cam_plus_plus.hpp>
#include <whence/methods/presets/torch_cam/is_cam.hpp>
#include <whence/methods/presets/torch_cam/score_cam.hpp>
#include <whence/methods/presets/torch_cam/xgrad_cam.hpp>
#include <whence/scores/class_logit.hpp>

#include "support/counting_model.hpp"
#include "support/hand_network.hpp"
#include "support/lesser_models.hpp"
#include "support/numbers.hpp"
#include "support/residual_network.hpp"
#include "support/toy_model.hpp"

namespace presets = whence::presets;
using whence::class_logit;
using whence::deepest_tap;
using whence::map_batch;
using whence::named_tap;
using whence::test::counting_model;
using whence::test::error_of_maximum;
using whence::test::hand_image;
using whence::test::hand_network;
using whence::test::pass_counts;
using whence::test::same_bits;
using whence::test::toy_model;

namespace {

template <class Method, class Model>
constexpr bool explains = whence::attribution_method<Method, Model, whence::top_logit>;

/// Made like the method it stands in for, and asking of a model what that asks.
template <template <class> class Method, bool ReadsGradient>
constexpr bool stands_in =
    explains<Method<deepest_tap>, toy_model<float>>&& explains<Method<named_tap>, toy_model<double>>&&
            explains<Method<deepest_tap>, whence::test::no_backward> == !ReadsGradient &&
    !explains<Method<deepest_tap>, whence::test::forward_only> && !explains<Method<deepest_tap>, int> &&
    std::semiregular<Method<deepest_tap>> && std::same_as<decltype(Method{named_tap{"relu"}}), Method<named_tap>> &&
    std::same_as<decltype(Method{}), Method<deepest_tap>>;

}  // namespace

BOOST_AUTO_TEST_SUITE(methods_presets_methods)

namespace pgc = presets::pytorch_grad_cam;
static_assert(stands_in<pgc::grad_cam_plus_plus, true> && stands_in<pgc::xgrad_cam, true>);
static_assert(stands_in<pgc::eigen_cam, false> && stands_in<pgc::fem, false> && stands_in<pgc::score_cam, false>);
static_assert(stands_in<presets::torch_cam::grad_cam_plus_plus, true> &&
              stands_in<presets::torch_cam::xgrad_cam, true>);
static_assert(stands_in<presets::torch_cam::score_cam, false> && stands_in<presets::torch_cam::is_cam, false>);
static_assert(stands_in<presets::captum::guided_grad_cam, true>);
static_assert(!explains<presets::captum::guided_grad_cam<>, whence::test::no_rules>);
static_assert(explains<pgc::ablation_cam<>, toy_model<float>> &&
              !explains<pgc::ablation_cam<>, whence::test::no_backward>);
static_assert(std::same_as<decltype(pgc::ablation_cam{named_tap{"relu"}}), pgc::ablation_cam<named_tap>>);
static_assert(explains<presets::captum::integrated_gradients<>, toy_model<float>> &&
              !explains<presets::captum::integrated_gradients<>, whence::test::no_image_tap>);
static_assert(explains<presets::captum::smooth_grad<>, toy_model<double>> &&
              !explains<presets::captum::smooth_grad<>, whence::test::no_image_tap>);
static_assert(whence::score_function<pgc::finer_comparison, float>);

BOOST_AUTO_TEST_CASE(ablation_cam_turns_round_where_the_answer_is_negative) {
  // Class 1 of the hand network with an offset of -2: z_1 = -1 + 3/2 - 2 = -3/2; without the first map -1/2, without
  // the second -3. Drops -1 and 3/2, over -3/2: 2/3 and -1.
  pgc::ablation_cam cam;
  cam.keep_signed = true;
  auto const got = cam(hand_network<double>(-2), hand_image<double>(), class_logit{1});
  map_batch<double> const expected = {{{2.0 / 3, -2}, {2, 0}}};
  BOOST_TEST(error_of_maximum(got.values, expected) < 1e-15);
}

BOOST_AUTO_TEST_CASE(eigen_cam_takes_means_away_and_clips) {
  // Of (1 0; 3 0) and (0 2; 0 0) less their means, (0 -1; 2 -1) and (-1 3; -1 -1) / 2. Products: 6, 3 and -2.
  auto const got = pgc::eigen_cam{named_tap{"relu"}}(hand_network<double>(), hand_image<double>());
  // Of ((6, -2), (-2, 3)) the larger eigenvalue is 7, its vector (2, -1) / sqrt 5.
  map_batch<double> const expected = {{{0.5 / std::sqrt(5), 0}, {4.5 / std::sqrt(5), 0}}};
  BOOST_TEST(error_of_maximum(got.values, expected) < 1e-14);
}

BOOST_AUTO_TEST_CASE(guided_grad_cam_multiplies_blocks) {
  // Cells of two pixels a side, g = 1 everywhere below: the sums of pixels are 4 and 6, z = 2 * 5, and Grad-CAM's map
  // is (4, 6) at a weight of 1, in blocks. Bilinear, the middle columns would have 4.5 and 5.5.
  whence::image_batch<double> const image = {{{{1, 0, 2, 3}, {1, 2, 1, 0}}}};
  auto const answer = presets::captum::guided_grad_cam{}(whence::test::halving_network(), image);
  whence::image_batch<double> const expected = {{{{4, 4, 6, 6}, {4, 4, 6, 6}}}};
  BOOST_TEST(error_of_maximum(answer.values, expected) < 1e-15);
  BOOST_TEST(answer.scores(0) == 10);
}

BOOST_AUTO_TEST_CASE(captums_trapezoid_loses_one_part_in_as_many_as_it_has_points_and_says_so_in_its_gap) {
  whence::integrated_gradients whole;
  presets::captum::integrated_gradients method;
  for (auto const rule : {whence::path_rule::gauss_legendre, whence::path_rule::right}) {
    whole.rule = method.rule = rule;
    BOOST_TEST(same_bits(method(hand_network<double>(), hand_image<double>()).values,
                         whole(hand_network<double>(), hand_image<double>()).values));
  }
  whole.rule = method.rule = whence::path_rule::trapezoid;
  whole.steps = method.steps = 4;
  auto const all = whole(hand_network<double>(), hand_image<double>());
  auto const got = method(hand_network<double>(), hand_image<double>());
  whence::image_batch<double> const expected = 0.75 * all.values;
  BOOST_TEST(error_of_maximum(got.values, expected) < 1e-15);
  // A quarter of the sum is missing.
  double const sum = xt::sum(all.values)();
  BOOST_TEST(got.completeness_gap(0) == all.completeness_gap(0) - sum / 4, boost::test_tools::tolerance(1e-14));
}

BOOST_AUTO_TEST_CASE(options_are_the_peers_and_remain_members) {
  presets::captum::smooth_grad smooth;
  BOOST_TEST(smooth.samples == 5);
  BOOST_TEST(smooth.noise.absolute.value() == 1.0);
  pgc::finer_comparison const finer{4};
  BOOST_TEST(finer.count == 3);
  BOOST_TEST(finer.strength == 1.0);
  BOOST_TEST((finer.weights == whence::rival_weights::moving_probability));
  BOOST_TEST(finer.ask(std::span<double const>(std::vector<double>{5, 4, 3, 2, 1}), 0).class_index() == 4);
  pgc::eigen_cam<named_tap> moved{named_tap{"convolution"}};
  moved.at = named_tap{"relu"};
  BOOST_TEST(moved.formula.centred);
  BOOST_TEST((pgc::score_cam{}.stretch == whence::mask_stretch::corners));
  BOOST_TEST(presets::torch_cam::xgrad_cam{}.formula.epsilon == 1e-8);
  BOOST_TEST((presets::torch_cam::is_cam{}.masks.intensities == whence::mask_intensities::accumulated_1));
}

BOOST_AUTO_TEST_CASE(passes_are_those_of_the_methods_they_stand_in_for) {
  counting_model const model{whence::test::residual_network()};
  auto const images = whence::test::random_tensor<double, 4>({3, 2, 6, 8}, 1);
  auto const expect = [&](auto const& method, pass_counts const& wanted) {
    model.forget();
    (void)method(model, images);
    BOOST_TEST(model.counts() == wanted);
  };
  expect(pgc::grad_cam_plus_plus{}, {.record = 3, .backward = 3});
  expect(pgc::xgrad_cam{}, {.record = 3, .backward = 3});
  expect(presets::torch_cam::grad_cam_plus_plus{}, {.record = 3, .backward = 3});
  expect(pgc::eigen_cam{}, {.record = 3});
  expect(pgc::fem{}, {.record = 3});
  expect(presets::captum::guided_grad_cam{}, {.record = 6, .backward = 6});
}

BOOST_AUTO_TEST_SUITE_END()
