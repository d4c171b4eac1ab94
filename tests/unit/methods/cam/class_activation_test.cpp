// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <concepts>
#include <limits>
#include <vector>
#include <whence/concepts/attribution_method.hpp>
#include <whence/concepts/deepest_tap.hpp>
#include <whence/concepts/named_tap.hpp>
#include <whence/methods/cam/class_activation.hpp>
#include <whence/scores/class_logit.hpp>
#include <whence/scores/pinned.hpp>

#include "support/lesser_models.hpp"

using whence::class_activation;
using whence::deepest_tap;
using whence::map_batch;
using whence::map_status;
using whence::named_tap;
using whence::test::toy_model;
using whence::test::toy_tap;

namespace {

/// A formula that shows what it was given: the first map less half the second, of feature maps or of their gradient.
template <bool OfGradient>
struct two_maps {
  template <class T>
  map_batch<T> operator()(whence::feature_tensor<T> const& maps, whence::feature_tensor<T> const& gradient) const {
    whence::feature_tensor<T> const& shown = OfGradient ? gradient : maps;
    map_batch<T> result = map_batch<T>::from_shape({shown.shape(0), shown.shape(2), shown.shape(3)});
    for (std::size_t n = 0; n != shown.shape(0); ++n)
      for (std::size_t y = 0; y != shown.shape(2); ++y)
        for (std::size_t x = 0; x != shown.shape(3); ++x)
          result(n, y, x) = shown(n, 0, y, x) - shown(n, 1, y, x) / T(2);
    return result;
  }
};

/// A formula that answers one number everywhere, whatever it is given: of each image another.
struct written_answers {
  map_batch<double> operator()(whence::feature_tensor<double> const& maps,
                               whence::feature_tensor<double> const&) const {
    double const infinity = std::numeric_limits<double>::infinity();
    double const answers[] = {-1.0, 0.0, 2.0, -infinity, std::numeric_limits<double>::quiet_NaN()};
    map_batch<double> result = map_batch<double>::from_shape({maps.shape(0), maps.shape(2), maps.shape(3)});
    for (std::size_t n = 0; n != maps.shape(0); ++n) {
      for (std::size_t i = 0; i != maps.shape(2) * maps.shape(3); ++i) {
        result.data()[n * maps.shape(2) * maps.shape(3) + i] = i == 0 ? answers[n] : answers[n] < 0 ? 1.0 : answers[n];
      }
    }
    return result;
  }
};

template <class At = deepest_tap>
using map_cam = class_activation<two_maps<false>, At>;
template <class At = deepest_tap>
using gradient_cam = class_activation<two_maps<true>, At>;

struct not_a_formula {};

template <class Method, class Model, class Score = whence::top_logit>
constexpr bool explains = whence::attribution_method<Method, Model, Score>;

}  // namespace

BOOST_AUTO_TEST_SUITE(methods_cam_class_activation)

static_assert(explains<map_cam<>, toy_model<double>> && explains<map_cam<>, toy_model<float>>);
static_assert(explains<map_cam<named_tap>, toy_model<double>> && explains<map_cam<toy_tap>, toy_model<double>>);
static_assert(explains<map_cam<>, whence::test::no_image_tap> && explains<map_cam<>, whence::test::no_geometry>);
static_assert(explains<map_cam<toy_tap>, whence::test::no_find_tap>);
static_assert(explains<map_cam<>, toy_model<double>, whence::class_logit>);
static_assert(explains<map_cam<>, toy_model<double>, whence::pinned<whence::logit_question>>);
// Where a capability is missing the answer is false, and no error.
static_assert(!explains<map_cam<>, whence::test::forward_only> && !explains<map_cam<>, whence::test::no_backward>);
static_assert(!explains<map_cam<>, whence::test::no_find_tap> &&
              !explains<map_cam<named_tap>, whence::test::no_find_tap>);
static_assert(!explains<map_cam<int>, toy_model<double>> && !explains<map_cam<>, int>);
static_assert(!explains<map_cam<>, toy_model<double>, int>);
static_assert(!explains<class_activation<not_a_formula, deepest_tap>, toy_model<double>>);
static_assert(!explains<class_activation<written_answers, deepest_tap>, toy_model<float>>);
// Arguments are exact.
static_assert(!std::invocable<map_cam<> const&, toy_model<double> const&, whence::image_batch<float> const&>);
static_assert(!std::invocable<map_cam<> const&, toy_model<double> const&, whence::tensor<double, 3> const&>);
static_assert(!std::invocable<map_cam<> const&, toy_model<double> const&, whence::test::toy_record<float> const&>);
static_assert(std::invocable<map_cam<> const&, toy_model<double> const&, whence::test::toy_record<double> const&>);
static_assert(std::semiregular<map_cam<>> && std::is_aggregate_v<map_cam<>>);

