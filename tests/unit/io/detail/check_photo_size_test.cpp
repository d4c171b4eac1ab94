// SPDX-License-Identifier: BSD-3-Clause
#include <whence/io/detail/check_photo_size.hpp>

#include <boost/test/unit_test.hpp>
#include <string>
#include <whence/io/decode_photo.hpp>

#include "../io_files.hpp"

using whence_test::bytes_of;
using whence_test::golden;
using whence_test::says;

namespace {

/// The bytes of a JPEG file with another size in its frame.
std::vector<std::byte> resized(std::string const& name, int height, int width) {
  auto file = bytes_of(golden(name));
  for (std::size_t i = 2; i + 9 < file.size(); ++i) {
    if (file[i] != std::byte{0xff} || (file[i + 1] != std::byte{0xc0} && file[i + 1] != std::byte{0xc2})) continue;
    file[i + 5] = static_cast<std::byte>(height >> 8);
    file[i + 6] = static_cast<std::byte>(height & 0xff);
    file[i + 7] = static_cast<std::byte>(width >> 8);
    file[i + 8] = static_cast<std::byte>(width & 0xff);
    break;
  }
  return file;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(io_detail_check_photo_size)

BOOST_AUTO_TEST_CASE(a_jpeg_of_fewer_bits_than_blocks_is_refused_before_it_is_decoded) {
  for (auto const* const name : {"grey.jpg", "progressive.jpg"}) {
    auto const file = resized(name, 9000, 10000);
    BOOST_CHECK_EXCEPTION((void)whence::decode_photo(file), whence::photo_error,
                          says("", "10000 x 9000", std::to_string(file.size()) + " bytes"));
  }
}

BOOST_AUTO_TEST_CASE(a_jpeg_over_the_limits_is_refused_with_both_sizes) {
  BOOST_CHECK_EXCEPTION((void)whence::decode_photo(resized("grey.jpg", 20, 16385)), whence::photo_error,
                        says("", "at most 16384", "16385 x 20"));
}

BOOST_AUTO_TEST_CASE(a_png_of_fewer_bytes_than_deflate_can_hide_is_refused_before_it_is_decoded) {
  // A width and a height of 8192, big-endian, from byte 16, in 8 and in 16 bits, interlaced or not.
  for (int const bits : {8, 16}) {
    for (int const interlaced : {0, 1}) {
      auto file = bytes_of(golden("rgb.png"));
      file[18] = file[22] = std::byte{0x20};
      file[19] = file[23] = std::byte{0};
      file[24] = static_cast<std::byte>(bits);
      file[28] = static_cast<std::byte>(interlaced);
      BOOST_CHECK_EXCEPTION((void)whence::decode_photo(file), whence::photo_error,
                            says("", "8192 x 8192", std::to_string(file.size()) + " bytes"));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_side_that_the_formats_cannot_hold_is_refused_whatever_is_asked_for) {
  whence::photo_limits limits;
  limits.side = limits.pixels = std::size_t{1} << 40;
  BOOST_CHECK_EXCEPTION(whence::detail::check_photo_size({1, 65'536}, limits, "a.png"), whence::photo_error,
                        says("a.png", "at most 65535", "65536 x 1"));
  BOOST_CHECK_NO_THROW(whence::detail::check_photo_size({1, 65'535}, limits, "a.png"));
}

BOOST_AUTO_TEST_SUITE_END()
