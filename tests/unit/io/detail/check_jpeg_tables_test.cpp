// SPDX-License-Identifier: BSD-3-Clause
#include <whence/io/detail/check_jpeg_tables.hpp>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <span>
#include <string>
#include <vector>
#include <whence/io/decode_photo.hpp>

#include "../io_files.hpp"

using whence_test::says;

namespace {

/// A segment that defines Huffman tables, each with so many symbols of 16 bits.
std::string tables(std::vector<int> const& symbols) {
  std::string body;
  for (int const count : symbols) {
    body += std::string(1, '\0');
    for (int length = 1, left = count; length != 17; ++length) {
      int const now = std::min(left, 255);
      body += static_cast<char>(now);
      left -= now;
    }
    body += std::string(static_cast<std::size_t>(count), '\0');
  }
  std::size_t const size = body.size() + 2;
  return std::string("\xff\xc4") + static_cast<char>(size >> 8) + static_cast<char>(size & 0xff) + body;
}

std::string segment(char marker, std::string const& body) {
  return std::string("\xff") + marker + static_cast<char>((body.size() + 2) >> 8) +
         static_cast<char>((body.size() + 2) & 0xff) + body;
}

void check(std::string const& behind_start) {
  std::string const text = "\xff\xd8" + behind_start;
  whence::detail::check_jpeg_tables(std::as_bytes(std::span(text)), "a.jpg");
}

auto const refused = says("a.jpg", "at most 256 symbols", "one of 257");

}  // namespace

BOOST_AUTO_TEST_SUITE(io_detail_check_jpeg_tables)

BOOST_AUTO_TEST_CASE(tables_of_256_symbols_pass_and_of_257_do_not) {
  BOOST_CHECK_NO_THROW(check(tables({256})));
  BOOST_CHECK_EXCEPTION(check(tables({257})), whence::photo_error, refused);
}

BOOST_AUTO_TEST_CASE(every_table_of_a_segment_is_looked_at) {
  BOOST_CHECK_NO_THROW(check(tables({12, 162, 256})));
  BOOST_CHECK_EXCEPTION(check(tables({12, 162, 257})), whence::photo_error, refused);
}

BOOST_AUTO_TEST_CASE(tables_between_scans_are_looked_at) {
  std::string const coded("\x12\xff\x00\x34\xff\xd0\x56\xff\xff", 9);
  std::string const scan = segment('\xda', "parameters") + coded;
  BOOST_CHECK_EXCEPTION(check(tables({12}) + scan + tables({257})), whence::photo_error, refused);
}

BOOST_AUTO_TEST_CASE(thumbnails_and_what_follows_the_picture_are_not) {
  BOOST_CHECK_NO_THROW(check(segment('\xe1', "Exif" + tables({257})) + "\xff\xd9" + tables({257})));
}

BOOST_AUTO_TEST_CASE(segments_that_end_behind_the_file_end_the_search) {
  BOOST_CHECK_NO_THROW(check(""));
  BOOST_CHECK_NO_THROW(check("\xff\xc4"));
  BOOST_CHECK_NO_THROW(check(tables({100}).substr(0, 30)));
  BOOST_CHECK_NO_THROW(check("\xff\xe1\xff\xff"));
}

BOOST_AUTO_TEST_CASE(a_photo_with_such_a_table_is_refused) {
  auto file = whence_test::bytes_of(whence_test::golden("grey.jpg"));
  // The first table's counts stand five bytes behind its marker.
  for (std::size_t i = 2; i != file.size(); ++i) {
    if (file[i] == std::byte{0xff} && file[i + 1] == std::byte{0xc4}) {
      file[i + 5] = file[i + 6] = std::byte{0xff};
      break;
    }
  }
  BOOST_CHECK_EXCEPTION((void)whence::decode_photo(file), whence::photo_error,
                        says("", "at most 256 symbols", "one of"));
}

BOOST_AUTO_TEST_SUITE_END()
