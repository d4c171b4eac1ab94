// SPDX-License-Identifier: BSD-3-Clause
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <concepts>
#include <vector>
#include <whence/concepts/attribution_method.hpp>
#include <whence/concepts/named_tap.hpp>
#include <whence/core/option_error.hpp>
#include <whence/methods/cam/intensified_masks.hpp>
#include <whence/methods/cam/is_cam.hpp>
#include <whence/methods/cam/mask_intensities.hpp>
#include <whence/methods/cam/mask_weights.hpp>
#include <whence/methods/cam/score_cam.hpp>
#include <whence/scores/class_logit.hpp>

#include "support/counting_model.hpp"
#include "support/hand_network.hpp"
#include "support/lesser_models.hpp"
#include "support/numbers.hpp"
#include "support/residual_network.hpp"

using whence::class_logit;
using whence::is_cam;
using whence::map_batch;
using whence::mask_intensities;
using whence::mask_weights;
using whence::named_tap;
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

}  // namespace

BOOST_AUTO_TEST_SUITE(methods_cam_is_cam)

static_assert(explains<is_cam<>, toy_model<float>> && explains<is_cam<named_tap>, toy_model<double>>);
static_assert(explains<is_cam<>, whence::test::no_backward> && !explains<is_cam<>, whence::test::forward_only>);
static_assert(std::semiregular<is_cam<>>);
static_assert(std::same_as<decltype(is_cam{}), is_cam<whence::deepest_tap>>);
static_assert(std::same_as<decltype(is_cam{named_tap{"relu"}}), is_cam<named_tap>>);

BOOST_AUTO_TEST_CASE(answers_are_averaged_over_intensities_of_the_mask) {
  // Through its masks the hand network's image scores 5/3 and 1/2 above an image of zeros (1/2), in proportion to the
  // mask's intensity. Of four: (0 1 3 6) / 4 on average 5/8, (1 3 6 10) / 4 5/4, (1 2 3 4) / 4 5/8.
  for (auto const& [intensities, mean] :
       {std::pair{mask_intensities::accumulated, 0.625}, std::pair{mask_intensities::accumulated_1, 1.25},
        std::pair{mask_intensities::even, 0.625}}) {
    is_cam cam;
    cam.masks.count = 4;
    cam.masks.intensities = intensities;
    cam.weights = mask_weights::score;
    auto const answer = cam(hand_network<double>(), hand_image<double>());
    double const first = mean * 5 / 3 + 0.5, second = mean / 2 + 0.5;
    map_batch<double> const expected = {{{first, 2 * second}, {3 * first, 0}}};
    BOOST_TEST(error_of_maximum(answer.values, expected) < 1e-14);
  }
}

BOOST_AUTO_TEST_CASE(ten_accumulated_intensities_run_from_0_to_4_and_a_half) {
  std::vector<double> got;
  for (std::size_t i = 0; i != 10; ++i) got.push_back(is_cam{}.masks.intensity(i));
  std::vector<double> const expected{0, 0.1, 0.3, 0.6, 1, 1.5, 2.1, 2.8, 3.6, 4.5};
  BOOST_TEST(got == expected, boost::test_tools::tolerance(1e-15) << boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(one_full_intensity_is_score_cam) {
  auto const images = whence::test::random_tensor<double, 4>({2, 2, 7, 6}, 11);
  is_cam cam{named_tap{"sum"}};
  cam.masks.count = 1;
  cam.masks.intensities = mask_intensities::even;
  auto const model = residual_network();
  BOOST_TEST(same_bits(cam(model, images).values, whence::score_cam{named_tap{"sum"}}(model, images).values));
}

BOOST_AUTO_TEST_CASE(one_forward_pass_and_one_for_every_intensity_of_every_map_that_is_not_the_same_everywhere) {
  counting_model const model{hand_network<double>()};
  (void)is_cam{}(model, hand_image<double>());
  BOOST_TEST(model.counts() == (pass_counts{.forward = 2 * 10, .record = 1}));
  model.forget();
  whence::image_batch<double> const image = {{{{1, 2}, {0, 1}}}};  // a_1 = 0
  (void)is_cam{}(model, image);
  BOOST_TEST(model.counts() == (pass_counts{.forward = 10 + 1, .record = 1}));
}

BOOST_AUTO_TEST_CASE(the_answer_depends_neither_on_the_internal_batch_nor_on_the_images_beside_it) {
  auto const images = whence::test::random_tensor<double, 4>({3, 2, 7, 6}, 11);
  auto const wanted = is_cam{named_tap{"sum"}}(residual_network(), images, class_logit{1});
  for (unsigned const batch : {1u, 7u, 100u}) {
    is_cam cam{named_tap{"sum"}};
    cam.batch = batch;
    BOOST_TEST(same_bits(cam(residual_network(), images, class_logit{1}).values, wanted.values));
  }
  whence::image_batch<double> last({1, 2, 7, 6});
  std::copy_n(images.data() + 2 * last.size(), last.size(), last.data());
  auto const alone = is_cam{named_tap{"sum"}}(residual_network(), last, class_logit{1});
  BOOST_TEST(std::equal(alone.values.begin(), alone.values.end(), wanted.values.data() + 2 * alone.values.size()));
}

BOOST_AUTO_TEST_CASE(no_intensities_are_refused) {
  is_cam cam;
  cam.masks.count = 0;
  BOOST_CHECK_THROW((void)cam(hand_network<double>(), hand_image<double>()), whence::option_error);
}

BOOST_AUTO_TEST_SUITE_END()
