// SPDX-License-Identifier: BSD-3-Clause
// The whole suite of laws on each backend of LibTorch, in double and in float, no law left untried.
#include <torch/script.h>

#include <boost/test/unit_test.hpp>
#include <concepts>
#include <set>
#include <string>
#include <tuple>
#include <vector>
#include <whence/backends/libtorch/script_module.hpp>
#include <whence/backends/libtorch/split_module.hpp>
#include <whence/concepts/ablatable.hpp>
#include <whence/concepts/check_backend.hpp>
#include <whence/concepts/differentiable_under.hpp>
#include <whence/concepts/multi_tappable.hpp>
#include <whence/relu_rules/deconvnet_relu.hpp>
#include <whence/relu_rules/guided_relu.hpp>
#include <whence/testing/check_laws.hpp>

#include "../examples/parity/torch_vgg.hpp"
#include "scripted_vgg.hpp"
#include "small_sequential.hpp"
#include "support/numbers.hpp"
#include "support/random_vgg.hpp"

using namespace whence::test;
using whence::law;
using whence::named_tap;
using whence::rung;

namespace {

template <class Model>
consteval bool is_whole() {
  return whence::check_backend<Model, rung::input_differentiable>() && whence::check_backend<Model, rung::resumable>();
}
template <class Model>
consteval bool follows_rules() {
  return whence::check_backend<Model, whence::plain_relu>() && whence::check_backend<Model, whence::guided_relu>() &&
         whence::check_backend<Model, whence::deconvnet_relu>();
}
using function = at::Tensor (*)(at::Tensor const&);
static_assert(is_whole<whence::libtorch::script_module>() && follows_rules<whence::libtorch::script_module>());
static_assert(is_whole<whence::libtorch::sequential_module>() && follows_rules<whence::libtorch::sequential_module>());
static_assert(is_whole<whence::libtorch::split_module<function, function>>());

using value_types = std::tuple<float, double>;

/// Some of LibTorch's kernels sum in another order where an image stands among others, or is resumed alone. For the
/// rest the suite's own tolerances hold: the same bits, and finite differences to 1e-6. In float these take steps long
/// enough to be seen above rounding, and are good to a tenth.
template <class T>
whence::law_tolerances<T> tolerances() {
  constexpr bool single = std::same_as<T, float>;
  whence::law_tolerances<T> named;
  named.batching = single ? 1e-5 : 1e-13;
  named.resuming = single ? 1e-5 : 1e-13;
  named.linearity = single ? 1e-4 : 1e-11;
  named.finite_difference = single ? 1e-1 : 1e-6;
  return named;
}

/// Whether a law speaks of what the backend offers.
template <class Model>
bool is_owed_by(law which) {
  if (which == law::record_of_taps_is_record_of_each) return whence::multi_tappable<Model>;
  bool const of_ablate = which == law::ablate_is_resume_without_the_map ||
                         which == law::ablate_ignores_the_maps_beside || which == law::ablate_leaves_the_record_alone;
  if (of_ablate) return whence::ablatable<Model>;
  return which < law::plain_rule_is_backward || whence::differentiable_under<Model, whence::guided_relu>;
}

/// No law broken, and none left out.
template <class Model>
void expect_all_laws_at(Model const& model, std::vector<std::string> const& names,
                        whence::image_batch<whence::value_t<Model>> const& images) {
  std::vector<whence::tap_t<Model>> taps;
  for (auto const& name : names) taps.push_back(model.find_tap(named_tap{name}));
  auto const report = whence::check_laws(model, images, taps, tolerances<whence::value_t<Model>>());
  BOOST_TEST(report.passed(), report);
  std::set<law> kept;
  for (auto const& result : report.results) {
    if (result.verdict == whence::law_result::outcome::kept) kept.insert(result.which);
  }
  for (int i = 0; i <= static_cast<int>(law::rule_leaves_the_model_alone); ++i) {
    auto const which = static_cast<law>(i);
    BOOST_TEST(kept.contains(which) == is_owed_by<Model>(which), whence::to_text(which));
  }
}

std::vector<std::string> const vgg_taps{"features.0", "features.18", "features.19", "features.20", "classifier.0"};

}  // namespace

BOOST_AUTO_TEST_SUITE(backends_libtorch_laws)

BOOST_AUTO_TEST_CASE_TEMPLATE(a_script_module_with_a_skip_connection_keeps_every_law, T, value_types) {
  whence::libtorch::script_options options = in_double();
  options.precision = c10::CppTypeToScalarType<T>::value;
  whence::libtorch::basic_script_module<T> const model(residual_module(), options);
  expect_all_laws_at(model, {"stem", "relu#1", "body", "relu#2"}, random_tensor<T, 4>({2, 2, 9, 8}, 11));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_sequential_module_keeps_every_law, T, value_types) {
  whence::libtorch::basic_sequential_module<T> const model(small_sequential(c10::CppTypeToScalarType<T>::value),
                                                           {{1, 2, 12, 10}});
  expect_all_laws_at(model, {"conv", "norm", "relu", "pool", "gate", "average", "flatten"},
                     random_tensor<T, 4>({2, 2, 12, 10}, 11));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_split_module_keeps_every_law_but_those_of_rules_which_it_does_not_offer, T,
                              value_types) {
  auto const whole = small_sequential(c10::CppTypeToScalarType<T>::value);
  torch::nn::Sequential body;
  torch::nn::Sequential head;
  for (std::size_t i = 0; i != whole->size(); ++i)
    (i < 2 ? body : head)->push_back(*(whole.ptr()->begin() + static_cast<long>(i)));
  body->eval();
  head->eval();
  whence::libtorch::split_module<torch::nn::Sequential, torch::nn::Sequential, T> const model(body, head);
  expect_all_laws_at(model, {"body"}, random_tensor<T, 4>({2, 2, 12, 10}, 11));
}

BOOST_AUTO_TEST_CASE(eleven_layers_in_a_row_keep_every_law) {
  auto const& layout = whence::vgg_layouts[0];
  auto const weights = random_vgg_weights<double>(layout, {});
  auto const images = random_tensor<double, 4>({2, 3, 40, 35}, 11);
  whence::libtorch::script_options options;
  options.example = {1, 3, 40, 35};
  options.device = torch::kCPU;
  expect_all_laws_at(whence::libtorch::basic_script_module<double>(scripted_vgg(layout, weights), options), vgg_taps,
                     images);
  expect_all_laws_at(parity::torch_vgg<double>(parity::vgg_of(layout, weights), {{1, 3, 40, 35}}), vgg_taps, images);
}

BOOST_AUTO_TEST_SUITE_END()
