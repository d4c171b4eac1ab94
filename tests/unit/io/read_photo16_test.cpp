// SPDX-License-Identifier: BSD-3-Clause
#include <whence/io/read_photo16.hpp>

#include <boost/test/unit_test.hpp>

#include "io_files.hpp"

using whence_test::golden;
using whence_test::says;

BOOST_AUTO_TEST_SUITE(io_read_photo16)

BOOST_AUTO_TEST_CASE(a_photo_of_16_bits_is_read_from_its_file) {
  auto const photo = whence::read_photo16(golden("grey_16_bits.png"));
  BOOST_TEST((photo.size() == whence::image_size{5, 7}));
  BOOST_TEST(int{photo.pixels(2, 3, 1)} == 2 * 9000 + 3 * 100);
}

BOOST_AUTO_TEST_CASE(files_that_are_no_photos_are_refused_by_name) {
  BOOST_CHECK_EXCEPTION((void)whence::read_photo16("/no/such/photo.png"), whence::photo_error,
                        says("/no/such/photo.png", "a readable file", "No such file"));
  BOOST_CHECK_EXCEPTION((void)whence::read_photo16(golden("float32.npy")), whence::photo_error,
                        says("float32.npy", "a JPEG or PNG picture", "(NumPy array?)"));
}

BOOST_AUTO_TEST_SUITE_END()
