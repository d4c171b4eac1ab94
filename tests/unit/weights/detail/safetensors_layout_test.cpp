// SPDX-License-Identifier: BSD-3-Clause
// Headers that are JSON of the right form and lie: about lengths, sizes, places and types.
#include <whence/weights/detail/safetensors_layout.hpp>

#include <boost/test/unit_test.hpp>

#include "../safetensors_bytes.hpp"

using whence_test::check_refused;
using whence_test::safetensors_bytes;

namespace {

/// The entry of one tensor.
std::string entry(std::string const& name, std::string const& dtype, std::string const& shape,
                  std::string const& offsets) {
  return "\"" + name + R"(":{"dtype":")" + dtype + R"(","shape":)" + shape + R"(,"data_offsets":)" + offsets + "}";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(weights_detail_safetensors_layout)

BOOST_AUTO_TEST_CASE(fewer_than_eight_bytes_are_refused) {
  check_refused(std::vector<std::byte>(7), "file", "8 bytes", "7 bytes");
}

BOOST_AUTO_TEST_CASE(a_header_of_2_to_the_64_bytes_is_refused) {
  check_refused(safetensors_bytes("{}", 0, ~std::uint64_t{0}), "file", "at most 16777216", "18446744073709551615");
}

BOOST_AUTO_TEST_CASE(a_header_whose_end_wraps_around_is_refused) {
  check_refused(safetensors_bytes("{}", 0, ~std::uint64_t{0} - 7), "file", "at most 16777216", "18446744073709551608");
}

BOOST_AUTO_TEST_CASE(a_header_longer_than_the_file_is_refused) {
  check_refused(safetensors_bytes("{}", 0, 3), "file", "a header of 3 bytes", "a file of 10 bytes");
}

BOOST_AUTO_TEST_CASE(a_header_over_the_limit_is_refused_and_the_limit_can_be_raised) {
  std::string const padded = "{}" + std::string((std::size_t{16} << 20), ' ');
  auto const file = safetensors_bytes(padded);
  check_refused(file, "file", "at most 16777216", "16777218");
  whence::weight_limits limits;
  limits.header_bytes = std::size_t{17} << 20;
  BOOST_CHECK_NO_THROW((void)whence::read_safetensors(std::span(file), limits));
}

BOOST_AUTO_TEST_CASE(no_limit_goes_beyond_the_formats_own) {
  whence::weight_limits limits;
  limits.header_bytes = ~std::size_t{0};
  check_refused(safetensors_bytes("{}", 0, 100'000'001), "file", "at most 100000000", "100000001", limits);
}

BOOST_AUTO_TEST_CASE(a_length_smaller_than_the_header_leaves_half_a_json_text) {
  check_refused(safetensors_bytes("{" + entry("a", "F32", "[1]", "[0,4]") + "}", 4, 20), "header byte", "JSON", "");
}

BOOST_AUTO_TEST_CASE(an_unknown_dtype_is_refused_with_its_name) {
  check_refused("{" + entry("a", "F33", "[1]", "[0,4]") + "}", 4, "tensor 'a'", "dtype", "'F33'");
  check_refused("{" + entry("a", "f32", "[1]", "[0,4]") + "}", 4, "tensor 'a'", "dtype", "'f32'");
  check_refused("{" + entry("a", "", "[1]", "[0,4]") + "}", 4, "tensor 'a'", "dtype", "''");
}

BOOST_AUTO_TEST_CASE(a_shape_whose_product_wraps_to_zero_is_refused) {
  // 2^63 * 2 = 2^64, which is 0 in 64 bits: an empty tensor with no data, were it believed.
  check_refused("{" + entry("a", "F32", "[9223372036854775808,2]", "[0,0]") + "}", 0, "tensor 'a'", "2^64",
                "(9223372036854775808, 2)");
}

BOOST_AUTO_TEST_CASE(a_shape_whose_bytes_wrap_is_refused) {
  // 2^62 values fit, their 2^62 * 4 bytes do not; 2^59 * 32 bits = 2^64.
  check_refused("{" + entry("a", "F32", "[4611686018427387904]", "[0,0]") + "}", 0, "tensor 'a'", "2^64", "F32");
  check_refused("{" + entry("a", "F32", "[576460752303423488]", "[0,0]") + "}", 0, "tensor 'a'", "2^64", "F32");
}

BOOST_AUTO_TEST_CASE(a_zero_extent_does_not_hide_a_product_that_wraps) {
  check_refused("{" + entry("a", "F32", "[9223372036854775808,2,0]", "[0,0]") + "}", 0, "tensor 'a'", "2^64", "F32");
}

BOOST_AUTO_TEST_CASE(a_shape_larger_than_its_data_is_refused) {
  check_refused("{" + entry("a", "F32", "[3]", "[0,8]") + "}", 8, "tensor 'a'", "12 bytes for F32 (3)", "8 at");
}

BOOST_AUTO_TEST_CASE(a_shape_smaller_than_its_data_is_refused) {
  check_refused("{" + entry("a", "F32", "[1]", "[0,8]") + "}", 8, "tensor 'a'", "4 bytes for F32 (1)", "8 at");
}

BOOST_AUTO_TEST_CASE(integer_tensors_are_held_to_the_same_rules) {
  check_refused("{" + entry("a", "I64", "[2]", "[0,8]") + "}", 8, "tensor 'a'", "16 bytes for I64 (2)", "8 at");
}

BOOST_AUTO_TEST_CASE(elements_of_four_bits_must_fill_whole_bytes) {
  check_refused("{" + entry("a", "F4", "[3]", "[0,1]") + "}", 1, "tensor 'a'", "whole number of bytes", "F4 (3)");
  auto const file = safetensors_bytes("{" + entry("a", "F4", "[4]", "[0,2]") + "}", 2);
  BOOST_TEST(whence::read_safetensors(std::span(file)).left_out().at("a") == "F4");
}

BOOST_AUTO_TEST_CASE(data_that_end_before_they_begin_are_refused) {
  check_refused("{" + entry("a", "F32", "[1]", "[4,0]") + "}", 4, "tensor 'a'", "in order", "[4, 0]");
}

BOOST_AUTO_TEST_CASE(data_past_the_end_of_the_file_are_refused) {
  check_refused("{" + entry("a", "F32", "[2]", "[0,8]") + "}", 4, "tensor 'a'", "4 data bytes", "[0, 8]");
}

BOOST_AUTO_TEST_CASE(data_at_the_far_end_of_the_address_space_are_refused) {
  check_refused("{" + entry("a", "F32", "[1]", "[18446744073709551612,18446744073709551615]") + "}", 4, "tensor 'a'",
                "within", "18446744073709551612");
}

BOOST_AUTO_TEST_CASE(data_that_do_not_begin_at_the_first_byte_are_refused) {
  check_refused("{" + entry("a", "F32", "[1]", "[4,8]") + "}", 8, "tensor 'a'", "from byte 0", "a hole: from byte 4");
}

BOOST_AUTO_TEST_CASE(a_hole_between_tensors_is_refused) {
  check_refused("{" + entry("a", "F32", "[1]", "[0,4]") + "," + entry("b", "F32", "[1]", "[8,12]") + "}", 12,
                "tensor 'b'", "from byte 4", "a hole: from byte 8");
}

BOOST_AUTO_TEST_CASE(tensors_that_overlap_are_refused) {
  check_refused("{" + entry("a", "F32", "[2]", "[0,8]") + "," + entry("b", "F32", "[2]", "[4,12]") + "}", 12,
                "tensor 'b'", "from byte 8", "an overlap: from byte 4");
}

BOOST_AUTO_TEST_CASE(two_tensors_of_the_same_bytes_are_refused) {
  check_refused("{" + entry("a", "F32", "[1]", "[0,4]") + "," + entry("b", "F32", "[1]", "[0,4]") + "}", 4, "tensor",
                "from byte 4", "an overlap");
}

BOOST_AUTO_TEST_CASE(an_empty_tensor_in_the_midst_of_another_is_refused) {
  check_refused("{" + entry("a", "F32", "[2]", "[0,8]") + "," + entry("b", "F32", "[0]", "[4,4]") + "}", 8,
                "tensor 'b'", "from byte 8", "an overlap: from byte 4");
}

BOOST_AUTO_TEST_CASE(empty_tensors_may_stand_where_others_begin_or_end) {
  auto const file =
      safetensors_bytes("{" + entry("a", "F32", "[1]", "[0,4]") + "," + entry("b", "F32", "[0]", "[4,4]") + "," +
                            entry("c", "F32", "[0]", "[0,0]") + "}",
                        4);
  BOOST_TEST(whence::read_safetensors(std::span(file)).size() == 3u);
}

BOOST_AUTO_TEST_CASE(data_behind_the_last_tensor_are_refused) {
  check_refused("{" + entry("a", "F32", "[1]", "[0,4]") + "}", 5, "file", "at byte 4", "5 bytes");
}

BOOST_AUTO_TEST_CASE(data_without_any_tensor_are_refused) {
  check_refused("{}", 1, "file", "at byte 0", "1 bytes");
}

BOOST_AUTO_TEST_SUITE_END()