BOOST_AUTO_TEST_CASE(the_formula_is_given_the_feature_maps_at_the_tap) {
  toy_model<double> const model;
  auto const images = model.images(1);
  for (toy_tap const tap : {toy_tap::convolution, toy_tap::relu}) {
    auto const maps = model.record(images, tap).feature_maps();
    map_cam<toy_tap> const cam{tap, true};
    auto const answer = cam(model, images);
    BOOST_TEST((answer.values == two_maps<false>{}(maps, maps)));
  }
}

BOOST_AUTO_TEST_CASE(the_formula_is_given_the_gradient_of_the_question_asked) {
  // Behind the ReLU dz_i/dA_k = v_ik / 20 cells, v_ik = ((5 i + 7 k) mod 11 - 4.5) / 3:
  // v_00 = -4.5/3, v_01 = 2.5/3, v_10 = .5/3, v_11 = -3.5/3. The first less half the second: -5.75/60 and 2.25/60.
  toy_model<double> const model;
  auto const images = model.images(2, 4, 5);
  gradient_cam<> cam;
  cam.keep_signed = true;
  auto const answer = cam(model, images, whence::class_logit{{0, 1}});
  for (std::size_t i = 0; i != 20; ++i) {
    BOOST_TEST(answer.values.data()[i] == -5.75 / 60, boost::test_tools::tolerance(1e-14));
    BOOST_TEST(answer.values.data()[20 + i] == 2.25 / 60, boost::test_tools::tolerance(1e-14));
  }
  BOOST_TEST((answer.classes == whence::tensor<std::size_t, 1>{0, 1}));
}

BOOST_AUTO_TEST_CASE(negative_values_are_clipped_unless_they_are_to_be_kept) {
  toy_model<double> const model;
  auto const images = model.images(2);
  map_cam<toy_tap> cam{toy_tap::convolution};
  BOOST_TEST(!cam.keep_signed);
  auto const clipped = cam(model, images).values;
  cam.keep_signed = true;
  auto const kept = cam(model, images).values;
  bool some_negative = false;
  for (std::size_t i = 0; i != kept.size(); ++i) {
    some_negative = some_negative || kept.data()[i] < 0;
    BOOST_TEST(clipped.data()[i] == std::max(kept.data()[i], 0.0));
  }
  BOOST_TEST(some_negative);
}

BOOST_AUTO_TEST_CASE(the_status_is_that_of_the_map_answered_and_never_hidden_by_the_clipping) {
  // Written answers: of the first image one -1 among ones, of the second zeros, of the third twos; one minus infinity
  // among ones; NaN.
  toy_model<double> const model;
  auto const images = model.images(5);
  class_activation<written_answers, deepest_tap> cam;
  using enum map_status;
  std::vector<map_status> const expected = {meaningful, all_zero, constant, not_finite, not_finite};
  BOOST_TEST((cam(model, images).status == expected));
  cam.keep_signed = true;
  BOOST_TEST((cam(model, images).status == expected));
}

BOOST_AUTO_TEST_CASE(a_record_in_hand_gives_the_same_as_the_images) {
  toy_model<double> const model;
  auto const images = model.images(3);
  auto const record = model.record(images, toy_tap::relu);
  gradient_cam<> const cam;
  auto const of_images = cam(model, images, whence::class_logit{2});
  auto const of_record = cam(model, record, whence::class_logit{2});
  BOOST_TEST((of_images.values == of_record.values));
  BOOST_TEST((of_images.scores == of_record.scores));
  BOOST_TEST((of_images.classes == of_record.classes));
  BOOST_TEST((of_images.status == of_record.status));
  BOOST_TEST((of_images.geometry == of_record.geometry));
}

BOOST_AUTO_TEST_CASE(a_record_speaks_for_its_own_tap_whatever_the_method_would_look_at) {
  toy_model<double> const model;
  auto const images = model.images(1);
  auto const record = model.record(images, toy_tap::image);
  map_cam<> cam;
  cam.keep_signed = true;
  BOOST_TEST((cam(model, record).values == two_maps<false>{}(images, images)));
}

