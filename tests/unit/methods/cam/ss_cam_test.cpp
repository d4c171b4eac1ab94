// SPDX-License-Identifier: BSD-3-Clause
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <concepts>
#include <vector>
#include <whence/concepts/attribution_method.hpp>
#include <whence/concepts/named_tap.hpp>
#include <whence/core/content_key.hpp>
#include <whence/core/option_error.hpp>
#include <whence/core/random_field.hpp>
#include <whence/methods/cam/mask_weights.hpp>
#include <whence/methods/cam/noisy_masks.hpp>
#include <whence/methods/cam/score_cam.hpp>
#include <whence/methods/cam/ss_cam.hpp>
#include <whence/scores/class_logit.hpp>

#include "support/counting_model.hpp"
#include "support/hand_network.hpp"
#include "support/lesser_models.hpp"
#include "support/numbers.hpp"
#include "support/residual_network.hpp"

using whence::class_logit;
using whence::map_batch;
using whence::mask_weights;
using whence::named_tap;
using whence::ss_cam;
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

template <class At>
ss_cam<At> few_samples(At at) {
  ss_cam<At> cam{at};
  cam.masks.count = 3;
  cam.keep_signed = true;
  return cam;
}

/// What the hand network's class 0 scores of an image: 2 mean(relu(x)) + mean(relu(-x)) + 1/2.
double hand_score(std::vector<double> const& image) {
  double sum = 0.5;
  for (double const x : image) sum += (x > 0 ? 2 * x : -x) / static_cast<double>(image.size());
  return sum;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(methods_cam_ss_cam)

static_assert(explains<ss_cam<>, toy_model<float>> && explains<ss_cam<named_tap>, toy_model<double>>);
static_assert(explains<ss_cam<>, whence::test::no_backward> && !explains<ss_cam<>, whence::test::forward_only>);
static_assert(std::semiregular<ss_cam<>>);
static_assert(std::same_as<decltype(ss_cam{}), ss_cam<whence::deepest_tap>>);
static_assert(std::same_as<decltype(ss_cam{named_tap{"relu"}}), ss_cam<named_tap>>);

BOOST_AUTO_TEST_CASE(answers_are_averaged_over_noise_on_the_mask_or_on_the_masked_image) {
  auto const image = hand_image<double>();
  std::vector<double> const x{1, -2, 3, 0};
  std::vector<double> const masks[] = {{1.0 / 3, 0, 1, 0}, {0, 1, 0, 0}};
  map_batch<double> const maps[] = {{{{1, 0}, {3, 0}}}, {{{0, 2}, {0, 0}}}};
  for (bool const on_image : {false, true}) {
    map_batch<double> expected = xt::zeros<double>({1, 2, 2});
    for (std::size_t k = 0; k != 2; ++k) {
      double mean = 0;
      for (std::size_t s = 0; s != 3; ++s) {
        // Keyed by the image's content and by the map and the sample in one number.
        whence::random_field const field{5, whence::content_key(image, 0), static_cast<std::uint32_t>(3 * k + s)};
        std::vector<double> seen(4);
        for (std::size_t p = 0; p != 4; ++p) {
          double const noise = 0.75 * field.normal(static_cast<std::uint32_t>(p));
          seen[p] = on_image ? x[p] * masks[k][p] + noise : x[p] * (masks[k][p] + noise);
        }
        mean += hand_score(seen) / 3;
      }
      expected += mean * maps[k];
    }
    auto cam = few_samples(whence::deepest_tap{});
    cam.masks.seed = 5;
    cam.masks.deviation = 0.75;
    cam.masks.on_image = on_image;
    cam.weights = mask_weights::score;
    BOOST_TEST(error_of_maximum(cam(hand_network<double>(), image).values, expected) < 1e-14);
  }
}

BOOST_AUTO_TEST_CASE(without_noise_it_is_score_cam) {
  auto const images = whence::test::random_tensor<double, 4>({2, 2, 7, 6}, 11);
  auto cam = few_samples(named_tap{"sum"});
  cam.masks.deviation = 0;
  whence::score_cam plain{named_tap{"sum"}};
  plain.keep_signed = true;
  auto const model = residual_network();
  BOOST_TEST(error_of_maximum(cam(model, images).values, plain(model, images).values) < 1e-13);
}

BOOST_AUTO_TEST_CASE(noise_shows_the_image_even_through_a_map_of_zeros_so_all_are_asked_about) {
  counting_model const model{hand_network<double>()};
  whence::image_batch<double> const image = {{{{1, 2}, {0, 1}}}};  // a_1 = 0
  (void)few_samples(whence::deepest_tap{})(model, image);
  BOOST_TEST(model.counts() == (pass_counts{.forward = 2 * 3, .record = 1}));
  model.forget();
  (void)ss_cam{}(model, image);
  BOOST_TEST(model.counts() == (pass_counts{.forward = 2 * 35, .record = 1}));
  BOOST_TEST(model.largest_batch() == 16);
}

BOOST_AUTO_TEST_CASE(the_answer_depends_on_the_seed_alone) {
  auto const images = whence::test::random_tensor<double, 4>({3, 2, 7, 6}, 11);
  auto const wanted = few_samples(named_tap{"sum"})(residual_network(), images, class_logit{1});
  for (unsigned const batch : {1u, 5u, 100u}) {
    auto cam = few_samples(named_tap{"sum"});
    cam.batch = batch;
    BOOST_TEST(same_bits(cam(residual_network(), images, class_logit{1}).values, wanted.values));
    auto const serial = residual_network(whence::executor::serial());
    BOOST_TEST(same_bits(cam(serial, images, class_logit{1}).values, wanted.values));
  }
  whence::image_batch<double> last({1, 2, 7, 6});
  std::copy_n(images.data() + 2 * last.size(), last.size(), last.data());
  auto const alone = few_samples(named_tap{"sum"})(residual_network(), last, class_logit{1});
  BOOST_TEST(std::equal(alone.values.begin(), alone.values.end(), wanted.values.data() + 2 * alone.values.size()));
  auto other = few_samples(named_tap{"sum"});
  other.masks.seed = 1;
  BOOST_TEST(!same_bits(other(residual_network(), images, class_logit{1}).values, wanted.values));
}

BOOST_AUTO_TEST_CASE(no_samples_are_refused) {
  ss_cam cam;
  cam.masks.count = 0;
  BOOST_CHECK_THROW((void)cam(hand_network<double>(), hand_image<double>()), whence::option_error);
}

BOOST_AUTO_TEST_SUITE_END()
