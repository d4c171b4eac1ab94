// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <string>
#include <type_traits>
#include <vector>
#include <whence/backends/reference/vgg.hpp>
#include <whence/testing/check_laws.hpp>

#include "support/numbers.hpp"
#include "support/random_vgg.hpp"

using whence::named_tap;
using whence::weight_map;
using whence::weights_error;
using whence::test::error_of_maximum;
using whence::test::random_tensor;
using whence::test::random_vgg_weights;
using whence::test::same_bits;
using whence::test::vgg_widths;

namespace {

/// All tensors but one, and that one replaced, or left out where it is null.
weight_map<double> changed(weight_map<double> const& weights, std::string const& name,
                           whence::weight_tensor<double> const* replacement) {
  weight_map<double> result(weights.source());
  for (auto const& other : weights.names()) {
    if (other != name) result.insert(other, weights.at(other));
  }
  if (replacement != nullptr) result.insert(name, *replacement);
  return result;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(backends_reference_vgg)

BOOST_AUTO_TEST_CASE(names_known_at_compile_time_are_the_networks_own) {
  for (auto const& layout : whence::vgg_layouts) {
    auto const model = whence::reference::vgg_network<float>(layout, random_vgg_weights<float>(layout, {}));
    for (auto const& tap : model.taps(64, 64)) {
      BOOST_TEST(whence::detail::vgg_value(layout, tap.name) == model.find_tap(named_tap{tap.name}).value,
                 layout.name() << ' ' << tap.name);
    }
  }
}

BOOST_AUTO_TEST_CASE(every_layout_obeys_the_laws_at_every_kind_of_tap) {
  for (auto const& layout : whence::vgg_layouts) {
    auto const model = whence::reference::vgg_network<double>(layout, random_vgg_weights<double>(layout, {}));
    auto const images = random_tensor<double, 4>({2, 3, 37, 34}, 21);
    std::vector<whence::reference::network_tap> taps;
    std::string kinds;
    auto infos = model.taps(37, 34);
    for (std::size_t i = infos.size(); i-- != 0;) {  // the last of each kind: the tail is short and the test quick
      if (kinds.find(infos[i].kind + ';') != std::string::npos) continue;
      kinds += infos[i].kind + ';';
      taps.push_back(model.find_tap(named_tap{infos[i].name}));
    }
    auto const report = whence::check_laws(model, images, taps);
    BOOST_TEST(report.passed(), layout.name() << '\n' << report);
  }
}

BOOST_AUTO_TEST_CASE(gradients_at_the_image_agree_with_finite_differences_element_by_element) {
  auto const model = whence::basic_vgg11<double>(random_vgg_weights<double>(whence::vgg_layouts[0], {}));
  auto const images = random_tensor<double, 4>({1, 3, 32, 33}, 22);
  auto const record = model.record(images, model.image_tap());
  whence::logit_matrix<double> cotangent = xt::zeros<double>(record.logits().shape());
  cotangent(0, 2) = 1;
  auto const gradient = model.backward(record, cotangent);
  double const step = 1e-6;
  std::vector<double> expected;
  std::vector<double> got;
  for (std::size_t i = 0; i < images.size(); i += 61) {
    auto more = images;
    auto less = images;
    more.data()[i] += step;
    less.data()[i] -= step;
    expected.push_back((model.forward(more)(0, 2) - model.forward(less)(0, 2)) / (2 * step));
    got.push_back(gradient.data()[i]);
  }
  BOOST_TEST(error_of_maximum(got, expected) < 1e-5);
}

BOOST_AUTO_TEST_CASE(width_hidden_width_channels_and_classes_are_read_from_the_shapes) {
  vgg_widths const widths{1, {3, 5, 7, 9, 11}, 13, 17};
  whence::basic_vgg13<float> const model(random_vgg_weights<float>(whence::vgg_layouts[1], widths));
  auto const logits = model.forward(random_tensor<float, 4>({2, 1, 45, 32}, 23));
  BOOST_TEST(logits.shape(0) == 2u);
  BOOST_TEST(logits.shape(1) == 17u);
  BOOST_TEST(model.taps()[0].channels == 3u);
  BOOST_TEST(model.network().input_channels() == 1u);
}

BOOST_AUTO_TEST_CASE(taps_are_listed_with_kind_shape_and_geometry) {
  whence::basic_vgg16<float> const model(random_vgg_weights<float>(whence::vgg_layouts[2], {}));
  auto const taps = model.taps(224, 224);
  BOOST_TEST(taps.size() == 31u + 2u + 7u);
  BOOST_TEST(taps[28].name == "features.28");
  BOOST_TEST(taps[28].kind == "convolution");
  BOOST_TEST(taps[28].height == 14u);
  BOOST_TEST(taps[28].geometry->rows.stride == 16.0);
  BOOST_TEST(taps[28].geometry->rows.offset == 7.5);
  BOOST_TEST(taps[31].name == "avgpool");
  BOOST_TEST(taps[31].geometry->columns.stride == 32.0);
  BOOST_TEST(taps[32].name == "flatten");
  BOOST_TEST(!taps[32].geometry.has_value());
  BOOST_TEST((model.find_tap(whence::deepest_tap{}) == whence::vgg16::tap("features.29")));
}

BOOST_AUTO_TEST_CASE(a_folded_convolution_is_no_tap_and_the_error_names_the_batch_norm) {
  whence::basic_vgg11_bn<float> const model(random_vgg_weights<float>(whence::vgg_layouts[4], {}));
  try {
    (void)model.find_tap(named_tap{"features.4"});
    BOOST_FAIL("no error");
  } catch (whence::unknown_tap_error const& complaint) {
    BOOST_TEST(complaint.expected() == "features.5, into which it was folded");
  }
}

BOOST_AUTO_TEST_CASE(a_missing_tensor_is_named) {
  auto const weights = random_vgg_weights<double>(whence::vgg_layouts[2], {});
  try {
    (void)whence::basic_vgg16<double>(changed(weights, "features.12.bias", nullptr));
    BOOST_FAIL("no error");
  } catch (weights_error const& complaint) {
    BOOST_TEST(complaint.where().find("features.12.bias") != std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(a_tensor_the_layout_does_not_have_is_named) {
  auto const weights = random_vgg_weights<double>(whence::vgg_layouts[3], {});  // VGG19's, taken for VGG16's
  BOOST_CHECK_THROW((void)whence::basic_vgg16<double>(weights), weights_error);
  whence::weight_tensor<double> const scalar({1}, {1.0});
  try {
    (void)whence::basic_vgg19<double>(changed(weights, "head.weight", &scalar));
    BOOST_FAIL("no error");
  } catch (weights_error const& complaint) {
    BOOST_TEST(complaint.where() == "random vgg19, tensor head.weight");
    BOOST_TEST(complaint.expected() == "only tensors that vgg19 has");
  }
}

BOOST_AUTO_TEST_CASE(a_misshapen_tensor_is_named_with_both_shapes) {
  auto const weights = random_vgg_weights<double>(whence::vgg_layouts[2], {});
  whence::weight_tensor<double> const wrong({12, 48}, std::vector<double>(12 * 48));
  try {
    (void)whence::basic_vgg16<double>(changed(weights, "classifier.0.weight", &wrong));
    BOOST_FAIL("no error");
  } catch (weights_error const& complaint) {
    BOOST_TEST(complaint.where() == "random vgg16, tensor classifier.0.weight");
    BOOST_TEST(complaint.expected() == "shape (any, 392)");  // 8 channels of 7 x 7
    BOOST_TEST(complaint.got() == "(12, 48)");
  }
}

BOOST_AUTO_TEST_CASE(bits_depend_neither_on_batch_threads_nor_value_of_other_images) {
  for (auto const& layout : {whence::vgg_layouts[2], whence::vgg_layouts[7]}) {
    auto const weights = random_vgg_weights<float>(layout, {});
    auto const serial = whence::reference::vgg_network<float>(layout, weights, whence::executor::serial());
    auto const pooled = whence::reference::vgg_network<float>(layout, weights);
    auto const images = random_tensor<float, 4>({3, 3, 53, 47}, 24);
    whence::image_batch<float> const alone = xt::view(images, xt::range(1, 2));
    auto const together = serial.record(images, serial.image_tap());
    whence::logit_matrix<float> const cotangents = xt::ones<float>(together.logits().shape());
    whence::logit_matrix<float> const one = xt::ones<float>({std::size_t{1}, together.logits().shape(1)});
    auto const gradients = serial.backward(together, cotangents);
    BOOST_TEST(same_bits(pooled.record(images, pooled.image_tap()).logits(), together.logits()));
    BOOST_TEST(same_bits(pooled.backward(pooled.record(images, pooled.image_tap()), cotangents), gradients));
    auto const record = pooled.record(alone, pooled.image_tap());
    whence::image_batch<float> const expected = xt::view(gradients, xt::range(1, 2));
    BOOST_TEST(same_bits(pooled.backward(record, one), expected));
  }
}

BOOST_AUTO_TEST_CASE(taps_of_two_layouts_are_two_types) {
  static_assert(!std::is_convertible_v<whence::vgg16::tap_type, whence::vgg19::tap_type>);
  static_assert(!whence::tap_of<whence::vgg16::tap_type, whence::vgg19>);
  static_assert(whence::tap_of<whence::vgg16::tap_type, whence::basic_vgg16<double>>);
  BOOST_TEST(true);
}

BOOST_AUTO_TEST_SUITE_END()
