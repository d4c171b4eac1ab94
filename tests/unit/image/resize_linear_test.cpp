// SPDX-License-Identifier: BSD-3-Clause
#include "unit/image/golden.hpp"
#include "unit/image/pattern.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <whence/image/resize_linear.hpp>

using pixels = whence::tensor<std::uint8_t, 3>;

namespace {

/// Largest distance from a golden file's numbers, each `every`th of ours, in parts of the largest of them.
template <class T>
double relative_distance(whence::map_batch<T> const& maps, std::string const& name, std::size_t every = 1) {
  auto const expected = golden::numbers("image/" + name);
  BOOST_REQUIRE_EQUAL((maps.size() + every - 1) / every, expected.size());
  double most = 0, largest = 0;
  for (std::size_t i = 0; i != expected.size(); ++i) {
    most = std::max(most, std::abs(static_cast<double>(maps.data()[i * every]) - expected[i]));
    largest = std::max(largest, std::abs(expected[i]));
  }
  return most / largest;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(image_resize_linear)

BOOST_AUTO_TEST_CASE(every_byte_is_opencvs_up_and_down_in_colour_and_grey) {
  auto file = golden::open("image/opencv.txt");
  std::size_t height = 0, width = 0, channels = 0, lines = 0;
  whence::image_size size;
  for (std::uint64_t sum = 0; file >> height >> width >> size.height >> size.width >> channels >> sum; ++lines) {
    auto const resized = whence::resize_linear(golden::pattern(height, width, channels), size);
    BOOST_TEST(golden::fnv1a(resized) == sum, height << " x " << width << " to " << size.height << " x " << size.width);
  }
  BOOST_TEST(lines == 18u);
}

BOOST_AUTO_TEST_CASE(maps_are_opencvs_within_a_hundred_thousandth) {
  whence::map_batch<double> maps({2, 5, 7});
  std::ranges::copy(golden::numbers("image/maps_2x5x7.txt"), maps.data());
  BOOST_TEST(relative_distance(whence::resize_linear(maps, {23, 31}), "opencv_23x31.txt") < 1e-6);
  BOOST_TEST(relative_distance(whence::resize_linear(maps, {3, 4}), "opencv_3x4.txt") < 1e-6);
  whence::map_batch<float> cells({1, 14, 14});
  for (std::size_t i = 0; i != 196; ++i) cells.data()[i] = static_cast<float>((i / 14 * 31 + i % 14 * 17) % 23) / 8;
  BOOST_TEST(relative_distance(whence::resize_linear(cells, {224, 224}), "opencv_224x224.txt", 53) < 1e-6);
}

BOOST_AUTO_TEST_CASE(far_along_an_axis_the_coordinates_are_rounded_as_opencvs_are) {
  // Near pixel 3000 a float's steps are 2^-12: by exact coordinates the result would be 1e-4 off.
  whence::map_batch<float> row({1, 1, 3000});
  for (std::size_t x = 0; x != 3000; ++x) row(0, 0, x) = static_cast<float>(x * 7919 % 1009) / 64;
  BOOST_TEST(relative_distance(whence::resize_linear(row, {1, 801}), "opencv_1x801.txt") < 1e-6);
}

BOOST_AUTO_TEST_CASE(a_point_is_mixed_of_the_four_pixels_around_it_and_no_others) {
  // 1 x 8 -> 1 x 2: centres at 4 d + 1.5, so the means of pixels 1, 2 and 5, 6.
  pixels row({1, 8, 1});
  std::uint8_t const values[] = {255, 10, 20, 255, 255, 30, 50, 255};
  std::copy(std::begin(values), std::end(values), row.data());
  auto const resized = whence::resize_linear(row, {1, 2});
  BOOST_TEST(int{resized(0, 0, 0)} == 15);
  BOOST_TEST(int{resized(0, 1, 0)} == 40);
}

BOOST_AUTO_TEST_CASE(a_part_of_a_picture_is_that_part_of_the_whole) {
  auto const picture = golden::pattern(40, 41);
  auto const whole = whence::resize_linear(picture, {33, 97});
  auto const part = whence::detail::resize_linear_part(picture, {33, 97}, {5, 60, 28, 37});
  BOOST_TEST((part == pixels(xt::view(whole, xt::range(5, 33), xt::range(60, 97), xt::all()))));
}

BOOST_AUTO_TEST_CASE(one_colour_stays_that_colour_and_the_right_size_a_copy) {
  for (int level : {0, 1, 7, 128, 201, 254, 255}) {
    pixels flat({9, 7, 3});
    flat.fill(static_cast<std::uint8_t>(level));
    for (auto const value : whence::resize_linear(flat, {16, 14})) BOOST_TEST(int{value} == level);
  }
  auto const picture = golden::pattern(31, 17);
  BOOST_TEST((whence::resize_linear(picture, {31, 17}) == picture));
}

BOOST_AUTO_TEST_CASE(nothing_cannot_be_resized_nor_pixels_to_nothing) {
  BOOST_CHECK_THROW(std::ignore = whence::resize_linear(pixels({0, 4, 3}), {2, 2}), whence::shape_error);
  BOOST_CHECK_THROW(std::ignore = whence::resize_linear(pixels({4, 4, 3}), {2, 0}), whence::shape_error);
  BOOST_CHECK_THROW(std::ignore = whence::resize_linear(whence::map_batch<float>({1, 0, 4}), {2, 2}),
                    whence::shape_error);
}

BOOST_AUTO_TEST_SUITE_END()
