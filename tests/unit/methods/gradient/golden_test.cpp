// SPDX-License-Identifier: BSD-3-Clause
// The methods that follow the gradient to the image, and those that average over noise, against captum and plain
// PyTorch: tests/golden/methods/write_gradient.py.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>
#include <whence/concepts/named_tap.hpp>
#include <whence/methods/baselines/blurred_baseline.hpp>
#include <whence/methods/baselines/given_baseline.hpp>
#include <whence/methods/cam/grad_cam.hpp>
#include <whence/methods/cam/smooth_grad_cam_plus_plus.hpp>
#include <whence/methods/gradient/expected_gradients.hpp>
#include <whence/methods/gradient/input_x_gradient.hpp>
#include <whence/methods/gradient/integrated_gradients.hpp>
#include <whence/methods/gradient/saliency.hpp>
#include <whence/methods/wrappers/smooth_grad.hpp>
#include <whence/methods/wrappers/test_time_augmentation.hpp>

#include "support/golden.hpp"

using whence::image_batch;
using whence::named_tap;
using whence::path_rule;
using whence::smooth_statistic;
using whence::test::error_of_maximum;
using whence::test::golden_file;
using whence::test::pixel_agreement;

namespace {

using value_types = std::tuple<double, float>;

std::filesystem::path golden(std::string const& folder, std::string const& name) {
  return std::filesystem::path(WHENCE_TEST_DATA) / folder / (name + ".safetensors");
}

/// Whose images the files of pixels are about.
std::vector<std::string> const pixel_sources{"vgg16_small.scores.32x32", "vgg16_small.pixels.65x35.top"};

/// Every eleventh of some values: what the files hold.
template <class Values>
std::vector<double> thinned(Values const& values) {
  std::vector<double> kept;
  for (std::size_t i = 0; i < values.size(); i += 11) kept.push_back(static_cast<double>(values.data()[i]));
  return kept;
}

/// The script's noise.
struct even_noise {
  template <class T>
  void operator()(image_batch<T> const&, std::size_t image, std::size_t sample, std::span<T> out) const {
    whence::test::numbers source(1000 * image + sample);
    for (T& value : out) value = static_cast<T>(0.4 * source.next());
  }
};

/// The script's draws.
struct even_draws {
  template <class T>
  whence::path_draw operator()(image_batch<T> const&, std::size_t image, std::size_t sample, std::size_t count) const {
    whence::test::numbers source(1000 * image + sample);
    double const position = (source.next() + 1) / 2;
    return {static_cast<std::size_t>((source.next() + 1) / 2 * static_cast<double>(count)), position};
  }
};

template <class T>
image_batch<T> mirrored(image_batch<T> images) {
  for (std::size_t row = 0; row != images.size() / images.shape(3); ++row) {
    std::reverse(images.data() + row * images.shape(3), images.data() + (row + 1) * images.shape(3));
  }
  return images;
}

/// The script's references: the first image mirrored, the last upside down, a grey one.
template <class T>
image_batch<T> references_for(image_batch<T> const& images) {
  std::size_t const height = images.shape(2), width = images.shape(3), count = images.shape(0);
  image_batch<T> result = xt::zeros<T>({std::size_t{3}, images.shape(1), height, width});
  for (std::size_t c = 0; c != images.shape(1); ++c)
    for (std::size_t y = 0; y != height; ++y)
      for (std::size_t x = 0; x != width; ++x) {
        result(0, c, y, x) = images(0, c, y, width - 1 - x);
        result(1, c, y, x) = images(count - 1, c, height - 1 - y, x);
      }
  return result;
}

/// Calls compare(name, our answer's values) for every answer a file of pixels may hold.
template <class T, class Compare>
void answer_pixels(golden_file const& source, Compare const& compare) {
  auto const model = source.network<T>();
  auto const images = source.get<T, 4>("images");
  auto const ask = [&](std::string const& name, auto const& method) { compare(name, method(model, images)); };
  ask("saliency", whence::saliency{});
  ask("input_x_gradient", whence::input_x_gradient{});
  whence::smooth_grad<whence::input_gradient, even_noise> smooth;
  smooth.samples = 6;
  ask("smooth_grad/smoothgrad", smooth);
  smooth.statistic = smooth_statistic::squared;
  ask("smooth_grad/smoothgrad_sq", smooth);
  smooth.statistic = smooth_statistic::variance;
  ask("smooth_grad/vargrad", smooth);
  whence::smooth_grad<whence::saliency, even_noise> absolute;
  absolute.samples = 6;
  ask("smooth_grad/smoothgrad_of_saliency", absolute);
  whence::integrated_gradients integrated;
  integrated.steps = images.shape(2) == 65 ? 9 : 10;
  ask("integrated_gradients/gauss_legendre", integrated);
  if (images.shape(2) == 65) return;
  integrated.rule = path_rule::left;
  ask("integrated_gradients/left", integrated);
  integrated.rule = path_rule::right;
  ask("integrated_gradients/right", integrated);
  integrated.rule = path_rule::middle;
  ask("integrated_gradients/middle", integrated);
  image_batch<T> first({1, images.shape(1), images.shape(2), images.shape(3)});
  std::copy_n(images.data(), first.size(), first.data());
  whence::integrated_gradients from_first{whence::given_baseline{mirrored(first)}};
  from_first.steps = 10;
  ask("integrated_gradients/gauss_legendre_from_first", from_first);
  whence::expected_gradients<T, even_draws> expected{references_for(images)};
  expected.samples = 7;
  ask("expected_gradients", expected);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(methods_gradient_golden)

BOOST_AUTO_TEST_CASE(in_double_pixels_are_captums_to_1e_9_of_the_maximum) {
  int compared = 0;
  for (auto const& source : pixel_sources) {
    std::string const size = source.find("65x35") == std::string::npos ? "32x32" : "65x35";
    golden_file const file(golden("methods", "gradient_pixels." + size));
    answer_pixels<double>(golden_file(golden("reference", source)), [&](std::string const& name, auto const& answer) {
      double const error = error_of_maximum(thinned(answer.values), file.get<double, 1>(name));
      BOOST_TEST(error <= 1e-9, size << ' ' << name << " off by " << error << " of the maximum");
      ++compared;
      if constexpr (requires { answer.completeness_gap; }) {
        if (!file.contains(name + "/gap")) return;
        auto const gap = file.get<double, 1>(name + "/gap");
        for (std::size_t n = 0; n != gap.size(); ++n) BOOST_TEST(std::abs(answer.completeness_gap(n) - gap(n)) < 1e-9);
      }
    });
  }
  BOOST_TEST(compared == 19);
}

BOOST_AUTO_TEST_CASE(in_float_pixels_agree_as_far_as_ties_allow) {
  for (auto const& source : pixel_sources) {
    std::string const size = source.find("65x35") == std::string::npos ? "32x32" : "65x35";
    golden_file const file(golden("methods", "gradient_pixels." + size));
    answer_pixels<float>(golden_file(golden("reference", source)), [&](std::string const& name, auto const& answer) {
      pixel_agreement const agreement(thinned(answer.values), file.get<double, 1>(name));
      BOOST_TEST(agreement.relative_l2 <= 0.1, size << ' ' << name << ' ' << agreement.relative_l2);
      BOOST_TEST(agreement.correlation > 0.99, size << ' ' << name << ' ' << agreement.correlation);
    });
  }
}

BOOST_AUTO_TEST_CASE(captums_trapezoid_is_ours_less_one_part_in_as_many_as_it_has_points) {
  // Its weights, of n points at equal distances, are 1/n and half of that at the ends: (n - 1) / n in all.
  golden_file const file(golden("methods", "gradient_pixels.32x32"));
  golden_file const source(golden("reference", "vgg16_small.scores.32x32"));
  whence::integrated_gradients method;
  method.rule = path_rule::trapezoid;
  method.steps = 10;
  auto got = method(source.network<double>(), source.get<double, 4>("images")).values;
  for (double& value : got.storage()) value *= 0.9;
  auto const expected = file.get<double, 1>("integrated_gradients/captums_trapezoid");
  BOOST_TEST(error_of_maximum(thinned(got), expected) <= 1e-9);
}

BOOST_AUTO_TEST_CASE(blurred_images_are_scipys) {
  golden_file const file(golden("methods", "gradient_pixels.32x32"));
  auto const images = golden_file(golden("reference", "vgg16_small.scores.32x32")).get<double, 4>("images");
  for (auto const& [sigma, name] : {std::pair{1.5, "blurred/1.5"}, std::pair{10.0, "blurred/10.0"}}) {
    image_batch<double> const got = whence::blurred_baseline{sigma}(images);
    BOOST_TEST(error_of_maximum(thinned(got), file.get<double, 1>(name)) <= 1e-12);
  }
}

BOOST_AUTO_TEST_CASE(points_of_gauss_and_legendre_are_numpys) {
  golden_file const file(golden("methods", "gradient_legendre"));
  auto const points = file.get<double, 1>("points");
  auto const weights = file.get<double, 1>("weights");
  std::size_t at = 0;
  for (auto const n : std::vector<std::size_t>{1, 2, 3, 5, 50, 500}) {
    for (auto const& [position, weight] : whence::path_points(path_rule::gauss_legendre, n)) {
      BOOST_TEST(std::abs(position - points(at)) < 1e-15);
      BOOST_TEST(std::abs(weight - weights(at)) < 1e-14);
      ++at;
    }
  }
  BOOST_TEST(at == points.size());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(maps_over_noise_are_those_of_the_papers_lines_in_pytorch, T, value_types) {
  double const bar = sizeof(T) == sizeof(double) ? 1e-9 : 1e-4;
  for (std::string const size : {"64x64", "75x61"}) {
    golden_file const file(golden("methods", "gradient_maps." + size));
    golden_file const source(golden("reference", "vgg16_small.maps." + size));
    auto const model = source.network<T>(whence::reference::engine::exact);
    auto const images = source.get<T, 4>("images");
    for (std::string const tap : {"features.28", "features.29"}) {
      whence::smooth_grad_cam_plus_plus<named_tap, even_noise> method{named_tap{tap}};
      method.keep_signed = true;
      method.samples = 6;
      auto const expected = file.get<double, 3>("smooth_grad_cam_plus_plus/" + tap);
      double const error = error_of_maximum(method(model, images).values, expected);
      BOOST_TEST(error <= bar, size << ' ' << tap << " off by " << error << " of the maximum");
      method.printed_numerator = true;
      auto const printed = file.get<double, 3>("smooth_grad_cam_plus_plus_as_printed/" + tap);
      double const off = error_of_maximum(method(model, images).values, printed);
      BOOST_TEST(off <= bar, size << ' ' << tap << " as printed off by " << off << " of the maximum");
    }
    std::string const name = "test_time_augmentation/features.29";
    if (!file.contains(name)) continue;
    whence::test_time_augmentation const augmented{whence::grad_cam{named_tap{"features.29"}}};
    double const error = error_of_maximum(thinned(augmented(model, images).values), file.get<double, 1>(name));
    BOOST_TEST(error <= bar, size << ' ' << name << " off by " << error << " of the maximum");
  }
}

BOOST_AUTO_TEST_SUITE_END()
