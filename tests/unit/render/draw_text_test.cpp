// SPDX-License-Identifier: BSD-3-Clause
#include "unit/image/golden.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <string>
#include <whence/render/draw_text.hpp>

namespace {

whence::picture white(std::size_t height, std::size_t width) {
  whence::picture canvas({height, width, 3});
  canvas.fill(255);
  return canvas;
}

/// Of the first channel of a picture and a grey one.
double correlation(whence::picture const& drawn, whence::tensor<std::uint8_t, 3> const& expected) {
  double a = 0, b = 0, aa = 0, bb = 0, ab = 0;
  auto const count = static_cast<double>(expected.size());
  for (std::size_t i = 0; i != expected.size(); ++i) {
    double const x = drawn.data()[3 * i], y = expected.data()[i];
    a += x, b += y, aa += x * x, bb += y * y, ab += x * y;
  }
  return (ab - a * b / count) / std::sqrt((aa - a * a / count) * (bb - b * b / count));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(render_draw_text)

BOOST_AUTO_TEST_CASE(a_line_looks_as_pillow_draws_it) {
  std::string const text = "Logit 12.25: class 497 \"church\", features.28 [1,512,14,14]";
  for (std::size_t const height : {13U, 16U, 20U, 28U}) {
    auto const expected = golden::pixels("render/text_" + std::to_string(height) + ".pgm");
    BOOST_TEST(whence::text_width(text, height) == expected.shape(1));
    auto canvas = white(height, expected.shape(1));
    whence::draw_text(canvas, 0, 0, text, {.height = height});
    BOOST_TEST(correlation(canvas, expected) > (height == 28 ? 0.99 : 0.97),
               "at a height of " << height << " " << correlation(canvas, expected));
  }
}

BOOST_AUTO_TEST_CASE(text_has_the_colour_asked_for_over_what_lies_beneath) {
  auto canvas = white(28, 20);
  std::fill_n(canvas.data(), canvas.size(), std::uint8_t{40});
  whence::draw_text(canvas, 0, 0, "H", {.height = 28, .color = {200, 40, 10}});
  // The left stem of H is 2.4 pixels wide from 2.3 on, so the fourth column is all covered.
  for (std::size_t y = 6; y != 10; ++y) {
    BOOST_TEST(int{canvas(y, 3, 0)} == 200);
    BOOST_TEST(int{canvas(y, 3, 1)} == 40);
    BOOST_TEST(int{canvas(y, 3, 2)} == 10);
    BOOST_TEST(int{canvas(y, 8, 0)} == 40);  // between the stems
  }
}

BOOST_AUTO_TEST_CASE(the_foot_of_a_letter_is_sharp_at_every_height) {
  for (std::size_t height = 10; height <= 28; ++height) {
    auto canvas = white(40, 40);
    whence::draw_text(canvas, 3, 4, "H", {.height = height});
    auto const foot = 3 + static_cast<std::size_t>(std::lround(22.0 * static_cast<double>(height) / 28));
    int darkest = 255;
    for (std::size_t x = 0; x != 40; ++x) {
      BOOST_TEST(int{canvas(foot, x, 0)} == 255);
      darkest = std::min(darkest, int{canvas(foot - 1, x, 0)});
    }
    BOOST_TEST(darkest < 100);
  }
}

BOOST_AUTO_TEST_CASE(what_lies_outside_the_picture_is_cut_off) {
  auto whole = white(30, 120);
  whence::draw_text(whole, 5, 10, "Wholly");
  auto part = white(14, 40);
  whence::draw_text(part, 5, 10, "Wholly");
  for (std::size_t y = 0; y != 14; ++y)
    for (std::size_t x = 0; x != 40; ++x) BOOST_REQUIRE(part(y, x, 0) == whole(y, x, 0));
  auto const untouched = white(14, 40);
  std::size_t const far = std::numeric_limits<std::size_t>::max();
  for (std::size_t const beyond : {std::size_t{40}, std::size_t{1000}, far}) {
    auto canvas = untouched;
    whence::draw_text(canvas, 0, beyond, "words");
    whence::draw_text(canvas, beyond, 0, "words");
    BOOST_TEST((canvas == untouched));
  }
  auto nothing = white(0, 0);
  whence::draw_text(nothing, 0, 0, "words");
}

BOOST_AUTO_TEST_CASE(no_text_and_no_height_draw_nothing) {
  auto const untouched = white(20, 20);
  auto canvas = untouched;
  whence::draw_text(canvas, 0, 0, "");
  whence::draw_text(canvas, 0, 0, "   ");
  whence::draw_text(canvas, 0, 0, "words", {.height = 0});
  BOOST_TEST((canvas == untouched));
}

BOOST_AUTO_TEST_CASE(every_letter_stays_in_its_line_at_every_height_but_for_the_edge_of_an_underscore) {
  std::string all;
  for (char c = ' '; c < 127; ++c) all += c;
  all += "\xc3\xa9";
  for (std::size_t height = 6; height <= 28; ++height) {
    auto canvas = white(height + 20, whence::text_width(all, height) + 20);
    whence::draw_text(canvas, 10, 10, all, {.height = height});
    for (std::size_t y = 0; y != canvas.shape(0); ++y) {
      if (y >= 10 && y <= 10 + height) continue;
      for (std::size_t x = 0; x != canvas.shape(1); ++x) BOOST_REQUIRE(int{canvas(y, x, 0)} == 255);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_picture_without_three_channels_is_refused) {
  whence::picture grey({4, 4, 1});
  BOOST_CHECK_THROW(whence::draw_text(grey, 0, 0, "words"), whence::shape_error);
}

BOOST_AUTO_TEST_SUITE_END()
