// SPDX-License-Identifier: BSD-3-Clause
#include <whence/io/read_photo.hpp>

#include <boost/test/unit_test.hpp>

#include "io_files.hpp"

using whence_test::golden;
using whence_test::says;

BOOST_AUTO_TEST_SUITE(io_read_photo)

BOOST_AUTO_TEST_CASE(a_photo_is_read_from_its_file) {
  auto const photo = whence::read_photo(golden("rgb.png"));
  BOOST_TEST(photo.height() == 5u);
  BOOST_TEST(photo.width() == 7u);
  BOOST_TEST(int{photo.pixels(2, 3, 0)} == 100);
  BOOST_TEST(int{photo.pixels(2, 3, 1)} == 120);
  BOOST_TEST(int{photo.pixels(2, 3, 2)} == 155);
}

BOOST_AUTO_TEST_CASE(the_shipped_photos_are_read) {
  auto const photo = whence::read_photo(std::filesystem::path(WHENCE_EXAMPLE_DATA) / "snake.jpg");
  BOOST_TEST(photo.height() == 450u);
  BOOST_TEST(photo.width() == 600u);
}

BOOST_AUTO_TEST_CASE(a_missing_file_is_refused_with_the_systems_reason) {
  BOOST_CHECK_EXCEPTION((void)whence::read_photo("/no/such/photo.jpg"), whence::photo_error,
                        says("/no/such/photo.jpg", "a readable file", "No such file"));
}

BOOST_AUTO_TEST_CASE(a_directory_is_refused) {
  BOOST_CHECK_EXCEPTION((void)whence::read_photo(golden("")), whence::photo_error, says("io", "a file", "a directory"));
}

BOOST_AUTO_TEST_CASE(a_file_that_is_no_picture_is_refused_by_name) {
  BOOST_CHECK_EXCEPTION((void)whence::read_photo(golden("float32.npy")), whence::photo_error,
                        says("float32.npy", "a JPEG or PNG picture", "(NumPy array?)"));
}

BOOST_AUTO_TEST_CASE(a_large_file_is_refused_before_it_is_read) {
  whence::photo_limits limits;
  limits.file_bytes = 100;
  auto const size = std::filesystem::file_size(golden("bomb.png"));
  BOOST_CHECK_EXCEPTION((void)whence::read_photo(golden("bomb.png"), limits), whence::photo_error,
                        says("bomb.png", "at most 100 bytes", std::to_string(size) + " bytes"));
}

BOOST_AUTO_TEST_CASE(a_file_without_end_is_refused) {
  whence::photo_limits limits;
  limits.file_bytes = 1'000'000;
  BOOST_CHECK_EXCEPTION((void)whence::read_photo("/dev/zero", limits), whence::photo_error,
                        says("/dev/zero", "at most 1000000 bytes", "more"));
}

BOOST_AUTO_TEST_SUITE_END()
