// SPDX-License-Identifier: BSD-3-Clause
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <concepts>
#include <cstddef>
#include <limits>
#include <numeric>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>
#include <whence/backends/reference/network.hpp>
#include <whence/backends/reference/vgg.hpp>
#include <whence/concepts/ablatable.hpp>
#include <whence/concepts/named_tap.hpp>
#include <whence/core/shape_error.hpp>
#include <whence/relu_rules/guided_relu.hpp>
#include <whence/relu_rules/swap_relu.hpp>

#include "support/every_instruction_set.hpp"
#include "support/hand_network.hpp"
#include "support/numbers.hpp"
#include "support/random_vgg.hpp"
#include "support/residual_network.hpp"

using whence::executor;
using whence::feature_tensor;
using whence::logit_matrix;
using whence::named_tap;
using whence::test::error_of_maximum;
using whence::test::same_bits;

namespace {

using value_types = std::tuple<float, double>;
using channels = std::vector<std::size_t>;

template <class T>
double rounding() {
  return std::same_as<T, float> ? 2e-5 : 1e-13;
}

template <class T>
whence::basic_vgg16<T> small_vgg16(executor threads = {}) {
  whence::test::vgg_widths widths;
  widths.hidden = 51;
  return whence::basic_vgg16<T>(whence::test::random_vgg_weights<T>(whence::vgg_layouts[2], widths),
                                std::move(threads));
}

/// What `resume` says of maps of which one is set to zero.
template <class Model, class Record>
auto resumed_without(Model const& model, Record const& record, std::size_t image, channels const& left_out) {
  auto const& maps = record.feature_maps();
  std::size_t const cells = maps.shape(2) * maps.shape(3);
  std::size_t const size = maps.shape(1) * cells;
  auto versions = maps;
  versions.resize({left_out.size(), maps.shape(1), maps.shape(2), maps.shape(3)});
  for (std::size_t m = 0; m != left_out.size(); ++m) {
    std::copy_n(maps.data() + image * size, size, versions.data() + m * size);
    std::fill_n(versions.data() + m * size + left_out[m] * cells, cells, 0);
  }
  return model.resume(record, image, versions);
}

channels all_of(std::size_t count) {
  channels all(count);
  std::iota(all.begin(), all.end(), 0);
  return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(backends_reference_ablate)

static_assert(whence::ablatable<whence::reference::network<float>> && whence::ablatable<whence::vgg11_bn>);
static_assert(whence::ablatable<whence::under_rule<whence::vgg16, whence::guided_relu>>);

BOOST_AUTO_TEST_CASE_TEMPLATE(logits_without_a_map_come_out_as_by_hand, T, value_types) {
  // z = (3, 1/2). Without a_0, whose mean is 1: (3 - 2, 1/2 + 1). Without a_1, whose mean is 1/2: (5/2, 1/2 - 3/2).
  auto const network = whence::test::hand_network<T>();
  auto const record = network.record(whence::test::hand_image<T>(), network.find_tap(named_tap{"relu"}));
  support::for_every_instruction_set([&](auto) {
    logit_matrix<T> const expected{{T(1), T(1.5)}, {T(2.5), T(-1)}, {T(1), T(1.5)}};
    BOOST_TEST(same_bits(network.ablate(record, 0, channels{0, 1, 0}), expected));
  });
}

BOOST_AUTO_TEST_CASE_TEMPLATE(from_any_tap_they_are_those_of_maps_with_one_set_to_zero, T, value_types) {
  auto const model = small_vgg16<T>();
  auto const images = whence::test::random_tensor<T, 4>({2, 3, 40, 33}, 3);
  support::for_every_instruction_set([&](auto set) {
    // The last five are ways to the first linear layer; from a linear layer's output the next one is read so.
    for (char const* const tap :
         {"features.14", "features.28", "features.29", "features.30", "avgpool", "classifier.0", "classifier.2"}) {
      auto const record = model.record(images, model.find_tap(named_tap{tap}));
      auto const every = all_of(record.feature_maps().shape(1));
      for (std::size_t n = 0; n != 2; ++n) {
        BOOST_TEST_CONTEXT(to_text(set) << ", " << tap) {
          BOOST_TEST(error_of_maximum(model.ablate(record, n, every), resumed_without(model, record, n, every)) <
                     rounding<T>());
        }
      }
    }
  });
}

BOOST_AUTO_TEST_CASE(what_goes_past_the_tap_stays) {
  auto const network = whence::test::residual_network();
  auto const images = whence::test::random_tensor<double, 4>({2, 2, 7, 6}, 11);
  for (char const* const tap : {"stem", "stem_relu", "branch", "branch_relu", "sum", "pool", "flatten"}) {
    auto const record = network.record(images, network.find_tap(named_tap{tap}));
    auto const every = all_of(record.feature_maps().shape(1));
    BOOST_TEST_CONTEXT(tap) {
      BOOST_TEST(error_of_maximum(network.ablate(record, 1, every), resumed_without(network, record, 1, every)) <
                 rounding<double>());
    }
  }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(bits_depend_neither_on_the_channels_beside_nor_on_the_images_nor_on_threads, T,
                              value_types) {
  auto const model = small_vgg16<T>();
  auto const images = whence::test::random_tensor<T, 4>({3, 3, 33, 33}, 3);
  whence::image_batch<T> const last = xt::view(images, xt::range(2, 3));
  auto const serial = small_vgg16<T>(executor::serial());
  support::for_every_instruction_set([&](auto) {
    for (char const* const tap : {"features.21", "features.29"}) {
      auto const record = model.record(images, model.find_tap(named_tap{tap}));
      auto const together = model.ablate(record, 2, all_of(8));
      BOOST_TEST(
          same_bits(serial.ablate(serial.record(images, serial.find_tap(named_tap{tap})), 2, all_of(8)), together));
      BOOST_TEST(same_bits(model.ablate(model.record(last, model.find_tap(named_tap{tap})), 0, all_of(8)), together));
      for (std::size_t const channel : all_of(8)) {
        logit_matrix<T> const expected = xt::view(together, xt::range(channel, channel + 1));
        BOOST_TEST(same_bits(model.ablate(record, 2, channels{channel}), expected));
      }
    }
  });
}

BOOST_AUTO_TEST_CASE(without_the_one_map_that_is_infinite_the_logits_are_numbers) {
  auto const network = whence::test::hand_network<double>();
  whence::image_batch<double> const image{{{{std::numeric_limits<double>::infinity(), -2}, {3, 0}}}};
  auto const record = network.record(image, network.find_tap(named_tap{"relu"}));
  // a_0 is infinite, a_1 has mean 1/2.
  auto const logits = network.ablate(record, 0, channels{0});
  BOOST_TEST(same_bits(logits, logit_matrix<double>{{1.0, 1.5}}));
}

BOOST_AUTO_TEST_CASE(no_channels_have_no_logits_and_one_that_is_not_there_is_refused) {
  auto const network = whence::test::hand_network<double>();
  auto const record = network.record(whence::test::hand_image<double>(), network.find_tap(named_tap{"relu"}));
  auto const none = network.ablate(record, 0, channels{});
  BOOST_TEST((none.shape(0) == 0 && none.shape(1) == 2));
  BOOST_CHECK_EXCEPTION((void)network.ablate(record, 0, channels{1, 2}), whence::shape_error, [](auto const& problem) {
    return std::string(problem.what()) == "channel: expected an index below 2, got 2";
  });
  BOOST_CHECK_THROW((void)network.ablate(record, 1, channels{0}), whence::shape_error);
}

BOOST_AUTO_TEST_SUITE_END()
