// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <cstddef>
#include <vector>
#include <whence/concepts/named_tap.hpp>
#include <whence/methods/cam/differentiate.hpp>
#include <whence/methods/cam/eigen_cam.hpp>
#include <whence/methods/cam/eigen_grad_cam.hpp>
#include <whence/methods/cam/element_wise_grad_cam.hpp>
#include <whence/methods/cam/fem.hpp>
#include <whence/methods/cam/grad_cam.hpp>
#include <whence/methods/cam/grad_cam_plus_plus.hpp>
#include <whence/methods/cam/hires_cam.hpp>
#include <whence/methods/cam/layer_cam.hpp>
#include <whence/methods/cam/random_cam.hpp>
#include <whence/methods/cam/xgrad_cam.hpp>
#include <whence/scores/class_logit.hpp>
#include <whence/scores/logit_margin.hpp>
#include <whence/scores/negated.hpp>

#include "support/residual_network.hpp"
#include "support/toy_model.hpp"

using whence::class_logit;
using whence::map_batch;
using whence::named_tap;
using whence::test::error_of_maximum;
using whence::test::random_tensor;
using whence::test::residual_network;
using whence::test::toy_model;
using whence::test::toy_tap;

namespace {

template <class Method>
Method with_signs(Method method) {
  method.keep_signed = true;
  return method;
}

/// What each image's map sums to.
std::vector<double> sums(map_batch<double> const& maps) {
  std::size_t const cells = maps.shape(1) * maps.shape(2);
  std::vector<double> result(maps.shape(0));
  for (std::size_t i = 0; i != maps.size(); ++i) result[i / cells] += maps.data()[i];
  return result;
}

/// The weights of the toy's linear layer: v_ik = ((5 i + 7 k) mod 11 - 4.5) / 3.
double toy_weight(std::size_t i, std::size_t k) {
  return (static_cast<double>((5 * i + 7 * k) % 11) - 4.5) / 3;
}

/// The residual network, seen at its maps of each kind.
template <class Visit>
void at_every_tap(Visit visit) {
  for (char const* const tap : {"stem", "stem_relu", "branch_relu", "sum", "pool"}) visit(tap);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(methods_cam_laws)

// Grad-CAM's paper, section 3.1: behind averaged maps and one linear layer, z_c = sum_k w_ck mean(A_k) + d_c, the
// gradient is w_ck / cells everywhere.

BOOST_AUTO_TEST_CASE(behind_averaged_maps_and_one_linear_layer_grad_cam_xgrad_cam_and_hires_cam_are_cam) {
  toy_model<double> const model;
  auto const images = model.images(3, 5, 7);
  auto const record = model.record(images, toy_tap::relu);
  auto const& maps = record.feature_maps();
  for (std::size_t c = 0; c != 4; ++c) {
    map_batch<double> cam = xt::zeros<double>({3, 5, 7});
    for (std::size_t i = 0; i != maps.size(); ++i) {
      std::size_t const image = i / 35 / 3;
      cam.data()[image * 35 + i % 35] += toy_weight(c, i / 35 % 3) / 35 * maps.data()[i];
    }
    auto const gradient = whence::differentiate(model, record, class_logit{c});
    BOOST_TEST(error_of_maximum(with_signs(whence::grad_cam{})(gradient).values, cam) < 1e-14);
    BOOST_TEST(error_of_maximum(with_signs(whence::xgrad_cam{})(gradient).values, cam) < 1e-14);
    BOOST_TEST(error_of_maximum(whence::hires_cam{}(gradient).values, cam) < 1e-14);
  }
}

BOOST_AUTO_TEST_CASE(there_layer_cam_and_element_wise_grad_cam_are_cam_of_the_positive_weights) {
  toy_model<double> const model;
  auto const record = model.record(model.images(2, 4, 5), toy_tap::relu);
  auto const& maps = record.feature_maps();
  for (std::size_t c = 0; c != 4; ++c) {
    map_batch<double> cam = xt::zeros<double>({2, 4, 5});
    for (std::size_t i = 0; i != maps.size(); ++i) {
      double const weight = toy_weight(c, i / 20 % 3) / 20;
      if (weight > 0) cam.data()[i / 60 * 20 + i % 20] += weight * maps.data()[i];
    }
    auto const gradient = whence::differentiate(model, record, class_logit{c});
    BOOST_TEST(error_of_maximum(with_signs(whence::layer_cam{})(gradient).values, cam) < 1e-14);
    BOOST_TEST(error_of_maximum(whence::element_wise_grad_cam{}(gradient).values, cam) < 1e-14);
  }
}

BOOST_AUTO_TEST_CASE(there_hires_cam_and_xgrad_cam_sum_to_the_score_less_the_bias) {
  toy_model<double> const model;
  auto const record = model.record(model.images(3, 5, 7), toy_tap::relu);
  for (std::size_t c = 0; c != 4; ++c) {
    auto const gradient = whence::differentiate(model, record, class_logit{c});
    auto const hires = whence::hires_cam{}(gradient);
    auto const axiom = with_signs(whence::xgrad_cam{})(gradient);
    for (std::size_t n = 0; n != 3; ++n) {
      double const wanted = hires.scores(n) - static_cast<double>(c) / 9;
      BOOST_TEST(sums(hires.values)[n] == wanted, boost::test_tools::tolerance(1e-12));
      BOOST_TEST(sums(axiom.values)[n] == wanted, boost::test_tools::tolerance(1e-12));
    }
  }
}

BOOST_AUTO_TEST_CASE(whatever_lies_behind_the_tap_xgrad_cam_sums_to_what_hires_cam_sums_to) {
  // sum_k (sum g A / sum A) sum A = sum_k sum g A, Fu et al.'s conservation as far as it holds.
  auto const model = residual_network();
  auto const images = random_tensor<double, 4>({2, 2, 6, 8}, 7);
  at_every_tap([&](char const* tap) {
    auto const gradient = whence::differentiate(model, model.record(images, model.find_tap(named_tap{tap})));
    auto const hires = sums(whence::hires_cam{}(gradient).values);
    auto const axiom = sums(with_signs(whence::xgrad_cam{})(gradient).values);
    for (std::size_t n = 0; n != 2; ++n) {
      BOOST_TEST(axiom[n] == hires[n], boost::test_tools::tolerance(1e-9));
    }
  });
}

BOOST_AUTO_TEST_CASE(with_signs_xgrad_cam_and_hires_cam_are_linear_in_the_question_as_grad_cam_is) {
  auto const model = residual_network();
  auto const images = random_tensor<double, 4>({2, 2, 6, 8}, 7);
  auto const check = [&](auto const& method, char const* tap) {
    auto const record = model.record(images, model.find_tap(named_tap{tap}));
    map_batch<double> const one = method(model, record, class_logit{0}).values;
    map_batch<double> const two = method(model, record, class_logit{2}).values;
    map_batch<double> const difference = one - two;
    map_batch<double> const opposite = -one;
    BOOST_TEST(error_of_maximum(method(model, record, whence::logit_margin{0, 2}).values, difference) < 1e-10, tap);
    BOOST_TEST((method(model, record, whence::negated{class_logit{0}}).values == opposite), tap);
  };
  at_every_tap([&](char const* tap) {
    check(with_signs(whence::xgrad_cam{}), tap);
    check(whence::hires_cam{}, tap);
  });
}

BOOST_AUTO_TEST_CASE(what_speaks_for_a_question_less_what_speaks_for_its_opposite_is_hires_cam) {
  // max(0, g) - max(0, -g) = g.
  auto const model = residual_network();
  auto const images = random_tensor<double, 4>({2, 2, 6, 8}, 7);
  at_every_tap([&](char const* tap) {
    auto const record = model.record(images, model.find_tap(named_tap{tap}));
    auto const layer = with_signs(whence::layer_cam{});
    map_batch<double> const sum =
        layer(model, record, class_logit{1}).values - layer(model, record, whence::negated{class_logit{1}}).values;
    BOOST_TEST(error_of_maximum(sum, whence::hires_cam{}(model, record, class_logit{1}).values) < 1e-13, tap);
    map_batch<double> const element_wise =
        whence::element_wise_grad_cam{}(model, record, class_logit{1}).values -
        whence::element_wise_grad_cam{}(model, record, whence::negated{class_logit{1}}).values;
    BOOST_TEST(error_of_maximum(element_wise, whence::hires_cam{}(model, record, class_logit{1}).values) < 1e-13, tap);
  });
}

BOOST_AUTO_TEST_CASE(the_opposite_question_has_the_opposite_eigen_grad_cam_and_the_same_feature_maps) {
  auto const model = residual_network();
  auto const images = random_tensor<double, 4>({2, 2, 6, 8}, 7);
  at_every_tap([&](char const* tap) {
    auto const record = model.record(images, model.find_tap(named_tap{tap}));
    auto const asked = [&](auto const& method) { return method(model, record, class_logit{1}).values; };
    auto const against = [&](auto const& method) {
      return method(model, record, whence::negated{class_logit{1}}).values;
    };
    map_batch<double> const opposite = -asked(with_signs(whence::eigen_grad_cam{}));
    BOOST_TEST(error_of_maximum(against(with_signs(whence::eigen_grad_cam{})), opposite) < 1e-13, tap);
    BOOST_TEST((against(whence::eigen_cam{}) == asked(whence::eigen_cam{})), tap);
    BOOST_TEST((against(whence::fem{}) == asked(whence::fem{})), tap);
    BOOST_TEST((against(whence::random_cam{}) == asked(whence::random_cam{})), tap);
  });
}

BOOST_AUTO_TEST_SUITE_END()
