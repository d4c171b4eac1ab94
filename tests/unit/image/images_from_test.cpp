// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <vector>
#include <whence/image/images_from.hpp>

BOOST_AUTO_TEST_SUITE(image_images_from)

BOOST_AUTO_TEST_CASE(numbers_keep_their_row_major_order) {
  std::vector<float> values(2 * 3 * 4 * 5);
  for (std::size_t i = 0; i != values.size(); ++i) values[i] = static_cast<float>(i);
  auto const images = whence::images_from(std::span<float const>(values), {2, 3, 4, 5});
  BOOST_TEST(images(0, 0, 0, 1) == 1);
  BOOST_TEST(images(0, 0, 1, 0) == 5);
  BOOST_TEST(images(0, 1, 0, 0) == 20);
  BOOST_TEST(images(1, 0, 0, 0) == 60);
  values[0] = 9;  // a copy was made
  BOOST_TEST(images(0, 0, 0, 0) == 0);
}

BOOST_AUTO_TEST_CASE(a_count_that_does_not_fit_the_shape_is_refused_with_both) {
  std::vector<double> values(7);
  BOOST_CHECK_EXCEPTION(std::ignore = whence::images_from(std::span(values), {1, 1, 2, 4}), whence::shape_error,
                        [](whence::error const& e) {
                          return e.expected() == "as many values as the shape (1, 1, 2, 4) has" && e.got() == "7";
                        });
}

BOOST_AUTO_TEST_CASE(a_shape_whose_count_wraps_around_is_refused) {
  // 2^32 * 2^32 is 0 in 64 bits, and 2^63 * 2 * 3 is too.
  std::vector<float> const none;
  BOOST_CHECK_THROW(
      std::ignore = whence::images_from(std::span(none), {std::size_t{1} << 32, std::size_t{1} << 32, 1, 1}),
      whence::shape_error);
  BOOST_CHECK_THROW(std::ignore = whence::images_from(std::span(none), {std::size_t{1} << 63, 2, 1, 3}),
                    whence::shape_error);
  BOOST_TEST(whence::images_from(std::span(none), {0, 3, 4, 5}).size() == 0);
}

BOOST_AUTO_TEST_SUITE_END()
