// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <limits>
#include <whence/image/placement.hpp>

using whence::placement;

BOOST_AUTO_TEST_SUITE(image_placement)

BOOST_AUTO_TEST_CASE(of_a_photo_seen_whole_every_pixel_is_itself) {
  auto const at = placement::whole({3, 5});
  for (double pixel : {0.0, 1.5, 4.0}) {
    BOOST_TEST(at.columns.photo_pixel(pixel) == pixel);
    BOOST_TEST(at.columns.input_pixel(pixel) == pixel);
  }
  BOOST_TEST(at.sees(2, 4));
  BOOST_TEST((at.photo_size() == whence::image_size{3, 5}));
  BOOST_TEST((at.input_size() == whence::image_size{3, 5}));
}

BOOST_AUTO_TEST_CASE(a_squashed_pixel_lies_at_the_centre_of_those_it_covers) {
  // 600 x 800 into 200 x 100: an input pixel covers 3 rows and 8 columns; the first is centred on row 1 and between
  // columns 3 and 4, the last on row 598 and between columns 795 and 796.
  auto const at = placement::squash({600, 800}, {200, 100});
  BOOST_TEST(at.rows.photo_pixel(0) == 1.0);
  BOOST_TEST(at.columns.photo_pixel(0) == 3.5);
  BOOST_TEST(at.rows.photo_pixel(199) == 598.0);
  BOOST_TEST(at.columns.photo_pixel(99) == 795.5);
  BOOST_TEST(at.rows.input_pixel(598) == 199.0);
}

BOOST_AUTO_TEST_CASE(a_squash_sees_every_pixel_of_odd_sizes) {
  auto const at = placement::squash({599, 801}, {224, 224});
  for (std::size_t row : {0u, 1u, 300u, 597u, 598u}) BOOST_TEST(at.sees(row, 400));
  for (std::size_t column : {0u, 1u, 400u, 799u, 800u}) BOOST_TEST(at.sees(300, column));
}

BOOST_AUTO_TEST_CASE(a_crop_by_shorter_side_follows_torchvision) {
  // 600 x 800: shorter side to 256, longer to int(256 * 800 / 600) = int(341.33) = 341. The crop of 224 starts at
  // (256 - 224) / 2 = 16 and round(117 / 2 = 58.5) = 58, to even. In photo pixels: 16 * 600/256 = 37.5 and
  // 58 * 800/341.
  auto const at = placement::crop({600, 800}, 256, {224, 224});
  BOOST_TEST(at.rows.origin == 37.5);
  BOOST_TEST(at.rows.scale == 600.0 / 256.0);
  BOOST_TEST(at.columns.origin == 58 * 800.0 / 341.0, boost::test_tools::tolerance(1e-14));
  BOOST_TEST(at.columns.scale == 800.0 / 341.0, boost::test_tools::tolerance(1e-14));
  // The lowest seen row: 37.5 + 224 * 600/256 = 562.5 is its edge, so row 562 (centre 562.5) is the last one.
  BOOST_TEST(!at.sees(36, 400));
  BOOST_TEST(at.sees(37, 400));
  BOOST_TEST(at.sees(562, 400));
  BOOST_TEST(!at.sees(563, 400));
}

BOOST_AUTO_TEST_CASE(an_upright_photo_is_cropped_like_one_on_its_side) {
  auto const flat = placement::crop({533, 801}, 256, {224, 160});
  auto const upright = placement::crop({801, 533}, 256, {160, 224});
  BOOST_TEST((flat.rows == upright.columns));
  BOOST_TEST((flat.columns == upright.rows));
}

BOOST_AUTO_TEST_CASE(half_a_pixel_of_surplus_goes_to_the_even_neighbour) {
  // Python: round(0.5) = 0, round(1.5) = 2, round(2.5) = 2, round(3.5) = 4, and whole numbers stay.
  std::size_t const expected[] = {0, 0, 1, 2, 2, 2, 3, 4, 4, 4};
  for (std::size_t surplus = 0; surplus != 10; ++surplus)
    BOOST_TEST(whence::detail::half_to_even(surplus) == expected[surplus]);
}

BOOST_AUTO_TEST_CASE(any_rectangle_may_have_been_seen) {
  // Rows 10 to 30 and columns 100.5 to 110.5 into 5 x 10.
  auto const at = placement::crop({50, 200}, whence::photo_rectangle{10, 100.5, 20, 10}, {5, 10});
  BOOST_TEST(at.rows.photo_pixel(0) == 11.5);      // rows 10, 11, 12, 13
  BOOST_TEST(at.columns.photo_pixel(0) == 100.5);  // half of column 100, half of 101
  BOOST_TEST(at.columns.input_pixel(109.5) == 9.0);
}

BOOST_AUTO_TEST_CASE(the_view_follows_the_photo_when_that_is_resized) {
  auto const shown = placement::crop({600, 800}, 256, {224, 224}).on_photo_of({300, 200});
  BOOST_TEST((shown.photo_size() == whence::image_size{300, 200}));
  BOOST_TEST((shown.input_size() == whence::image_size{224, 224}));
  BOOST_TEST(shown.rows.origin == 18.75);
  BOOST_TEST(shown.rows.scale == 300.0 / 256.0, boost::test_tools::tolerance(1e-14));
  BOOST_TEST(shown.columns.origin == 58 * 200.0 / 341.0, boost::test_tools::tolerance(1e-14));
}

BOOST_AUTO_TEST_CASE(a_crop_larger_than_the_resized_photo_is_refused_with_both_sizes) {
  BOOST_CHECK_EXCEPTION(std::ignore = placement::crop({100, 300}, 200, {224, 224}), whence::recipe_error,
                        [](whence::recipe_error const& e) { return e.got() == "200 x 600"; });
}

BOOST_AUTO_TEST_CASE(nothing_can_be_seen_of_an_empty_photo_or_by_an_empty_input) {
  BOOST_CHECK_THROW(std::ignore = placement::whole({0, 5}), whence::recipe_error);
  BOOST_CHECK_THROW(std::ignore = placement::squash({5, 5}, {3, 0}), whence::recipe_error);
  BOOST_CHECK_THROW(std::ignore = placement::crop({0, 0}, 256, {224, 224}), whence::recipe_error);
  BOOST_CHECK_THROW(std::ignore = placement::crop({5, 5}, whence::photo_rectangle{0, 0, 0, 5}, {3, 3}),
                    whence::recipe_error);
  BOOST_CHECK_THROW(std::ignore = placement{}.on_photo_of({3, 3}), whence::recipe_error);
  BOOST_CHECK_THROW(std::ignore = placement::whole({3, 5}).on_photo_of({3, 0}), whence::recipe_error);
}

BOOST_AUTO_TEST_CASE(a_rectangle_of_numbers_that_are_none_is_refused) {
  double const nan = std::numeric_limits<double>::quiet_NaN(), infinite = std::numeric_limits<double>::infinity();
  for (whence::photo_rectangle const seen :
       {whence::photo_rectangle{nan, 0, 5, 5}, {0, infinite, 5, 5}, {0, 0, nan, 5}, {0, 0, 5, infinite}})
    BOOST_CHECK_THROW(std::ignore = placement::crop({5, 5}, seen, {3, 3}), whence::recipe_error);
}

BOOST_AUTO_TEST_SUITE_END()
