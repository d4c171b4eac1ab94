// SPDX-License-Identifier: BSD-3-Clause
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <concepts>
#include <tuple>
#include <utility>
#include <vector>
#include <whence/concepts/ablatable.hpp>
#include <whence/concepts/attribution_method.hpp>
#include <whence/concepts/named_tap.hpp>
#include <whence/core/shape_error.hpp>
#include <whence/core/stopped_error.hpp>
#include <whence/methods/cam/ablation_cam.hpp>
#include <whence/methods/cam/ablation_scale.hpp>
#include <whence/methods/cam/grad_cam.hpp>
#include <whence/scores/class_logit.hpp>
#include <whence/scores/logit_margin.hpp>

#include "support/counting_model.hpp"
#include "support/hand_network.hpp"
#include "support/lesser_models.hpp"
#include "support/numbers.hpp"
#include "support/residual_network.hpp"

using whence::ablation_cam;
using whence::ablation_scale;
using whence::class_logit;
using whence::map_batch;
using whence::map_status;
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

template <class At>
ablation_cam<At> with_signs(At at, ablation_scale scale = ablation_scale::magnitude) {
  ablation_cam<At> cam{at};
  cam.keep_signed = true;
  cam.scale = scale;
  return cam;
}

using value_types = std::tuple<float, double>;

/// A network that does not take maps away by itself.
class only_resumable {
 public:
  using value_type = double;
  using tap_type = whence::reference::network_tap;
  using record_type = whence::reference::network_record<double>;

  explicit only_resumable(whence::reference::network<double> network) : network_(std::move(network)) {}

  auto forward(whence::image_batch<double> const& images) const { return network_.forward(images); }
  auto record(whence::image_batch<double> const& images, tap_type const& tap) const {
    return network_.record(images, tap);
  }
  auto resume(record_type const& record, std::size_t image, whence::feature_tensor<double> const& maps) const {
    return network_.resume(record, image, maps);
  }
  auto find_tap(named_tap const& tap) const { return network_.find_tap(tap); }

 private:
  whence::reference::network<double> network_;
};
static_assert(whence::resumable<only_resumable> && !whence::ablatable<only_resumable>);

}  // namespace

BOOST_AUTO_TEST_SUITE(methods_cam_ablation_cam)

static_assert(explains<ablation_cam<>, toy_model<float>> && explains<ablation_cam<named_tap>, toy_model<double>>);
static_assert(explains<ablation_cam<>, whence::reference::network<float>>);
static_assert(!explains<ablation_cam<>, whence::test::forward_only>);
static_assert(!explains<ablation_cam<>, whence::test::no_backward>);  // nor does it resume
static_assert(!explains<ablation_cam<>, int>);
static_assert(std::semiregular<ablation_cam<>>);
static_assert(std::same_as<decltype(ablation_cam{}), ablation_cam<whence::deepest_tap>>);
static_assert(std::same_as<decltype(ablation_cam{named_tap{"relu"}}), ablation_cam<named_tap>>);

BOOST_AUTO_TEST_CASE_TEMPLATE(maps_are_weighed_by_what_the_answer_loses_without_them, T, value_types) {
  // z_0 = 3; without a_0 it is 1/2 + 1/2 = 1, without a_1 2 + 1/2: w = (2, 1/2) / 3. 2/3 (1 0; 3 0) + 1/6 (0 2; 0 0).
  auto const answer = ablation_cam{}(hand_network<T>(), hand_image<T>());
  map_batch<double> const expected = {{{2.0 / 3, 1.0 / 3}, {2, 0}}};
  BOOST_TEST(error_of_maximum(answer.values, expected) <= (std::same_as<T, float> ? 1e-6 : 1e-14));
  BOOST_TEST(answer.scores(0) == T(3));
  BOOST_TEST(answer.classes(0) == 0);
  BOOST_TEST((answer.status == std::vector<map_status>{map_status::meaningful}));
  BOOST_TEST(answer.geometry.has_value());
}

