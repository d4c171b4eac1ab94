// SPDX-License-Identifier: BSD-3-Clause
#include "unit/image/golden.hpp"
#include "unit/image/pattern.hpp"

#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <map>
#include <whence/image/preprocess.hpp>

using whence::resize_filter;
using whence::resize_mode;

namespace {

whence::photo golden_photo() {
  return {golden::pixels("image/photo.ppm")};
}

whence::photo on_its_side(whence::photo const& photo) {
  return {whence::tensor<std::uint8_t, 3>(xt::transpose(photo.pixels, {1, 0, 2}))};
}

/// The network's input as the bytes it was made of, (H, W, C).
whence::tensor<std::uint8_t, 3> bytes_of(whence::image_batch<double> const& images, whence::recipe const& recipe) {
  whence::tensor<std::uint8_t, 3> bytes({images.shape(2), images.shape(3), images.shape(1)});
  for (std::size_t y = 0; y != bytes.shape(0); ++y)
    for (std::size_t x = 0; x != bytes.shape(1); ++x)
      for (std::size_t c = 0; c != bytes.shape(2); ++c)
        bytes(y, x, c) =
            static_cast<std::uint8_t>(std::lround((images(0, c, y, x) * recipe.std[c] + recipe.mean[c]) * 255));
  return bytes;
}

/// Largest distance from a golden file's numbers.
template <class T>
double distance(whence::image_batch<T> const& images, std::string const& name) {
  auto const expected = golden::numbers(name);
  BOOST_REQUIRE_EQUAL(images.size(), expected.size());
  double most = 0;
  for (std::size_t i = 0; i != expected.size(); ++i)
    most = std::max(most, std::abs(static_cast<double>(images.data()[i]) - expected[i]));
  return most;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(image_preprocess)

BOOST_AUTO_TEST_CASE(both_ways_of_resizing_give_torchvisions_bytes) {
  whence::recipe recipe{.height = 20, .width = 31, .resize = resize_mode::squash, .shorter_side = 37};
  auto const squashed = whence::preprocess<double>(golden_photo(), recipe);
  BOOST_TEST((bytes_of(squashed.images, recipe) == golden::pixels("image/squash_20x31.ppm")));
  recipe.resize = resize_mode::resize_then_crop;  // 37 x 50, then rows from 8.5 -> 8, columns from 9.5 -> 10
  auto const cropped = whence::preprocess<double>(golden_photo(), recipe);
  BOOST_TEST((bytes_of(cropped.images, recipe) == golden::pixels("image/crop_20x31.ppm")));
}

BOOST_AUTO_TEST_CASE(the_numbers_are_torchvisions_to_the_last_bit_of_a_float) {
  whence::recipe recipe{.height = 20, .width = 31, .resize = resize_mode::squash, .shorter_side = 37};
  // Both divide by 255, subtract and divide in float; text of nine digits names every float apart.
  BOOST_TEST(distance(whence::preprocess(golden_photo(), recipe).images, "image/squash_20x31.txt") < 1e-8);
  recipe.resize = resize_mode::resize_then_crop;
  BOOST_TEST(distance(whence::preprocess(golden_photo(), recipe).images, "image/crop_20x31.txt") < 1e-8);
}

BOOST_AUTO_TEST_CASE(a_grey_network_sees_the_luma) {
  whence::recipe const grey{.height = 20, .width = 31, .channels = 1, .mean = {0.5}, .std = {0.25}};
  auto const seen = whence::preprocess(golden_photo(), grey);
  BOOST_TEST(seen.images.shape(1) == 1u);
  BOOST_TEST(distance(seen.images, "image/grey_20x31.txt") < 1e-8);
}

BOOST_AUTO_TEST_CASE(the_named_recipes_give_torchvisions_bytes_upright_and_on_the_side) {
  std::map<std::string, whence::recipe> const recipes{{"imagenet", whence::imagenet},
                                                      {"imagenet_squash", whence::imagenet_squash}};
  auto file = golden::open("image/checksums.txt");
  std::string name, side;
  std::size_t lines = 0;
  for (std::uint64_t expected = 0; file >> name >> side >> expected; ++lines) {
    auto const& recipe = recipes.at(name);
    auto const photo = side == "portrait" ? on_its_side(golden_photo()) : golden_photo();
    BOOST_TEST(golden::fnv1a(bytes_of(whence::preprocess<double>(photo, recipe).images, recipe)) == expected,
               name << " " << side);
  }
  BOOST_TEST(lines == 4u);
}

BOOST_AUTO_TEST_CASE(odd_photos_odd_crops_and_other_filters_are_torchvisions) {
  std::map<std::string, resize_filter> const filters{
      {"bilinear", resize_filter::bilinear}, {"bicubic", resize_filter::bicubic}, {"box", resize_filter::box}};
  auto file = golden::open("image/torchvision.txt");
  std::string mode, filter;
  std::size_t height = 0, width = 0, lines = 0;
  for (whence::recipe recipe; file >> mode >> recipe.shorter_side >> recipe.height >> recipe.width >> filter; ++lines) {
    std::uint64_t sum = 0;
    double expected[5] = {};
    file >> height >> width >> sum;
    for (double& value : expected) file >> value;
    recipe.resize = mode == "crop" ? resize_mode::resize_then_crop : resize_mode::squash;
    recipe.filter = filters.at(filter);
    auto const photo = golden::pattern_photo(height, width);
    auto const images = whence::preprocess(photo, recipe).images;
    for (std::size_t i = 0; i != 5; ++i)
      BOOST_TEST(std::abs(double{images.data()[i * (images.size() - 1) / 4]} - expected[i]) < 1e-6);
    BOOST_TEST(golden::fnv1a(bytes_of(whence::preprocess<double>(photo, recipe).images, recipe)) == sum,
               mode << " " << filter << " of " << height << " x " << width);
  }
  BOOST_TEST(lines == 32u);
}

BOOST_AUTO_TEST_CASE(without_antialiasing_the_bytes_are_opencvs) {
  whence::recipe recipe{.height = 224, .width = 224, .antialias = false};
  auto const photo = golden::pattern_photo(333, 500);
  BOOST_TEST((bytes_of(whence::preprocess<double>(photo, recipe).images, recipe) ==
              whence::resize_linear(photo.pixels, {224, 224})));
}

BOOST_AUTO_TEST_CASE(a_network_of_another_order_takes_blue_first) {
  whence::recipe rgb{.height = 20, .width = 31, .mean = {0.1, 0.2, 0.3}, .std = {0.4, 0.5, 0.6}};
  whence::recipe bgr = rgb;
  bgr.order = whence::channel_order::bgr;
  std::ranges::reverse(bgr.mean);  // they go with the network's channels
  std::ranges::reverse(bgr.std);
  auto const red_first = whence::preprocess(golden_photo(), rgb).images;
  auto const blue_first = whence::preprocess(golden_photo(), bgr).images;
  for (std::size_t c = 0; c != 3; ++c) BOOST_TEST((xt::view(red_first, 0, c) == xt::view(blue_first, 0, 2 - c)));
}

BOOST_AUTO_TEST_CASE(the_scales_of_other_networks_are_means_and_deviations) {
  whence::photo photo{whence::tensor<std::uint8_t, 3>({1, 1, 3})};
  std::ranges::copy(std::array<std::uint8_t, 3>{0, 51, 255}, photo.pixels.data());
  auto const seen_by = [&photo](whence::recipe const& recipe) {
    auto const images = whence::preprocess<double>(photo, recipe).images;
    return std::vector<double>(images.begin(), images.end());
  };
  auto const near = boost::test_tools::tolerance(1e-12);
  whence::recipe const unit{.height = 1, .width = 1, .mean = {0, 0, 0}, .std = {1, 1, 1}};
  BOOST_TEST(seen_by(unit) == (std::vector<double>{0, 0.2, 1}), near << boost::test_tools::per_element());
  whence::recipe const signed_unit{.height = 1, .width = 1, .mean = {.5, .5, .5}, .std = {.5, .5, .5}};
  BOOST_TEST(seen_by(signed_unit) == (std::vector<double>{-1, -0.6, 1}), near << boost::test_tools::per_element());
  whence::recipe const caffe{.height = 1,
                             .width = 1,
                             .order = whence::channel_order::bgr,
                             .mean = {103.939 / 255, 116.779 / 255, 123.68 / 255},
                             .std = {1 / 255., 1 / 255., 1 / 255.}};
  BOOST_TEST(seen_by(caffe) == (std::vector<double>{255 - 103.939, 51 - 116.779, -123.68}),
             near << boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_photo_that_is_not_to_be_resized_is_seen_as_it_is_or_refused) {
  whence::recipe recipe{.height = 67, .width = 91, .resize = resize_mode::whole};
  auto const seen = whence::preprocess<double>(golden_photo(), recipe);
  BOOST_TEST((bytes_of(seen.images, recipe) == golden_photo().pixels));
  BOOST_TEST((seen.placement == whence::placement::whole({67, 91})));
  recipe.width = 90;
  BOOST_CHECK_EXCEPTION(
      std::ignore = whence::preprocess(golden_photo(), recipe), whence::recipe_error,
      [](whence::error const& e) { return e.expected() == "a photo of 67 x 90" && e.got() == "67 x 91"; });
}

BOOST_AUTO_TEST_CASE(the_placement_finds_a_mark_where_the_photo_has_it) {
  // A white mark of 4 x 4 around the corner of rows 59|60 and columns 99|100. The brightest input pixels must be those
  // whose photo coordinates lie nearest to it.
  whence::photo photo{whence::tensor<std::uint8_t, 3>({120, 180, 3})};
  photo.pixels.fill(0);
  for (std::size_t y = 58; y != 62; ++y)
    for (std::size_t x = 98; x != 102; ++x)
      for (std::size_t c = 0; c != 3; ++c) photo.pixels(y, x, c) = 255;
  for (resize_mode const mode : {resize_mode::squash, resize_mode::resize_then_crop}) {
    whence::recipe const recipe{
        .height = 60, .width = 60, .mean = {0, 0, 0}, .std = {1, 1, 1}, .resize = mode, .shorter_side = 72};
    auto const seen = whence::preprocess<double>(photo, recipe);
    double weight = 0, row = 0, column = 0;
    for (std::size_t y = 0; y != 60; ++y)
      for (std::size_t x = 0; x != 60; ++x) {
        double const value = seen.images(0, 0, y, x);
        weight += value;
        row += value * seen.placement.rows.photo_pixel(static_cast<double>(y));
        column += value * seen.placement.columns.photo_pixel(static_cast<double>(x));
      }
    BOOST_TEST(row / weight == 59.5, boost::test_tools::tolerance(0.01));
    BOOST_TEST(column / weight == 99.5, boost::test_tools::tolerance(0.01));
  }
}

BOOST_AUTO_TEST_CASE(a_photo_of_one_pixel_fills_the_input) {
  whence::photo photo{whence::tensor<std::uint8_t, 3>({1, 1, 3})};
  photo.pixels.fill(255);
  auto const seen = whence::preprocess<double>(photo, whence::imagenet);
  BOOST_TEST(seen.images(0, 0, 0, 0) == (1 - 0.485) / 0.229);
  BOOST_TEST(seen.images(0, 2, 223, 223) == (1 - 0.406) / 0.225);
}

BOOST_AUTO_TEST_CASE(an_empty_photo_and_a_recipe_that_contradicts_itself_are_refused) {
  BOOST_CHECK_THROW(std::ignore = whence::preprocess(whence::photo{}, whence::imagenet), whence::shape_error);
  BOOST_CHECK_THROW(std::ignore = whence::preprocess(golden_photo(), {.channels = 1}), whence::recipe_error);
  whence::recipe const too_large{.resize = resize_mode::resize_then_crop, .shorter_side = 200};
  BOOST_CHECK_THROW(std::ignore = whence::preprocess(golden_photo(), too_large), whence::recipe_error);
}

BOOST_AUTO_TEST_CASE(of_a_long_strip_only_the_part_that_is_kept_is_resized) {
  // 1 x 16384, shorter side to 256: whole, the result would hold 256 x 4194304 x 3 bytes, 3.2 GB.
  whence::photo strip{whence::tensor<std::uint8_t, 3>({1, 16'384, 3})};
  for (std::size_t i = 0; i != strip.pixels.size(); ++i)
    strip.pixels.data()[i] = static_cast<std::uint8_t>(i / 3 % 251);
  auto const seen = whence::preprocess<double>(strip, whence::imagenet);
  // Every pixel became 256; the middle 224 columns lie within the photo's middle pixels 8191 and 8192, of 159 and 160
  // (8191 = 32 * 251 + 159), and every row is the same. Column 112 of 224 begins the second of them, half-way between.
  double const middle = seen.images(0, 0, 0, 112) * 0.229 + 0.485;
  BOOST_TEST(middle * 255 >= 159);
  BOOST_TEST(middle * 255 <= 160);
  BOOST_TEST(seen.images(0, 0, 0, 100) == seen.images(0, 0, 223, 100));
  BOOST_TEST(seen.images(0, 0, 0, 0) < seen.images(0, 0, 0, 223));
}

BOOST_AUTO_TEST_SUITE_END()
