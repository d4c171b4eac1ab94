// SPDX-License-Identifier: BSD-3-Clause
#include <whence/io/encode_png.hpp>

#include <boost/test/unit_test.hpp>
#include <limits>
#include <whence/io/decode_photo.hpp>

namespace {

/// Pixels without a pattern that a filter could profit from.
whence::tensor<std::uint8_t, 3> noise(std::size_t height, std::size_t width) {
  auto pixels = whence::tensor<std::uint8_t, 3>::from_shape({height, width, 3});
  unsigned state = 1;
  for (auto& value : pixels) {
    state = state * 1664525u + 1013904223u;
    value = static_cast<std::uint8_t>(state >> 24);
  }
  return pixels;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(io_encode_png)

BOOST_AUTO_TEST_CASE(a_picture_comes_back_as_it_was) {
  for (std::size_t const width : {1u, 2u, 17u, 300u}) {
    auto const pixels = noise(13, width);
    BOOST_TEST((whence::decode_photo(whence::encode_png(pixels)).pixels == pixels));
  }
}

BOOST_AUTO_TEST_CASE(a_grey_picture_comes_back_as_three_equal_channels) {
  auto grey = whence::tensor<std::uint8_t, 2>::from_shape({2, 3});
  for (std::size_t i = 0; i != 6; ++i) grey.data()[i] = static_cast<std::uint8_t>(40 * i);
  auto const photo = whence::decode_photo(whence::encode_png(grey));
  for (std::size_t i = 0; i != 18; ++i) BOOST_TEST(int{photo.pixels.data()[i]} == 40 * static_cast<int>(i / 3));
}

BOOST_AUTO_TEST_CASE(the_same_pixels_give_the_same_bytes) {
  BOOST_TEST((whence::encode_png(noise(40, 50)) == whence::encode_png(noise(40, 50))));
}

BOOST_AUTO_TEST_CASE(a_picture_without_pixels_is_refused) {
  BOOST_CHECK_THROW((void)whence::encode_png(noise(0, 5)), whence::shape_error);
  BOOST_CHECK_THROW((void)whence::encode_png(noise(5, 0)), whence::shape_error);
}

BOOST_AUTO_TEST_CASE(channels_anywhere_but_last_are_refused) {
  auto const planes = whence::tensor<std::uint8_t, 3>::from_shape({3, 20, 30});
  BOOST_CHECK_EXCEPTION((void)whence::encode_png(planes), whence::shape_error, [](whence::shape_error const& error) {
    return error.expected() == "(H, W, 3)" && error.got() == "(3, 20, 30)";
  });
}

BOOST_AUTO_TEST_SUITE_END()