BOOST_AUTO_TEST_CASE(one_record_answers_several_questions_and_methods_in_any_order) {
  toy_model<double> const model;
  auto const images = model.images(2);
  auto const record = model.record(images, toy_tap::relu);
  gradient_cam<> cam;
  cam.keep_signed = true;
  auto const first = cam(model, record, whence::class_logit{0});
  auto const second = cam(model, record, whence::class_logit{1});
  auto const maps = map_cam<>{}(model, record);
  auto const first_again = cam(model, record, whence::class_logit{0});
  BOOST_TEST((first.values == first_again.values));
  BOOST_TEST((first.values == cam(model, images, whence::class_logit{0}).values));
  BOOST_TEST((second.values == cam(model, images, whence::class_logit{1}).values));
  BOOST_TEST((maps.values == map_cam<>{}(model, images).values));
  BOOST_TEST((first.values != second.values));
}

BOOST_AUTO_TEST_CASE(unless_told_otherwise_it_looks_at_the_deepest_tap) {
  toy_model<double> const model;
  auto const images = model.images(1);
  auto const deepest = map_cam<>{}(model, images).values;
  BOOST_TEST((deepest == map_cam<toy_tap>{toy_tap::relu}(model, images).values));
  BOOST_TEST((deepest == map_cam<named_tap>{{"relu"}}(model, images).values));
}

BOOST_AUTO_TEST_CASE(a_tap_by_name_is_the_models_own) {
  toy_model<double> const model;
  auto const images = model.images(1);
  map_cam<named_tap> const named{{"convolution"}, true};
  map_cam<toy_tap> const own{toy_tap::convolution, true};
  BOOST_TEST((named(model, images).values == own(model, images).values));
  map_cam<named_tap> const unknown{{"features.28"}};
  BOOST_CHECK_THROW(static_cast<void>(unknown(model, images)), whence::unknown_tap_error);
}

BOOST_AUTO_TEST_CASE(where_the_cells_look_is_carried_along_as_far_as_it_is_known) {
  toy_model<double> const model;
  auto const images = model.images(1);
  BOOST_TEST((map_cam<>{}(model, images).geometry == whence::tap_geometry{}));
  BOOST_TEST(!map_cam<>{}(whence::test::no_geometry{}, images).geometry.has_value());
}

BOOST_AUTO_TEST_CASE(scores_are_the_value_of_each_images_question) {
  toy_model<double> const model;
  auto const images = model.images(3);
  auto const logits = model.forward(images);
  auto const answer = map_cam<>{}(model, images, whence::class_logit{{3, 0, 2}});
  BOOST_TEST((answer.scores == whence::tensor<double, 1>{logits(0, 3), logits(1, 0), logits(2, 2)}));
  BOOST_TEST((answer.classes == whence::tensor<std::size_t, 1>{3, 0, 2}));
}

BOOST_AUTO_TEST_CASE(questions_made_for_another_batch_are_refused) {
  toy_model<double> const model;
  auto const images = model.images(3);
  auto const call = [&](auto const& score) { static_cast<void>(map_cam<>{}(model, images, score)); };
  BOOST_CHECK_THROW(call(whence::class_logit{{3, 0}}), whence::score_error);
  BOOST_CHECK_THROW(call(whence::class_logit{4}), whence::score_error);
  auto const pinned = whence::pin(model.forward(model.images(2)), whence::top_logit{});
  BOOST_CHECK_THROW(call(pinned), whence::score_error);
}

BOOST_AUTO_TEST_CASE(questions_already_asked_are_not_asked_again) {
  // Pinned to each image's least class, which is nobody's top class.
  toy_model<double> const model;
  auto const images = model.images(2);
  auto const logits = model.forward(images);
  whence::pinned<whence::logit_question> asked;
  for (std::size_t n = 0; n != 2; ++n) {
    std::size_t least = 0;
    for (std::size_t k = 1; k != 4; ++k) least = logits(n, k) < logits(n, least) ? k : least;
    asked.questions.push_back({least});
  }
  auto const answer = map_cam<>{}(model, images, asked);
  BOOST_TEST(answer.classes(0) == asked.questions[0].index);
  BOOST_TEST(answer.scores(1) == logits(1, asked.questions[1].index));
}

BOOST_AUTO_TEST_SUITE_END()
