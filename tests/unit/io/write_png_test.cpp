// SPDX-License-Identifier: BSD-3-Clause
#include <whence/io/write_error.hpp>
#include <whence/io/write_png.hpp>

#include <boost/test/unit_test.hpp>
#include <whence/io/read_photo.hpp>

#include "io_files.hpp"

using whence_test::says;
using whence_test::temporary_folder;

namespace {

whence::tensor<std::uint8_t, 3> const picture(std::array<std::size_t, 3>{4, 6, 3}, std::uint8_t{77});

}  // namespace

BOOST_AUTO_TEST_SUITE(io_write_png)

BOOST_AUTO_TEST_CASE(a_written_picture_is_read_again) {
  temporary_folder const folder;
  whence::write_png(folder.path / "picture.png", picture);
  BOOST_TEST((whence::read_photo(folder.path / "picture.png").pixels == picture));
  BOOST_TEST(folder.files() == 1u);
}

BOOST_AUTO_TEST_CASE(a_grey_picture_is_written_too) {
  temporary_folder const folder;
  whence::write_png(folder.path / "grey.png", whence::tensor<std::uint8_t, 2>({3, 2}, std::uint8_t{9}));
  BOOST_TEST(int{whence::read_photo(folder.path / "grey.png").pixels(2, 1, 2)} == 9);
}

BOOST_AUTO_TEST_CASE(a_folder_that_does_not_exist_is_refused) {
  BOOST_CHECK_EXCEPTION(whence::write_png("/no/such/folder/a.png", picture), whence::write_error,
                        says("/no/such/folder/a.png", "a folder that can be written to", "No such file"));
}

BOOST_AUTO_TEST_SUITE_END()
