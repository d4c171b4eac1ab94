// SPDX-License-Identifier: BSD-3-Clause
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <set>
#include <span>
#include <vector>
#include <whence/methods/perturbation/rise_mask.hpp>

namespace tt = boost::test_tools;
using whence::image_size;
using whence::random_field;
using whence::rise_mask;

namespace {

std::vector<double> written(rise_mask const& mask, image_size image) {
  std::vector<double> values(image.height * image.width, -1.0);
  mask.write(image, std::span<double>(values));
  return values;
}

rise_mask drawn(std::size_t cells, double probability, std::uint32_t sample, image_size image) {
  return rise_mask::drawn(cells, probability, random_field{.seed = 3, .sample = sample}, image);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(methods_perturbation_rise_mask)

BOOST_AUTO_TEST_CASE(a_grid_is_stretched_over_a_cell_more_than_the_image_and_moved) {
  // Two cells of 2 pixels over 6 pixels: pixel d looks at (d + 1/2) / 3 - 1/2 = -1/3 0 1/3 2/3 1 4/3, which are 1/3 0
  // 1/3 2/3 1 2/3 in the mirror. Not moved down, one pixel to the right; where only the first cell is open a pixel that
  // looks at (r, c) is open by (1 - r) (1 - c).
  rise_mask const mask{{{1.0, 0.0}, {0.0, 0.0}}, 0, 1};
  std::vector<double> const expected{
      2.0 / 3, 4.0 / 9, 2.0 / 9, 0.0,  //
      1.0,     2.0 / 3, 1.0 / 3, 0.0,  //
      2.0 / 3, 4.0 / 9, 2.0 / 9, 0.0,  //
      1.0 / 3, 2.0 / 9, 1.0 / 9, 0.0,
  };
  auto const values = written(mask, {4, 4});
  for (std::size_t i = 0; i != expected.size(); ++i) BOOST_TEST(std::abs(values[i] - expected[i]) < 1e-15);
}

BOOST_AUTO_TEST_CASE(cells_of_an_image_they_do_not_divide_are_rounded_up) {
  BOOST_TEST((rise_mask::cell(7, {224, 225}) == image_size{32, 33}));
  BOOST_TEST((rise_mask::cell(7, {3, 1}) == image_size{1, 1}));
}

BOOST_AUTO_TEST_CASE(one_cell_is_open_or_closed_everywhere) {
  rise_mask const open{{{1.0}}, 2, 1};
  BOOST_TEST(written(open, {3, 2}) == std::vector<double>(6, 1.0), tt::per_element());
}

BOOST_AUTO_TEST_CASE(a_mask_is_what_its_numbers_say) {
  random_field const numbers{.seed = 3, .sample = 8};
  rise_mask const mask = rise_mask::drawn(3, 0.4, numbers, {10, 20});
  for (std::uint32_t k = 0; k != 9; ++k) BOOST_TEST(mask.grid.data()[k] == (numbers.uniform(k) < 0.4 ? 1.0 : 0.0));
  BOOST_TEST(mask.down == static_cast<std::size_t>(numbers.uniform(9) * 4));
  BOOST_TEST(mask.right == static_cast<std::size_t>(numbers.uniform(10) * 7));
}

BOOST_AUTO_TEST_CASE(cells_are_open_with_the_probability_and_moves_take_every_value) {
  // 7 x 7 cells of 500 masks: a deviation of sqrt(.3 * .7 / 24500) = .0029; five of them.
  double open = 0.0;
  std::set<std::size_t> down, right;
  for (std::uint32_t sample = 0; sample != 500; ++sample) {
    rise_mask const mask = drawn(7, 0.3, sample, {42, 63});
    for (double const cell : mask.grid) open += cell;
    down.insert(mask.down);
    right.insert(mask.right);
  }
  BOOST_TEST(std::abs(open / (500 * 49) - 0.3) < 0.015);
  BOOST_TEST(down.size() == 6u);
  BOOST_TEST(*down.rbegin() == 5u);
  BOOST_TEST(right.size() == 9u);
  BOOST_TEST(*right.rbegin() == 8u);
}

BOOST_AUTO_TEST_CASE(masks_lie_between_closed_and_open) {
  for (std::uint32_t sample = 0; sample != 20; ++sample) {
    auto const values = written(drawn(5, 0.5, sample, {23, 31}), {23, 31});
    auto const [least, most] = std::ranges::minmax(values);
    BOOST_TEST((0.0 <= least && most <= 1.0 && least < most));
  }
}

BOOST_AUTO_TEST_SUITE_END()