BOOST_AUTO_TEST_CASE(a_map_whose_loss_raises_the_answer_speaks_against_it) {
  // z_1 = 1/2; without a_0 it is 3/2, without a_1 -1: w = (-1, 3/2) / (1/2) = (-2, 3).
  auto const kept = with_signs(whence::deepest_tap{})(hand_network<double>(), hand_image<double>(), class_logit{1});
  BOOST_TEST((kept.values == map_batch<double>{{{-2, 6}, {-6, 0}}}));
  auto const clipped = ablation_cam{}(hand_network<double>(), hand_image<double>(), class_logit{1});
  BOOST_TEST((clipped.values == map_batch<double>{{{0, 6}, {0, 0}}}));
}

BOOST_AUTO_TEST_CASE(where_the_answer_is_negative_only_the_papers_scale_turns_the_weights_round) {
  // x = (1 2; 0 1): a_0 = x, mean 1, a_1 = 0; z_1 = -1, and 0 without a_0: the drop is -1.
  whence::image_batch<double> const image = {{{{1, 2}, {0, 1}}}};
  auto const with = [&](ablation_scale scale) {
    return with_signs(whence::deepest_tap{}, scale)(hand_network<double>(), image, class_logit{1}).values;
  };
  BOOST_TEST((with(ablation_scale::magnitude) == map_batch<double>{{{-1, -2}, {0, -1}}}));
  BOOST_TEST((with(ablation_scale::score) == map_batch<double>{{{1, 2}, {0, 1}}}));
  BOOST_TEST((with(ablation_scale::none) == map_batch<double>{{{-1, -2}, {0, -1}}}));
}

BOOST_AUTO_TEST_CASE(a_part_of_an_answer_of_zero_is_no_number) {
  // z_1 - 1/2 = 0, drops (-1, 3/2).
  auto const model = hand_network<double>(-0.5);
  auto const parts = ablation_cam{}(model, hand_image<double>(), class_logit{1});
  BOOST_TEST((parts.status[0] == map_status::not_finite));
  auto const drops =
      with_signs(whence::deepest_tap{}, ablation_scale::none)(model, hand_image<double>(), class_logit{1});
  BOOST_TEST((drops.values == map_batch<double>{{{-1, 3}, {-3, 0}}}));
}

BOOST_AUTO_TEST_CASE(behind_averaged_maps_and_one_linear_layer_the_drop_is_cams_weight_times_the_mean_of_the_map) {
  // y = sum_k w_k mean(A_k) + b: y - y_k = w_k mean(A_k), and Grad-CAM's weight is w_k / cells.
  toy_model<double> const model;
  auto const images = model.images(2, 5, 7);
  auto const record = model.record(images, whence::test::toy_tap::relu);
  auto const& maps = record.feature_maps();
  auto const answer = with_signs(whence::deepest_tap{}, ablation_scale::none)(model, record, class_logit{2});
  map_batch<double> expected = xt::zeros<double>({2, 5, 7});
  for (std::size_t n = 0; n != 2; ++n)
    for (std::size_t k = 0; k != 3; ++k) {
      double const weight = (static_cast<double>((5 * 2 + 7 * k) % 11) - 4.5) / 3;
      double mean = 0;
      for (std::size_t i = 0; i != 35; ++i) mean += maps.data()[(n * 3 + k) * 35 + i] / 35;
      for (std::size_t i = 0; i != 35; ++i)
        expected.data()[n * 35 + i] += weight * mean * maps.data()[(n * 3 + k) * 35 + i];
    }
  BOOST_TEST(error_of_maximum(answer.values, expected) < 1e-13);
}

