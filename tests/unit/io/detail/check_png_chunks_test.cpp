// SPDX-License-Identifier: BSD-3-Clause
#include <whence/io/detail/check_png_chunks.hpp>

#include <boost/test/unit_test.hpp>
#include <span>
#include <string>
#include <whence/io/decode_photo.hpp>

#include "../io_files.hpp"

using whence_test::bytes_of;
using whence_test::golden;
using whence_test::says;

namespace {

/// A chunk without data, of a checksum that nobody looks at.
std::string chunk(std::string const& kind, char length = '\0') {
  return std::string(3, '\0') + length + kind + std::string(4, '\0');
}

void check(std::string const& chunks) {
  std::string const text = "\x89PNG\r\n\x1a\n" + chunks;
  whence::detail::check_png_chunks(std::as_bytes(std::span(text)), "a.png");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(io_detail_check_png_chunks)

BOOST_AUTO_TEST_CASE(chunks_up_to_the_end_pass_whatever_follows) {
  BOOST_CHECK_NO_THROW(check(chunk("IHDR") + chunk("tEXt") + chunk("IDAT") + chunk("IEND") + "more"));
  BOOST_CHECK_NO_THROW(check(chunk("IHDR") + chunk("IEND").substr(0, 8)));
}

BOOST_AUTO_TEST_CASE(a_chunk_that_must_be_known_and_is_not_is_refused_without_its_letters) {
  BOOST_CHECK_NO_THROW(check(chunk("abCd") + chunk("IEND")));
  for (auto const* const kind : {"ABCD", "\x1b[2J"}) {
    BOOST_CHECK_EXCEPTION(check(chunk(kind) + chunk("IEND")), whence::photo_error,
                          says("a.png", "a whole PNG picture", "a damaged one (a chunk that no standard knows)"));
  }
}

BOOST_AUTO_TEST_CASE(a_chunk_that_goes_on_behind_the_end_is_refused) {
  BOOST_CHECK_EXCEPTION(check(chunk("IHDR") + chunk("IDAT", '\x64') + chunk("IEND")), whence::photo_error,
                        says("a.png", "a whole PNG picture", "a damaged one (a chunk goes on behind the file's end)"));
  for (std::size_t const length : {0u, 1u, 7u, 12u, 13u, 19u}) {
    BOOST_CHECK_EXCEPTION(check((chunk("IHDR") + chunk("IEND")).substr(0, length)), whence::photo_error,
                          says("a.png", "a whole PNG picture", "cut short (its last chunk is not whole)"));
  }
}

BOOST_AUTO_TEST_CASE(an_empty_part_before_the_data_is_nothing) {
  auto file = bytes_of(golden("rgb.png"));
  auto const photo = whence::decode_photo(file);
  auto const empty = chunk("IDAT");
  auto const bytes = std::as_bytes(std::span(empty));
  file.insert(file.begin() + 33, bytes.begin(), bytes.end());
  BOOST_TEST((whence::decode_photo(file).pixels == photo.pixels));
}

BOOST_AUTO_TEST_SUITE_END()
