// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <concepts>
#include <cstddef>
#include <utility>
#include <whence/concepts/classifier.hpp>
#include <whence/concepts/named_tap.hpp>
#include <whence/relu_rules/deconvnet_relu.hpp>
#include <whence/relu_rules/guided_relu.hpp>
#include <whence/relu_rules/plain_relu.hpp>
#include <whence/relu_rules/swap_relu.hpp>

/// z = (r0 - r1, -2 r0 + 3 r1) of r = ReLU(x), x an image of two pixels: small enough to differentiate in the head.
class two_relus {
 public:
  using value_type = double;
  enum class tap_type { image, relus };
  class record_type {
   public:
    record_type(whence::image_batch<double> images, whence::feature_tensor<double> maps,
                whence::logit_matrix<double> logits, tap_type tap)
        : images_(std::move(images)), maps_(std::move(maps)), logits_(std::move(logits)), tap_(tap) {}
    whence::logit_matrix<double> const& logits() const { return logits_; }
    whence::feature_tensor<double> const& feature_maps() const { return maps_; }
    whence::image_batch<double> const& images() const { return images_; }
    tap_type tap() const { return tap_; }

   private:
    whence::image_batch<double> images_;
    whence::feature_tensor<double> maps_;
    whence::logit_matrix<double> logits_;
    tap_type tap_;
  };

  whence::logit_matrix<double> forward(whence::image_batch<double> const& images) const {
    return classify(rectified(images));
  }
  record_type record(whence::image_batch<double> const& images, tap_type const& tap) const {
    auto const maps = tap == tap_type::image ? images : rectified(images);
    return {images, maps, forward(images), tap};
  }
  whence::feature_tensor<double> backward(record_type const& record, whence::logit_matrix<double> const& u) const {
    return backward(record, u, whence::plain_relu{});
  }
  template <whence::relu_rule Rule>
  whence::feature_tensor<double> backward(record_type const& record, whence::logit_matrix<double> const& u,
                                          Rule rule) const {
    whence::feature_tensor<double> gradient = xt::zeros<double>(record.images().shape());
    for (std::size_t n = 0; n != gradient.shape(0); ++n) {
      gradient(n, 0, 0, 0) = u(n, 0) - 2.0 * u(n, 1);
      gradient(n, 0, 0, 1) = -u(n, 0) + 3.0 * u(n, 1);
      for (std::size_t i = 0; record.tap() == tap_type::image && i != 2; ++i) {
        if (!rule(record.images()(n, 0, 0, i), gradient(n, 0, 0, i))) gradient(n, 0, 0, i) = 0.0;
      }
    }
    return gradient;
  }
  tap_type image_tap() const { return tap_type::image; }
  tap_type find_tap(whence::named_tap const& at) const {
    return at.name == "relus" ? tap_type::relus : tap_type::image;
  }
  whence::logit_matrix<double> resume(record_type const& record, std::size_t,
                                      whence::feature_tensor<double> const& maps) const {
    return classify(record.tap() == tap_type::image ? rectified(maps) : maps);
  }

 private:
  static whence::feature_tensor<double> rectified(whence::image_batch<double> const& images) {
    return xt::maximum(images, 0.0);
  }
  static whence::logit_matrix<double> classify(whence::feature_tensor<double> const& maps) {
    whence::logit_matrix<double> logits = xt::zeros<double>({maps.shape(0), std::size_t(2)});
    for (std::size_t n = 0; n != maps.shape(0); ++n) {
      logits(n, 0) = maps(n, 0, 0, 0) - maps(n, 0, 0, 1);
      logits(n, 1) = -2.0 * maps(n, 0, 0, 0) + 3.0 * maps(n, 0, 0, 1);
    }
    return logits;
  }
};

/// The same with nothing beyond `forward`: no ReLU rule can be swapped in.
struct only_forward {
  using value_type = double;
  using tap_type = int;
  using record_type = two_relus::record_type;
  whence::logit_matrix<double> forward(whence::image_batch<double> const& images) const {
    return two_relus{}.forward(images);
  }
};

/// A rule of somebody else's, with a setting: gradients above a threshold pass.
struct above {
  double threshold = 0.0;
  template <class T>
  constexpr auto operator()(T const&, T const& gradient) const {
    return gradient > threshold;
  }
};

template <class Model>
concept can_be_swapped = requires {
  whence::swap_relu<whence::guided_relu>(std::declval<Model>());
};

static two_relus const network;
static whence::image_batch<double> const images = {{{{2.0, 5.0}}}, {{{3.0, -1.0}}}};
// Asked of logit 0 and of logit 1: gradients (1, -1) and (-2, 3) arrive at the ReLUs.
static whence::logit_matrix<double> const cotangent = {{1.0, 0.0}, {0.0, 1.0}};

