// SPDX-License-Identifier: BSD-3-Clause
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>
#include <whence/backends/reference/engine.hpp>
#include <whence/backends/reference/vgg_network.hpp>
#include <whence/relu_rules/deconvnet_relu.hpp>
#include <whence/relu_rules/guided_relu.hpp>
#include <whence/relu_rules/plain_relu.hpp>
#include <whence/testing/check_laws.hpp>

#include "support/every_instruction_set.hpp"
#include "support/numbers.hpp"
#include "support/random_vgg.hpp"
#include "support/residual_network.hpp"

using whence::image_batch;
using whence::logit_matrix;
using whence::named_tap;
using whence::reference::engine;
using whence::reference::network;
using whence::test::error_of_maximum;
using whence::test::random_tensor;
using whence::test::random_vgg_weights;
using whence::test::residual_network;
using whence::test::same_bits;

namespace {

// Widths that fill neither a block of 16 channels nor a panel of 32 filters, and some that fill more than one.
constexpr whence::test::vgg_widths odd_widths{3, {5, 17, 20, 33, 35}, 12, 5};

template <class T>
network<T> vgg(engine kind, whence::executor threads = {}, whence::vgg_layout const& layout = whence::vgg_layouts[1]) {
  return whence::reference::vgg_network<T>(layout, random_vgg_weights<T>(layout, odd_widths), std::move(threads), kind);
}

template <class T>
logit_matrix<T> some_cotangent(std::size_t images, std::size_t classes) {
  logit_matrix<T> result({images, classes});
  for (std::size_t i = 0; i != result.size(); ++i) result.data()[i] = static_cast<T>(i % 3) - T(0.5);
  return result;
}

/// The largest errors over all taps, each as a part of the largest value.
struct errors {
  double logits = 0;
  double maps = 0;
  double gradients = 0;
  double resumed = 0;
};

template <class Model, class Rule>
errors errors_of(Model const& model, network<double> const& exact, image_batch<double> const& images, Rule rule) {
  errors worst;
  image_batch<float> const seen = images;
  for (auto const& tap : exact.taps(images.shape(2), images.shape(3))) {
    auto const record = model.record(seen, model.find_tap(named_tap{tap.name}));
    auto const expected = exact.record(images, exact.find_tap(named_tap{tap.name}));
    std::size_t const classes = expected.logits().shape(1);
    auto const gradient = model.backward(record, some_cotangent<float>(images.shape(0), classes), rule);
    auto const right = exact.backward(expected, some_cotangent<double>(images.shape(0), classes), rule);
    auto const resumed = model.resume(record, images.shape(0) - 1, record.feature_maps());
    worst.logits = std::max(worst.logits, error_of_maximum(record.logits(), expected.logits()));
    worst.maps = std::max(worst.maps, error_of_maximum(record.feature_maps(), expected.feature_maps()));
    worst.gradients = std::max(worst.gradients, error_of_maximum(gradient, right));
    for (std::size_t c = 0; c != classes; ++c) {
      float const difference = resumed(images.shape(0) - 1, c) - record.logits()(images.shape(0) - 1, c);
      worst.resumed = std::max(worst.resumed, std::abs(double{difference}));
    }
  }
  return worst;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(backends_reference_engine)

BOOST_AUTO_TEST_CASE(float_is_fast_unless_told_otherwise_and_double_exact) {
  BOOST_TEST((whence::reference::default_engine<float> == engine::fast));
  BOOST_TEST((whence::reference::default_engine<double> == engine::exact));
}

BOOST_AUTO_TEST_CASE(every_engine_computes_what_double_precision_does_at_every_tap) {
  auto const exact = vgg<double>(engine::exact);
  auto const images = random_tensor<double, 4>({2, 3, 37, 45}, 3);  // partial tiles, cells that no pooling sees
  support::for_every_instruction_set([&](whence::reference::instruction_set set) {
    for (engine const kind : {engine::exact, engine::fast, engine::lean}) {
      BOOST_TEST_CONTEXT(to_text(set) << ", engine " << static_cast<int>(kind)) {
        auto const model = vgg<float>(kind);
        auto const plain = errors_of(model, exact, images, whence::plain_relu{});
        BOOST_TEST(plain.logits < 1e-5);
        BOOST_TEST(plain.maps < 3e-5);
        BOOST_TEST(plain.gradients < 3e-5);
        BOOST_TEST(plain.resumed < 1e-5);
        BOOST_TEST(errors_of(model, exact, images, whence::guided_relu{}).gradients < 3e-5);
        BOOST_TEST(errors_of(model, exact, images, whence::deconvnet_relu{}).gradients < 3e-5);
      }
    }
  });
}

BOOST_AUTO_TEST_CASE(a_skip_connection_ends_a_chain) {
  auto const exact = residual_network<double>();
  auto const images = random_tensor<double, 4>({2, 2, 9, 8}, 11);
  auto const worst = errors_of(residual_network<float>(), exact, images, whence::plain_relu{});
  BOOST_TEST(worst.logits < 1e-5);
  BOOST_TEST(worst.maps < 1e-5);
  BOOST_TEST(worst.gradients < 1e-5);
}

BOOST_AUTO_TEST_CASE(the_fast_engine_obeys_the_laws) {
  auto const model = vgg<float>(engine::fast);
  auto const images = random_tensor<float, 4>({2, 3, 40, 33}, 6);
  std::vector<whence::reference::network_tap> taps;
  for (char const* const name : {"features.0", "features.7", "features.9", "features.20", "avgpool"}) {
    taps.push_back(model.find_tap(named_tap{name}));
  }
  auto const report = whence::check_laws(model, images, taps);
  BOOST_TEST(report.passed(), report);
}

BOOST_AUTO_TEST_CASE(neither_company_nor_threads_change_a_bit) {
  auto const images = random_tensor<float, 4>({3, 3, 50, 34}, 7);
  image_batch<float> alone({1, 3, 50, 34});
  std::copy_n(images.data() + 2 * alone.size(), alone.size(), alone.data());
  support::for_every_instruction_set([&](whence::reference::instruction_set set) {
    for (engine const kind : {engine::fast, engine::lean}) {
      BOOST_TEST_CONTEXT(to_text(set)) {
        auto const model = vgg<float>(kind);
        auto const serial = vgg<float>(kind, whence::executor::serial());
        auto const many = model.record(images, model.image_tap());
        auto const one = serial.record(alone, serial.image_tap());
        auto const gradients = model.backward(many, some_cotangent<float>(3, 5));
        logit_matrix<float> last({1, 5});
        std::copy_n(some_cotangent<float>(3, 5).data() + 10, 5, last.data());
        auto const gradient = serial.backward(one, last);
        BOOST_TEST(std::equal(one.logits().data(), one.logits().data() + 5, many.logits().data() + 10));
        BOOST_TEST(
            std::equal(gradient.data(), gradient.data() + gradient.size(), gradients.data() + 2 * gradient.size()));
      }
    }
  });
}

BOOST_AUTO_TEST_CASE(lean_computes_the_same_bits_as_fast) {
  auto const images = random_tensor<float, 4>({1, 3, 48, 48}, 9);
  auto const fast = vgg<float>(engine::fast);
  auto const lean = vgg<float>(engine::lean);
  auto const a = fast.record(images, fast.image_tap());
  auto const b = lean.record(images, lean.image_tap());
  BOOST_TEST(same_bits(a.logits(), b.logits()));
  BOOST_TEST(same_bits(fast.backward(a, some_cotangent<float>(1, 5)), lean.backward(b, some_cotangent<float>(1, 5))));
}

BOOST_AUTO_TEST_CASE(a_not_finite_input_is_not_painted_over) {
  auto const model = vgg<float>(engine::fast);
  auto images = random_tensor<float, 4>({1, 3, 40, 40}, 9);
  images(0, 1, 17, 23) = std::numeric_limits<float>::quiet_NaN();
  auto const logits = model.forward(images);
  for (float const logit : logits) BOOST_TEST(std::isnan(logit));
}

BOOST_AUTO_TEST_CASE(a_record_of_another_engine_is_refused) {
  auto const fast = vgg<float>(engine::fast);
  auto const exact = vgg<float>(engine::exact);
  auto const record = exact.record(random_tensor<float, 4>({1, 3, 40, 40}, 9), exact.find_tap(named_tap{"features.0"}));
  BOOST_CHECK_EXCEPTION(
      (void)fast.backward(record, some_cotangent<float>(1, 5)), whence::shape_error,
      [](whence::shape_error const& complaint) { return complaint.got().find("another engine") != std::string::npos; });
}

BOOST_AUTO_TEST_CASE(a_record_outlives_its_network) {
  auto const images = random_tensor<float, 4>({1, 3, 40, 40}, 9);
  auto const again = vgg<float>(engine::fast);
  auto const record = [&] {
    auto const model = vgg<float>(engine::fast);
    return model.record(images, model.image_tap());
  }();
  auto const own = again.record(images, again.image_tap());
  BOOST_TEST(
      same_bits(again.backward(record, some_cotangent<float>(1, 5)), again.backward(own, some_cotangent<float>(1, 5))));
}

BOOST_AUTO_TEST_SUITE_END()
