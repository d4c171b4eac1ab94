// SPDX-License-Identifier: BSD-3-Clause
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <initializer_list>
#include <string_view>
#include <tuple>
#include <whence/render/detail/label_without_meaning.hpp>
#include <whence/render/gray.hpp>
#include <whence/render/paint_heatmap.hpp>

using whence::map_status;

namespace {

whence::picture canvas_of(std::uint8_t shade, std::size_t height, std::size_t width) {
  whence::picture canvas({height, width, 3});
  canvas.fill(shade);
  return canvas;
}

whence::picture labelled(std::size_t height, std::size_t width, map_status status) {
  auto canvas = canvas_of(100, height, width);
  whence::detail::label_without_meaning(canvas, status);
  return canvas;
}

/// Whether the words stand somewhere on a picture, dark on white.
bool reads(whence::picture const& picture, std::string_view words, std::size_t line) {
  auto stamp = canvas_of(255, line, whence::text_width(words, line));
  whence::draw_text(stamp, 0, 0, words, {line, {40, 40, 40}});
  std::size_t const height = stamp.shape(0), row = 3 * stamp.shape(1), full = 3 * picture.shape(1);
  if (picture.shape(0) < height || full < row) return false;
  for (std::size_t top = 0; top <= picture.shape(0) - height; ++top) {
    for (std::size_t left = 0; left <= full - row; left += 3) {
      bool same = true;
      for (std::size_t y = 0; same && y != height; ++y)
        same =
            std::equal(stamp.data() + y * row, stamp.data() + (y + 1) * row, picture.data() + (top + y) * full + left);
      if (same) return true;
    }
  }
  return false;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(render_detail_label_without_meaning)

BOOST_AUTO_TEST_CASE(every_status_without_meaning_has_its_words) {
  for (auto const& [status, words] : {std::pair{map_status::constant, "no map: constant"},
                                      {map_status::all_zero, "no map: all zero"},
                                      {map_status::not_finite, "no map: not finite"},
                                      {map_status::logits_not_finite, "no map: logits not finite"}}) {
    BOOST_TEST(reads(labelled(512, 512, status), words, 24), words);
    BOOST_TEST(reads(labelled(256, 340, status), words, 16), words);
    BOOST_TEST(reads(labelled(150, 200, status), words, 12), words);
  }
}

BOOST_AUTO_TEST_CASE(where_a_line_is_too_narrow_there_are_two_or_three) {
  auto const zero = labelled(64, 64, map_status::all_zero);
  BOOST_TEST(!reads(zero, "no map: all zero", 12));
  BOOST_TEST(reads(zero, "no map:", 12));
  BOOST_TEST(reads(zero, "all zero", 12));
  auto const two = labelled(64, 110, map_status::logits_not_finite);
  BOOST_TEST(reads(two, "logits not finite", 12));
  auto const three = labelled(64, 64, map_status::logits_not_finite);
  BOOST_TEST(reads(three, "no map:", 12));
  BOOST_TEST(reads(three, "logits", 12));
  BOOST_TEST(reads(three, "not finite", 12));
}

BOOST_AUTO_TEST_CASE(a_picture_too_small_for_all_of_the_words_gets_none) {
  for (auto const status :
       {map_status::constant, map_status::all_zero, map_status::not_finite, map_status::logits_not_finite}) {
    for (auto const& [height, width] : {std::pair{59, 59}, {500, 59}, {20, 60}, {1, 300}, {20, 1}, {0, 0}}) {
      auto const picture = labelled(static_cast<std::size_t>(height), static_cast<std::size_t>(width), status);
      BOOST_TEST(std::ranges::all_of(picture, [](std::uint8_t value) { return value == 100; }));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_label_lies_in_the_middle_and_leaves_the_rest_as_it_was) {
  auto const picture = labelled(100, 301, map_status::constant);
  std::size_t top = 100, bottom = 0, left = 301, right = 0;
  for (std::size_t y = 0; y != 100; ++y)
    for (std::size_t x = 0; x != 301; ++x)
      if (picture(y, x, 0) != 100) {
        top = std::min(top, y), bottom = std::max(bottom, y);
        left = std::min(left, x), right = std::max(right, x);
      }
  BOOST_TEST(top + bottom >= 98u);
  BOOST_TEST(top + bottom <= 100u);
  BOOST_TEST(left + right >= 299u);
  BOOST_TEST(left + right <= 301u);
  BOOST_TEST(bottom - top < 30u);
}

BOOST_AUTO_TEST_CASE(the_heatmap_painted_says_why_there_is_none) {
  auto canvas = canvas_of(255, 224, 224);
  whence::paint_heatmap(canvas, {xt::ones<float>({224, 224}), map_status::all_zero}, 0.5);
  BOOST_TEST(reads(canvas, "no map: all zero", 14));
  whence::heatmap heatmap{xt::ones<float>({224, 224})};
  auto meaningful = canvas_of(0, 224, 224);
  whence::paint_heatmap(meaningful, heatmap, 0.5, whence::gray{});
  BOOST_TEST(std::ranges::all_of(meaningful, [](std::uint8_t value) { return value == 128; }));
}

BOOST_AUTO_TEST_SUITE_END()
