// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <limits>
#include <whence/render/gray.hpp>
#include <whence/render/paint_heatmap.hpp>

namespace {

float const nowhere = std::numeric_limits<float>::quiet_NaN();

whence::picture canvas_of(std::uint8_t shade, std::size_t height, std::size_t width) {
  whence::picture canvas({height, width, 3});
  canvas.fill(shade);
  return canvas;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(render_paint_heatmap)

BOOST_AUTO_TEST_CASE(colours_mix_with_what_lies_beneath) {
  auto canvas = canvas_of(100, 1, 2);
  whence::heatmap heatmap{xt::ones<float>({1, 2})};
  heatmap.values(0, 0) = 0;
  whence::paint_heatmap(canvas, heatmap, 0.25, whence::gray{});
  BOOST_TEST(int{canvas(0, 0, 0)} == 75);   // .75 * 100
  BOOST_TEST(int{canvas(0, 1, 2)} == 139);  // 75 + .25 * 255 = 138.75
}

BOOST_AUTO_TEST_CASE(where_nobody_looked_nothing_is_painted) {
  auto canvas = canvas_of(100, 1, 2);
  whence::heatmap heatmap{xt::ones<float>({1, 2})};
  heatmap.values(0, 0) = nowhere;
  whence::paint_heatmap(canvas, heatmap, 1.0);
  for (std::size_t c = 0; c != 3; ++c) BOOST_TEST(int{canvas(0, 0, c)} == 100);
  BOOST_TEST((canvas(0, 1, 0) == whence::coolwarm{}(1)[0]));
}

BOOST_AUTO_TEST_CASE(a_map_without_meaning_is_grey_stripes_whatever_its_values) {
  for (auto const status : {whence::map_status::constant, whence::map_status::all_zero, whence::map_status::not_finite,
                            whence::map_status::logits_not_finite}) {
    auto canvas = canvas_of(255, 200, 200);
    whence::paint_heatmap(canvas, {xt::ones<float>({200, 200}), status}, 1.0);
    std::size_t striped = 0;
    for (std::size_t i = 0; i != 200 * 200; ++i) {
      auto const* const pixel = canvas.data() + 3 * i;
      BOOST_REQUIRE(pixel[0] == pixel[1] && pixel[1] == pixel[2]);  // no colour
      striped += pixel[0] < 255;
    }
    BOOST_TEST(striped > 200 * 200 * 2 / 5);
    BOOST_TEST(striped < 200 * 200 * 3 / 5);
    for (std::size_t d = 1; d != 20; ++d)  // diagonal
      BOOST_TEST((canvas(20 - d, d, 0) == canvas(20, 0, 0)));
  }
}

BOOST_AUTO_TEST_CASE(a_heatmap_of_another_size_is_refused) {
  auto canvas = canvas_of(0, 3, 4);
  BOOST_CHECK_THROW(whence::paint_heatmap(canvas, {xt::zeros<float>({4, 3})}, 0.5), whence::shape_error);
}

BOOST_AUTO_TEST_CASE(an_opacity_beyond_its_range_is_refused) {
  auto canvas = canvas_of(0, 2, 2);
  for (double const alpha : {-0.1, 1.1, std::numeric_limits<double>::quiet_NaN()})
    BOOST_CHECK_THROW(whence::paint_heatmap(canvas, {xt::zeros<float>({2, 2})}, alpha), whence::error);
}

BOOST_AUTO_TEST_SUITE_END()
