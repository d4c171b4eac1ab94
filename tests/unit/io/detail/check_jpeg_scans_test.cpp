// SPDX-License-Identifier: BSD-3-Clause
#include <whence/io/detail/check_jpeg_scans.hpp>

#include <boost/test/unit_test.hpp>
#include <span>
#include <string>

#include "../io_files.hpp"

using whence_test::says;

namespace {

std::string segment(char marker, std::string const& body) {
  return std::string("\xff") + marker + '\0' + static_cast<char>(body.size() + 2) + body;
}

/// A frame of 8 x 8 pixels; of each channel, numbered from 1, its samples across and down as hexadecimal digits.
std::string frame(std::string const& samplings) {
  std::string body("\x08\x00\x08\x00\x08", 5);
  body += static_cast<char>(samplings.size());
  char number = 1;
  for (char const sampling : samplings) body += {number++, sampling, '\0'};
  return segment('\xc0', body);
}

std::string scan(std::string const& channels) {
  std::string body(1, static_cast<char>(channels.size()));
  for (char const channel : channels) body += {channel, '\0'};
  return segment('\xda', body + std::string("\0\x3f\0", 3)) + "\x12\x34";
}

void check(std::string const& parts, std::string const& end = "\xff\xd9") {
  std::string const text = "\xff\xd8" + parts + end;
  whence::detail::check_jpeg_scans(std::as_bytes(std::span(text)), "a.jpg");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(io_detail_check_jpeg_scans)

BOOST_AUTO_TEST_CASE(channels_may_come_in_one_scan_or_each_in_its_own) {
  BOOST_CHECK_NO_THROW(check(frame("\x22\x11\x11") + scan("\1\2\3")));
  BOOST_CHECK_NO_THROW(check(frame("\x22\x11\x11") + scan("\1") + scan("\3") + scan("\2")));
}

BOOST_AUTO_TEST_CASE(a_channel_that_no_scan_holds_is_missed) {
  BOOST_CHECK_EXCEPTION(check(frame("\x11\x11\x11") + scan("\1") + scan("\3")), whence::photo_error,
                        says("a.jpg", "a whole JPEG picture", "a damaged one (a channel is missing)"));
  BOOST_CHECK_EXCEPTION(check(frame("\x11\x11\x11") + scan("\1"), ""), whence::photo_error,
                        says("a.jpg", "a whole JPEG picture", "cut short (a channel is missing)"));
  BOOST_CHECK_THROW(check(frame("\x11")), whence::photo_error);
}

BOOST_AUTO_TEST_CASE(a_hundred_scans_pass_and_one_more_does_not) {
  std::string scans;
  for (int i = 0; i != 100; ++i) scans += scan("\1");
  BOOST_CHECK_NO_THROW(check(frame("\x11") + scans));
  BOOST_CHECK_EXCEPTION(check(frame("\x11") + scans + scan("\1")), whence::photo_error,
                        says("a.jpg", "at most 100 scans", "more"));
}

BOOST_AUTO_TEST_CASE(channels_whose_sizes_do_not_divide_each_other_are_refused) {
  for (auto const* const sampling : {"\x31\x21\x11", "\x13\x12\x11", "\x43\x11\x32"}) {
    BOOST_CHECK_EXCEPTION(check(frame(sampling) + scan("\1\2\3")), whence::photo_error,
                          says("a.jpg", "sizes divide each other", " samples to "));
  }
  for (auto const* const sampling : {"\x41\x21\x11", "\x11\x22\x44", "\x33\x11\x13"}) {
    BOOST_CHECK_NO_THROW(check(frame(sampling) + scan("\1\2\3")));
  }
}

BOOST_AUTO_TEST_CASE(what_is_no_frame_is_left_to_the_decoder) {
  BOOST_CHECK_NO_THROW(check(scan("\1")));
  BOOST_CHECK_NO_THROW(check(""));
}

BOOST_AUTO_TEST_SUITE_END()
