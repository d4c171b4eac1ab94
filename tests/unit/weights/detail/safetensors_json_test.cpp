// SPDX-License-Identifier: BSD-3-Clause
// Headers that are not the JSON text the format knows.
#include <whence/weights/detail/safetensors_json.hpp>

#include <boost/test/unit_test.hpp>

#include "../safetensors_bytes.hpp"

using whence_test::check_refused;
using whence_test::safetensors_bytes;

namespace {

/// A header of one tensor `a` with these members, for four bytes of data.
void check_entry_refused(std::string const& members, std::string const& where, std::string const& expected,
                         std::string const& got) {
  check_refused(R"({"a":{)" + members + "}}", 4, "tensor 'a'" + where, expected, got);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(weights_detail_safetensors_json)

BOOST_AUTO_TEST_CASE(an_empty_header_is_refused) {
  check_refused("", 0, "header", "begins with '{'", "nothing");
  check_refused("   ", 0, "header", "begins with '{'", "nothing");
}

BOOST_AUTO_TEST_CASE(a_header_that_is_no_object_is_refused) {
  check_refused("[]", 0, "header", "begins with '{'", "'[]'");
  check_refused("null", 0, "header", "begins with '{'", "'null'");
  check_refused("\"{}\"", 0, "header", "begins with '{'", "");
}

BOOST_AUTO_TEST_CASE(a_byte_order_mark_is_refused) {
  check_refused("\xef\xbb\xbf{}", 0, "header", "begins with '{'", "");
}

BOOST_AUTO_TEST_CASE(text_that_is_not_json_is_refused_with_its_place) {
  check_refused("{\"a\"}", 0, "header byte 4", "JSON", "");
  check_refused("{,}", 0, "header byte 1", "JSON", "");
  check_refused("{", 0, "header byte", "JSON", "");
  check_refused("{} // a comment", 0, "header byte", "JSON", "");
}

BOOST_AUTO_TEST_CASE(anything_behind_the_object_is_refused) {
  check_refused("{}{}", 0, "header byte 2", "JSON", "");
  check_refused("{} x", 0, "header byte 3", "JSON", "");
}

BOOST_AUTO_TEST_CASE(a_nul_is_refused_though_the_parser_takes_it_for_the_end) {
  check_refused(std::string_view("{}\0{\"", 5), 0, "header byte 2", "JSON", "a NUL");
}

BOOST_AUTO_TEST_CASE(ill_formed_utf_8_is_refused) {
  check_refused("{\"\xff\":{}}", 0, "header byte", "UTF-8", "");
  check_refused("{\"\xc3\":{}}", 0, "header byte", "UTF-8", "");          // a sequence cut short
  check_refused("{\"\xc0\xaf\":{}}", 0, "header byte", "UTF-8", "");      // an overlong '/'
  check_refused("{\"\xed\xa0\x80\":{}}", 0, "header byte", "UTF-8", "");  // half a surrogate pair
  check_refused("{\"\\ud800\":{}}", 0, "header byte", "UTF-8", "");       // the same, escaped
}

BOOST_AUTO_TEST_CASE(fifty_thousand_brackets_are_refused_at_the_first) {
  check_refused("{\"a\":" + std::string(50'000, '['), 0, "'a'", "an object that describes a tensor", "an array");
  check_refused(R"({"a":{"shape":)" + std::string(50'000, '['), 0, "tensor 'a', shape", "integers", "an array");
  check_refused(R"({"a":{"dtype":{"b":{"c":)", 0, "tensor 'a', dtype", "a string", "an object");
}

BOOST_AUTO_TEST_CASE(a_tensor_named_twice_is_refused) {
  std::string const a = R"("a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]})";
  check_refused("{" + a + "," + a + "}", 4, "'a'", "every key once", "'a' twice");
}

BOOST_AUTO_TEST_CASE(a_tensor_named_twice_in_different_writing_is_refused) {
  check_refused(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},)"
                R"("\u0061":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})",
                8, "'a'", "every key once", "'a' twice");
}

BOOST_AUTO_TEST_CASE(a_member_given_twice_is_refused) {
  check_entry_refused(R"("dtype":"F32","dtype":"F32")", ", dtype", "every key once", "'dtype' twice");
  check_refused(R"({"__metadata__":{"k":"1","k":"2"}})", 0, "__metadata__ 'k'", "every key once", "'k' twice");
  check_refused(R"({"__metadata__":{},"__metadata__":{}})", 0, "'__metadata__'", "every key once", "twice");
}

BOOST_AUTO_TEST_CASE(a_member_that_is_missing_is_refused_by_name) {
  check_entry_refused(R"("shape":[1],"data_offsets":[0,4])", "", "the key dtype", "none");
  check_entry_refused(R"("dtype":"F32","data_offsets":[0,4])", "", "the key shape", "none");
  check_entry_refused(R"("dtype":"F32","shape":[1])", "", "the key data_offsets", "none");
}

BOOST_AUTO_TEST_CASE(a_member_that_the_format_does_not_have_is_refused) {
  check_entry_refused(R"("strides":[1])", ", strides", "dtype, shape and data_offsets", "'strides'");
}

BOOST_AUTO_TEST_CASE(members_of_another_kind_are_refused) {
  check_entry_refused(R"("dtype":32)", ", dtype", "a string", "32");
  check_entry_refused(R"("dtype":null)", ", dtype", "a string", "null");
  check_entry_refused(R"("shape":4)", ", shape", "an array", "4");
  check_entry_refused(R"("shape":"4")", ", shape", "an array", "the string '4'");
  check_entry_refused(R"("shape":{})", ", shape", "an array", "an object");
  check_entry_refused(R"("data_offsets":true)", ", data_offsets", "an array", "true");
  check_refused(R"({"a":1})", 0, "'a'", "an object that describes a tensor", "1");
}

BOOST_AUTO_TEST_CASE(numbers_that_are_not_whole_and_positive_are_refused) {
  check_entry_refused(R"("shape":[-1])", ", shape", "integers", "-1");
  check_entry_refused(R"("shape":[1.0])", ", shape", "integers", "1.0");
  check_entry_refused(R"("shape":[1e3])", ", shape", "integers", "1e3");
  check_entry_refused(R"("shape":["1"])", ", shape", "integers", "the string '1'");
  check_entry_refused(R"("shape":[null])", ", shape", "integers", "null");
  check_entry_refused(R"("data_offsets":[-4,0])", ", data_offsets", "two integers", "-4");
  check_entry_refused(R"("data_offsets":[0,4.5])", ", data_offsets", "two integers", "4.5");
}

BOOST_AUTO_TEST_CASE(numbers_beyond_64_bits_are_refused) {
  check_entry_refused(R"("shape":[18446744073709551616])", ", shape", "integers", "18446744073709551616");
  check_entry_refused(R"("data_offsets":[0,18446744073709551620])", ", data_offsets", "two", "18446744073709551620");
}

BOOST_AUTO_TEST_CASE(one_offset_or_three_are_refused) {
  check_entry_refused(R"("data_offsets":[])", ", data_offsets", "two integers", "0 of them");
  check_entry_refused(R"("data_offsets":[0])", ", data_offsets", "two integers", "1 of them");
  check_entry_refused(R"("data_offsets":[0,4,8])", ", data_offsets", "two integers", "8");
}

BOOST_AUTO_TEST_CASE(metadata_other_than_strings_are_refused) {
  check_refused(R"({"__metadata__":{"k":1}})", 0, "__metadata__ 'k'", "a string", "1");
  check_refused(R"({"__metadata__":{"k":{}}})", 0, "__metadata__ 'k'", "a string", "an object");
  check_refused(R"({"__metadata__":{"k":["v"]}})", 0, "__metadata__ 'k'", "a string", "an array");
  check_refused(R"({"__metadata__":{"k":null}})", 0, "__metadata__ 'k'", "a string", "null");
  check_refused(R"({"__metadata__":"k"})", 0, "'__metadata__'", "an object of strings", "the string 'k'");
}

BOOST_AUTO_TEST_CASE(more_tensors_than_the_limit_are_refused) {
  std::string header = "{";
  for (int i = 0; i != 4; ++i) {
    header += (i == 0 ? "\"" : ",\"") + std::to_string(i) + R"(":{"dtype":"F32","shape":[0],"data_offsets":[0,0]})";
  }
  whence::weight_limits limits;
  limits.tensors = 3;
  check_refused(safetensors_bytes(header + "}"), "file", "at most 3 tensors", "more", limits);
}

BOOST_AUTO_TEST_CASE(more_metadata_than_the_limit_are_refused) {
  whence::weight_limits limits;
  limits.tensors = 2;
  auto const two = safetensors_bytes(R"({"__metadata__":{"a":"","b":""}})");
  BOOST_TEST(whence::read_safetensors(std::span(two), limits).metadata().size() == 2u);
  auto const three = safetensors_bytes(R"({"__metadata__":{"a":"","b":"","c":""}})");
  check_refused(three, "__metadata__", "at most 2 entries", "more", limits);
}

BOOST_AUTO_TEST_CASE(more_dimensions_than_the_limit_are_refused) {
  std::string ones = "1";
  for (int i = 0; i != 32; ++i) ones += ",1";
  check_entry_refused(R"("shape":[)" + ones + "]", "", "at most 32 dimensions", "more");
}

BOOST_AUTO_TEST_CASE(hostile_names_are_shown_short_and_without_control_characters) {
  std::string const name = "\\n\\u001b[31m" + std::string(5000, 'x');
  auto const file = safetensors_bytes("{\"" + name + R"(":{"dtype":"?","shape":[],"data_offsets":[0,0]}})");
  BOOST_CHECK_EXCEPTION((void)whence::read_safetensors(std::span(file)), whence::weights_error,
                        [](whence::weights_error const& error) {
                          return error.where().size() < 200 && error.where().find('\n') == std::string::npos &&
                                 error.where().find('\x1b') == std::string::npos;
                        });
}

BOOST_AUTO_TEST_SUITE_END()