BOOST_AUTO_TEST_CASE(one_forward_pass_and_one_pass_from_the_tap_on_for_every_map_that_is_not_zero) {
  counting_model const model{hand_network<double>()};
  (void)ablation_cam{}(model, hand_image<double>());
  BOOST_TEST(model.counts() == (pass_counts{.record = 1, .resume = 2}));
  model.forget();
  // The second image has nothing in a_1: it is not asked about.
  whence::image_batch<double> const images = {{{{1, -2}, {3, 0}}}, {{{1, 2}, {0, 1}}}};
  ablation_cam cam;
  cam.batch = 1;
  std::size_t told = 0;
  cam.observer = [&](std::size_t done, std::size_t all) {
    BOOST_TEST(done == ++told);
    BOOST_TEST(all == 3);
  };
  (void)cam(model, images);
  BOOST_TEST(model.counts() == (pass_counts{.record = 2, .resume = 3}));
  BOOST_TEST(model.largest_batch() == 2);
  BOOST_TEST(told == 3);
  told = 0;
  model.forget();
  (void)cam(model, model.record(images, model.find_tap(named_tap{"relu"})), class_logit{1});
  BOOST_TEST(model.counts() == (pass_counts{.record = 2, .resume = 3}));
}

BOOST_AUTO_TEST_CASE(the_answer_depends_neither_on_the_internal_batch_nor_on_threads_nor_on_the_images_beside_it) {
  auto const images = whence::test::random_tensor<double, 4>({3, 2, 7, 6}, 11);
  for (char const* const tap : {"stem", "stem_relu", "sum"}) {
    auto const wanted = with_signs(named_tap{tap})(residual_network(), images, class_logit{1});
    for (unsigned const batch : {1u, 3u, 100u}) {
      auto cam = with_signs(named_tap{tap});
      cam.batch = batch;
      BOOST_TEST(same_bits(cam(residual_network(), images, class_logit{1}).values, wanted.values));
      auto const serial = residual_network(whence::executor::serial());
      BOOST_TEST(same_bits(cam(serial, images, class_logit{1}).values, wanted.values));
    }
    whence::image_batch<double> last({1, 2, 7, 6});
    std::copy_n(images.data() + 2 * last.size(), last.size(), last.data());
    auto const alone = with_signs(named_tap{tap})(residual_network(), last, class_logit{1});
    BOOST_TEST(std::equal(alone.values.begin(), alone.values.end(), wanted.values.data() + 2 * alone.values.size()));
  }
}

BOOST_AUTO_TEST_CASE(a_model_that_can_only_be_resumed_is_explained_alike_and_told_of_every_version) {
  only_resumable const model{residual_network()};
  auto const images = whence::test::random_tensor<double, 4>({2, 2, 7, 6}, 11);
  auto cam = with_signs(named_tap{"sum"});
  auto const wanted = cam(residual_network(), images, class_logit{1});
  cam.batch = 3;  // of the four maps of each image
  std::vector<std::size_t> told;
  cam.observer = [&](std::size_t done, std::size_t) { told.push_back(done); };
  BOOST_TEST(error_of_maximum(cam(model, images, class_logit{1}).values, wanted.values) < 1e-13);
  BOOST_TEST((told == std::vector<std::size_t>{3, 4, 7, 8}));
}

BOOST_AUTO_TEST_CASE(every_image_keeps_its_own_question) {
  // Asked anew, a version that lost its map might be asked about another class.
  auto const images = whence::test::random_tensor<double, 4>({3, 2, 7, 6}, 5);
  auto const model = residual_network();
  auto const top = ablation_cam{named_tap{"sum"}}(model, images);
  whence::class_logit const named{{top.classes(0), top.classes(1), top.classes(2)}};
  BOOST_TEST(same_bits(ablation_cam{named_tap{"sum"}}(model, images, named).values, top.values));
}

BOOST_AUTO_TEST_CASE(passes_of_nothing_and_unknown_taps_are_refused_and_the_observer_may_stop) {
  ablation_cam cam;
  cam.batch = 0;
  BOOST_CHECK_THROW((void)cam(hand_network<double>(), hand_image<double>()), whence::shape_error);
  cam.batch = 1;
  cam.observer = [](std::size_t, std::size_t) { return false; };
  BOOST_CHECK_THROW((void)cam(hand_network<double>(), hand_image<double>()), whence::stopped_error);
  BOOST_CHECK_THROW((void)ablation_cam{named_tap{"reluu"}}(hand_network<double>(), hand_image<double>()),
                    whence::unknown_tap_error);
}

BOOST_AUTO_TEST_SUITE_END()
