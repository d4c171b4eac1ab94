// SPDX-License-Identifier: BSD-3-Clause
// class_activation of formulas that read no gradient; class_activation_test.cpp holds what is common to all.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <whence/concepts/attribution_method.hpp>
#include <whence/concepts/deepest_tap.hpp>
#include <whence/concepts/feature_formula.hpp>
#include <whence/methods/cam/class_activation.hpp>
#include <whence/methods/cam/differentiate.hpp>
#include <whence/scores/class_logit.hpp>

#include "support/counting_model.hpp"
#include "support/lesser_models.hpp"

using whence::class_activation;
using whence::deepest_tap;
using whence::map_batch;
using whence::test::toy_model;
using whence::test::toy_tap;

namespace {

/// A formula of feature maps alone, the first of them, whose paper clips nothing.
struct first_map {
  static constexpr bool keeps_sign = true;

  template <class T>
  map_batch<T> operator()(whence::feature_tensor<T> const& maps) const {
    map_batch<T> const result = xt::view(maps, xt::all(), 0);
    return result;
  }
};

/// One that reads the gradient where it is given one: the first map, or the first map of the gradient.
struct either_way : first_map {
  using first_map::operator();
  template <class T>
  map_batch<T> operator()(whence::feature_tensor<T> const&, whence::feature_tensor<T> const& gradient) const {
    return first_map{}(gradient);
  }
};

template <class At = deepest_tap>
using feature_cam = class_activation<first_map, At>;

template <class Method, class Model>
constexpr bool explains = whence::attribution_method<Method, Model, whence::top_logit>;

}  // namespace

BOOST_AUTO_TEST_SUITE(methods_cam_formula_of_features)

// A formula of feature maps alone asks for taps alone.
static_assert(explains<feature_cam<>, whence::test::no_backward> && explains<feature_cam<>, toy_model<float>>);
static_assert(explains<feature_cam<toy_tap>, whence::test::no_find_tap>);
static_assert(!explains<feature_cam<>, whence::test::forward_only> &&
              !explains<feature_cam<>, whence::test::no_find_tap> && !explains<feature_cam<>, int>);
static_assert(explains<class_activation<either_way, deepest_tap>, toy_model<double>> &&
              !explains<class_activation<either_way, deepest_tap>, whence::test::no_backward>);

BOOST_AUTO_TEST_CASE(a_formula_may_say_that_its_paper_clips_nothing) {
  BOOST_TEST(feature_cam<>{}.keep_signed);
  toy_model<double> const model;
  auto const images = model.images(2);
  feature_cam<toy_tap> cam{toy_tap::convolution};
  auto const kept = cam(model, images).values;
  cam.keep_signed = false;
  auto const clipped = cam(model, images).values;
  for (std::size_t i = 0; i != kept.size(); ++i) BOOST_TEST(clipped.data()[i] == std::max(kept.data()[i], 0.0));
  BOOST_TEST((kept != clipped));
}

BOOST_AUTO_TEST_CASE(a_formula_of_feature_maps_alone_answers_without_a_backward_pass) {
  whence::test::counting_model const model{toy_model<double>{}};
  auto const images = toy_model<double>::images(2);
  auto const maps = model.record(images, toy_tap::relu).feature_maps();
  model.forget();
  auto const answer = feature_cam<>{}(model, images, whence::class_logit{1});
  BOOST_TEST(model.counts() == (whence::test::pass_counts{.record = 2}));
  BOOST_TEST((answer.values == first_map{}(maps)));
  BOOST_TEST(answer.classes(1) == 1);
  BOOST_TEST((feature_cam<>{}(model, images, whence::class_logit{2}).values == answer.values));
  whence::test::no_backward const poor;
  BOOST_TEST((feature_cam<>{}(poor, images).values == answer.values));
}

BOOST_AUTO_TEST_CASE(a_formula_that_can_read_the_gradient_is_given_it) {
  toy_model<double> const model;
  auto const images = model.images(2);
  auto const record = model.record(images, toy_tap::relu);
  auto const gradient = whence::differentiate(model, record);
  class_activation<either_way, deepest_tap> const cam;
  BOOST_TEST((cam(model, images).values == first_map{}(gradient.gradient)));
  BOOST_TEST((cam(gradient).values == first_map{}(gradient.gradient)));
}

BOOST_AUTO_TEST_SUITE_END()
