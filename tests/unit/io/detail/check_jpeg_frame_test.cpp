// SPDX-License-Identifier: BSD-3-Clause
// Frames by the markers of ITU-T T.81, table B.1.
#include <whence/io/detail/check_jpeg_frame.hpp>

#include <boost/test/unit_test.hpp>
#include <span>
#include <whence/io/decode_photo.hpp>

#include "../io_files.hpp"

using whence_test::says;

namespace {

/// A file of no more than a frame of 16 x 16 pixels.
std::string frame(int marker, int bits = 8, int channels = 3) {
  std::string body{static_cast<char>(bits), 0, 16, 0, 16, static_cast<char>(channels)};
  body += std::string(static_cast<std::size_t>(3 * channels), '\1');
  return std::string("\xff") + static_cast<char>(marker) + '\0' + static_cast<char>(body.size() + 2) + body;
}

void check(std::string const& behind_start) {
  std::string const text = "\xff\xd8" + behind_start;
  whence::detail::check_jpeg_frame(std::as_bytes(std::span(text)), "a.jpg");
}

void check_refused(std::string const& file, std::string const& expected, std::string const& got) {
  BOOST_CHECK_EXCEPTION(check(file), whence::photo_error, says("a.jpg", expected, got));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(io_detail_check_jpeg_frame)

BOOST_AUTO_TEST_CASE(baseline_extended_and_progressive_pictures_pass) {
  for (int const marker : {0xc0, 0xc1, 0xc2}) {
    BOOST_CHECK_NO_THROW(check(frame(marker)));
    BOOST_CHECK_NO_THROW(check(frame(marker, 8, 1)));
  }
}

BOOST_AUTO_TEST_CASE(four_inks_are_refused) {
  for (int const marker : {0xc0, 0xc1, 0xc2}) {
    check_refused(frame(marker, 8, 4), "a JPEG picture in grey or RGB", "one of four inks (CMYK)");
  }
}

BOOST_AUTO_TEST_CASE(twelve_bits_are_refused) {
  check_refused(frame(0xc1, 12), "a JPEG picture of 8 bits a channel", "one of 12");
}

BOOST_AUTO_TEST_CASE(lossless_pictures_are_refused) {
  check_refused(frame(0xc3), "baseline or progressive", "a lossless one");
  check_refused(frame(0xcb), "baseline or progressive", "a lossless one");
  check_refused(frame(0xf7), "baseline or progressive", "a lossless one");
}

BOOST_AUTO_TEST_CASE(hierarchical_pictures_are_refused) {
  for (int const marker : {0xc5, 0xc6, 0xc7, 0xcd, 0xce, 0xcf, 0xde}) {
    check_refused(frame(marker), "baseline or progressive", "a hierarchical one");
  }
}

BOOST_AUTO_TEST_CASE(arithmetic_coding_is_refused) {
  check_refused(frame(0xc9), "a JPEG picture in Huffman coding", "one in arithmetic coding");
  check_refused(frame(0xca), "a JPEG picture in Huffman coding", "one in arithmetic coding");
}

BOOST_AUTO_TEST_CASE(frames_in_thumbnails_and_behind_the_first_are_passed_by) {
  std::string const foreign = frame(0xc9);
  std::string const notes = std::string("\xff\xe1") + '\0' + static_cast<char>(foreign.size() + 2) + foreign;
  BOOST_CHECK_NO_THROW(check(notes + frame(0xc0) + foreign));
}

BOOST_AUTO_TEST_CASE(files_cut_short_pass_for_the_decoder_to_refuse) {
  auto const whole = frame(0xc0, 8, 4);
  for (std::size_t length = 0; length != 4; ++length) BOOST_CHECK_NO_THROW(check(whole.substr(0, length)));
}

BOOST_AUTO_TEST_CASE(a_photo_of_a_foreign_kind_is_refused_so) {
  auto file = whence_test::bytes_of(whence_test::golden("grey.jpg"));
  for (std::size_t i = 2; i != file.size(); ++i) {
    if (file[i] == std::byte{0xff} && file[i + 1] == std::byte{0xc0}) file[i + 1] = std::byte{0xc9};
  }
  BOOST_CHECK_EXCEPTION((void)whence::decode_photo(file), whence::photo_error, says("", "Huffman", "arithmetic"));
}

BOOST_AUTO_TEST_SUITE_END()
