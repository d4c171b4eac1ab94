// SPDX-License-Identifier: BSD-3-Clause
#include "unit/image/golden.hpp"
#include "unit/image/pattern.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <whence/image/preprocess.hpp>

using whence::resize_filter;

namespace {

whence::recipe plain(std::size_t height, std::size_t width, resize_filter filter, bool antialias = true) {
  return {
      .height = height, .width = width, .mean = {0, 0, 0}, .std = {1, 1, 1}, .filter = filter, .antialias = antialias};
}

/// How many levels of eight bits a photo and the same in sixteen are apart, at most.
double levels_apart(whence::recipe const& recipe) {
  auto const photo = golden::pattern_photo(101, 67);
  auto const shallow = whence::preprocess<double>(photo, recipe).images;
  auto const deep = whence::preprocess<double>(golden::deepened(photo), recipe).images;
  double most = 0;
  for (std::size_t i = 0; i != deep.size(); ++i) most = std::max(most, std::abs(deep.data()[i] - shallow.data()[i]));
  return 255 * most;
}

double distance(whence::recipe const& recipe, std::string const& name) {
  auto const expected = golden::numbers("image/" + name);
  auto const images = whence::preprocess(golden::deep_pattern(33, 47), recipe).images;
  BOOST_REQUIRE_EQUAL(images.size(), expected.size());
  double most = 0;
  for (std::size_t i = 0; i != expected.size(); ++i)
    most = std::max(most, std::abs(double{images.data()[i]} - expected[i]));
  return most;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(image_preprocess_deep)

BOOST_AUTO_TEST_CASE(the_numbers_are_pillows_and_opencvs_of_floats) {
  BOOST_TEST(distance(plain(13, 17, resize_filter::bilinear), "deep_bilinear.txt") < 1e-6);
  BOOST_TEST(distance(plain(13, 17, resize_filter::bicubic), "deep_bicubic.txt") < 1e-6);
  BOOST_TEST(distance(plain(13, 17, resize_filter::box), "deep_box.txt") < 1e-6);
  BOOST_TEST(distance(plain(13, 17, resize_filter::bilinear, false), "deep_opencv.txt") < 1e-6);
}

BOOST_AUTO_TEST_CASE(eight_bits_are_half_a_level_off_for_every_time_they_round) {
  for (resize_filter const filter : {resize_filter::bilinear, resize_filter::box}) {
    BOOST_TEST(levels_apart(plain(101, 40, filter)) <= 0.501);  // once: the height is right already
    BOOST_TEST(levels_apart(plain(40, 40, filter)) <= 1.001);   // after either pass
  }
  // The cubic's weights sum to 1 without their signs to at most 1.25, by which the first rounding grows.
  BOOST_TEST(levels_apart(plain(101, 40, resize_filter::bicubic)) <= 0.501);
  BOOST_TEST(levels_apart(plain(40, 40, resize_filter::bicubic)) <= 1.126);
  BOOST_TEST(levels_apart(plain(40, 40, resize_filter::bilinear, false)) <= 1.0);  // OpenCV cuts off
  whence::recipe const grey{.height = 101, .width = 67, .channels = 1, .mean = {0}, .std = {1}};
  BOOST_TEST(levels_apart(grey) <= 0.501);
}

BOOST_AUTO_TEST_CASE(a_gradient_below_one_level_of_eight_bits_survives) {
  whence::photo16 photo{whence::tensor<std::uint16_t, 3>({4, 64, 3})};
  for (std::size_t i = 0; i != photo.pixels.size(); ++i)
    photo.pixels.data()[i] = static_cast<std::uint16_t>(32'768 + i / 3 % 64);  // a quarter of a level in all
  for (bool const antialias : {true, false}) {
    auto const images = whence::preprocess(photo, plain(2, 32, resize_filter::bilinear, antialias)).images;
    for (std::size_t x = 1; x != 32; ++x) BOOST_TEST(images(0, 1, 1, x) > images(0, 1, 1, x - 1));
    // Pixel 8 of the result is the middle of 16 and 17.
    BOOST_TEST(images(0, 0, 0, 8) == 32'784.5 / 65'535, boost::test_tools::tolerance(1e-6));
  }
}

BOOST_AUTO_TEST_CASE(nothing_is_resized_where_the_size_is_right) {
  auto const photo = golden::deep_pattern(5, 6);
  auto recipe = plain(5, 6, resize_filter::bilinear);
  recipe.resize = whence::resize_mode::whole;
  auto const images = whence::preprocess<double>(photo, recipe).images;
  for (std::size_t c = 0; c != 3; ++c) BOOST_TEST(images(0, c, 4, 2) == photo.pixels(4, 2, c) / 65'535.0);
  recipe.order = whence::channel_order::bgr;
  BOOST_TEST((whence::preprocess<double>(photo, recipe).images(0, 0, 4, 2) == photo.pixels(4, 2, 2) / 65'535.0));
}

BOOST_AUTO_TEST_CASE(white_and_black_are_the_ends_beyond_which_no_filter_goes) {
  whence::photo16 photo{whence::tensor<std::uint16_t, 3>({2, 8, 3})};
  photo.pixels.fill(0);
  xt::view(photo.pixels, xt::all(), xt::range(4, 8), xt::all()) = 65'535;
  auto const images = whence::preprocess(photo, plain(4, 16, resize_filter::bicubic)).images;
  BOOST_TEST(*std::ranges::min_element(images) == 0.0f);
  BOOST_TEST(*std::ranges::max_element(images) == 1.0f);
}

BOOST_AUTO_TEST_CASE(a_deep_photo_is_cropped_and_refused_like_another) {
  auto const photo = golden::deep_pattern(101, 67);
  auto const seen = whence::preprocess(photo, whence::imagenet);
  BOOST_TEST((seen.placement == whence::placement::crop({101, 67}, 256, {224, 224})));
  BOOST_TEST(seen.images.shape(3) == 224u);
  BOOST_CHECK_THROW(std::ignore = whence::preprocess(whence::photo16{}, whence::imagenet), whence::shape_error);
}

BOOST_AUTO_TEST_SUITE_END()