template <class Backend>
static whence::feature_tensor<double> gradient_at_image(Backend const& backend) {
  return backend.backward(backend.record(images, backend.image_tap()), cotangent);
}

BOOST_AUTO_TEST_SUITE(relu_rules_swap_relu)

BOOST_AUTO_TEST_CASE(gradients_follow_the_rule) {
  // Inputs (2, 5) and (3, -1); gradients (1, -1) and (-2, 3).
  using gradients = whence::feature_tensor<double>;
  gradients const plain = {{{{1.0, -1.0}}}, {{{-2.0, 0.0}}}};
  gradients const guided = {{{{1.0, 0.0}}}, {{{0.0, 0.0}}}};
  gradients const deconvnet = {{{{1.0, 0.0}}}, {{{0.0, 3.0}}}};
  BOOST_TEST((gradient_at_image(whence::swap_relu<whence::plain_relu>(network)) == plain));
  BOOST_TEST((gradient_at_image(whence::swap_relu<whence::guided_relu>(network)) == guided));
  BOOST_TEST((gradient_at_image(whence::swap_relu<whence::deconvnet_relu>(network)) == deconvnet));
}

BOOST_AUTO_TEST_CASE(a_rule_may_carry_a_setting) {
  whence::feature_tensor<double> const expected = {{{{0.0, 0.0}}}, {{{0.0, 3.0}}}};
  BOOST_TEST((gradient_at_image(whence::swap_relu(network, above{2.5})) == expected));
}

BOOST_AUTO_TEST_CASE(the_model_itself_is_not_touched) {
  auto const before = gradient_at_image(network);
  auto const view = whence::swap_relu<whence::guided_relu>(network);
  BOOST_TEST((gradient_at_image(view) != before));
  BOOST_TEST((gradient_at_image(network) == before));
}

BOOST_AUTO_TEST_CASE(forward_passes_taps_and_records_are_the_models_own) {
  auto const view = whence::swap_relu<whence::guided_relu>(network);
  BOOST_TEST((view.forward(images) == network.forward(images)));
  BOOST_TEST((view.image_tap() == network.image_tap()));
  BOOST_TEST((view.find_tap(whence::named_tap{"relus"}) == two_relus::tap_type::relus));
  BOOST_TEST((view.find_tap(two_relus::tap_type::relus) == two_relus::tap_type::relus));
  auto const record = view.record(images, two_relus::tap_type::relus);
  static_assert(std::same_as<decltype(record), two_relus::record_type const>);
  BOOST_TEST((record.feature_maps() == network.record(images, two_relus::tap_type::relus).feature_maps()));
  BOOST_TEST((view.resume(record, 0, record.feature_maps()) == record.logits()));
}

BOOST_AUTO_TEST_CASE(a_record_of_the_model_can_be_differentiated_under_any_rule) {
  auto const record = network.record(images, network.image_tap());
  auto const view = whence::swap_relu<whence::deconvnet_relu>(network);
  BOOST_TEST((view.backward(record, cotangent) == gradient_at_image(view)));
}

BOOST_AUTO_TEST_CASE(behind_the_last_relu_every_rule_gives_the_gradient) {
  auto const record = network.record(images, two_relus::tap_type::relus);
  BOOST_TEST((whence::swap_relu<whence::guided_relu>(network).backward(record, cotangent) ==
              network.backward(record, cotangent)));
}

BOOST_AUTO_TEST_CASE(the_view_is_a_backend_with_the_models_capabilities) {
  using view = whence::under_rule<two_relus, whence::guided_relu>;
  static_assert(whence::model_backend<view> && whence::input_differentiable<view> && whence::resumable<view>);
  static_assert(!whence::ablatable<view>);  // nor is the toy
  static_assert(whence::tap_of<whence::named_tap, view> && whence::tap_of<two_relus::tap_type, view>);
  static_assert(!whence::tap_of<int, view>);
  static_assert(sizeof(view) == sizeof(void*));  // cheap to copy
  BOOST_TEST(whence::classifier<view>);
}

BOOST_AUTO_TEST_CASE(a_temporary_does_not_swap) {
  static_assert(can_be_swapped<two_relus&> && can_be_swapped<two_relus const&>);
  static_assert(!can_be_swapped<two_relus> && !can_be_swapped<two_relus const>);
  using view = whence::under_rule<two_relus, whence::guided_relu>;
  static_assert(std::constructible_from<view, two_relus const&> && !std::constructible_from<view, two_relus>);
  BOOST_TEST(!can_be_swapped<two_relus>);
}

BOOST_AUTO_TEST_CASE(a_model_that_cannot_be_differentiated_under_the_rule_does_not_swap) {
  static_assert(!can_be_swapped<only_forward const&>);
  BOOST_TEST(!can_be_swapped<only_forward const&>);
}

BOOST_AUTO_TEST_SUITE_END()
