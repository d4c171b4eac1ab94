// SPDX-License-Identifier: BSD-3-Clause
// Arrays by numpy.save (tests/golden/io/write_io.py), and headers that lie.
#include <whence/io/npy_error.hpp>
#include <whence/io/read_npy.hpp>

#include <boost/test/unit_test.hpp>
#include <limits>

#include "io_files.hpp"

using whence_test::golden;
using whence_test::says;
using whence_test::temporary_folder;
using whence_test::write_text;

namespace {

template <class T>
void check_counted(whence::tensor<T, 3> const& array) {
  BOOST_TEST_REQUIRE(array.shape(0) == 2u);
  BOOST_TEST_REQUIRE(array.shape(1) == 3u);
  BOOST_TEST_REQUIRE(array.shape(2) == 4u);
  for (std::size_t i = 0; i != 24; ++i) BOOST_TEST(array.data()[i] == static_cast<T>(i));
  BOOST_TEST(array(1, 2, 3) == T(23));
}

/// Checks that a file of format 1.0 with this header and so much data is refused.
template <std::size_t Rank = 2>
void check_refused(std::string const& header, std::size_t data_bytes, std::string const& expected,
                   std::string const& got) {
  temporary_folder const folder;
  std::string text("\x93NUMPY\x01\x00", 8);
  text += {static_cast<char>(header.size() & 0xff), static_cast<char>(header.size() >> 8)};
  write_text(folder.path / "a.npy", text + header + std::string(data_bytes, '\0'));
  BOOST_CHECK_EXCEPTION((void)(whence::read_npy<float, Rank>(folder.path / "a.npy")), whence::npy_error,
                        says("a.npy", expected, got));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(io_read_npy)

BOOST_AUTO_TEST_CASE(float32_arrays_are_read) {
  check_counted(whence::read_npy<float, 3>(golden("float32.npy")));
}

BOOST_AUTO_TEST_CASE(float32_becomes_double) {
  check_counted(whence::read_npy<double, 3>(golden("float32.npy")));
}

BOOST_AUTO_TEST_CASE(either_byte_order_is_read) {
  check_counted(whence::read_npy<float, 3>(golden("big_endian.npy")));
}

BOOST_AUTO_TEST_CASE(formats_2_and_3_are_read) {
  check_counted(whence::read_npy<float, 3>(golden("version_2.npy")));
  check_counted(whence::read_npy<float, 3>(golden("version_3.npy")));
}

BOOST_AUTO_TEST_CASE(float64_arrays_are_read_to_the_last_bit) {
  auto const array = whence::read_npy<double, 2>(golden("float64.npy"));
  BOOST_TEST(array(0, 0) == 0.1);
  BOOST_TEST(array(0, 1) == -2.5);
  BOOST_TEST(array(1, 0) == std::numeric_limits<double>::infinity());
  BOOST_TEST(array(1, 1) == 1e300);
}

BOOST_AUTO_TEST_CASE(scalars_and_single_axes_and_empty_arrays_are_read) {
  BOOST_TEST((whence::read_npy<float, 0>(golden("scalar.npy"))() == 7.5f));
  auto const axis = whence::read_npy<double, 1>(golden("one_axis.npy"));
  BOOST_TEST(axis.size() == 5u);
  BOOST_TEST(axis(4) == 4.0);
  auto const empty = whence::read_npy<float, 2>(golden("empty.npy"));
  BOOST_TEST(empty.shape(0) == 0u);
  BOOST_TEST(empty.shape(1) == 3u);
}

BOOST_AUTO_TEST_CASE(another_rank_is_refused_with_the_shape) {
  BOOST_CHECK_EXCEPTION((void)(whence::read_npy<float, 4>(golden("float32.npy"))), whence::npy_error,
                        says("float32.npy", "rank 4", "(2, 3, 4)"));
}

BOOST_AUTO_TEST_CASE(other_elements_are_refused_by_name) {
  BOOST_CHECK_EXCEPTION((void)(whence::read_npy<float, 3>(golden("int32.npy"))), whence::npy_error,
                        says("int32.npy", "float32 or float64", "'<i4'"));
  BOOST_CHECK_EXCEPTION((void)(whence::read_npy<float, 3>(golden("float16.npy"))), whence::npy_error,
                        says("float16.npy", "float32 or float64", "'<f2'"));
  BOOST_CHECK_EXCEPTION((void)(whence::read_npy<float, 1>(golden("record.npy"))), whence::npy_error,
                        says("record.npy", "one plain element type", "[("));
}

BOOST_AUTO_TEST_CASE(fortran_order_is_refused_in_words) {
  BOOST_CHECK_EXCEPTION((void)(whence::read_npy<float, 3>(golden("fortran.npy"))), whence::npy_error,
                        says("fortran.npy", "numpy.ascontiguousarray", "Fortran order"));
}

BOOST_AUTO_TEST_CASE(a_missing_file_and_a_directory_are_refused) {
  BOOST_CHECK_EXCEPTION((void)(whence::read_npy<float, 3>("/no/such.npy")), whence::npy_error,
                        says("/no/such.npy", "a readable file", "No such file"));
  BOOST_CHECK_EXCEPTION((void)(whence::read_npy<float, 3>(golden(""))), whence::npy_error,
                        says("", "a file", "a directory"));
}

BOOST_AUTO_TEST_CASE(a_file_over_the_limit_is_refused) {
  BOOST_CHECK_EXCEPTION((void)(whence::read_npy<float, 3>(golden("float32.npy"), 100)), whence::npy_error,
                        says("float32.npy", "at most 100 bytes", "224 bytes"));
}

BOOST_AUTO_TEST_CASE(another_kind_of_file_is_refused_with_a_guess) {
  BOOST_CHECK_EXCEPTION((void)(whence::read_npy<float, 3>(golden("rgb.png"))), whence::npy_error,
                        says("rgb.png", "a NumPy file", "89 50 4e 47"));
}

BOOST_AUTO_TEST_CASE(a_file_cut_at_any_byte_is_refused) {
  temporary_folder const folder;
  auto const whole = whence_test::bytes_of(golden("float32.npy"));
  std::string const text(reinterpret_cast<char const*>(whole.data()), whole.size());
  for (std::size_t length = 0; length != text.size(); ++length) {
    write_text(folder.path / "cut.npy", text.substr(0, length));
    BOOST_CHECK_THROW((void)(whence::read_npy<float, 3>(folder.path / "cut.npy")), whence::npy_error);
  }
}

BOOST_AUTO_TEST_CASE(data_left_over_are_refused) {
  check_refused("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }\n", 9, "8 bytes for <f4 (1, 2)", "9");
}

BOOST_AUTO_TEST_CASE(a_shape_whose_bytes_wrap_is_refused) {
  // 2^62 * 1 * 4 bytes = 2^64, which is 0 in 64 bits.
  check_refused("{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904, 1), }\n", 0,
                "bytes can be counted", "(4611686018427387904, 1)");
}

BOOST_AUTO_TEST_CASE(a_shape_of_nothing_whose_strides_wrap_is_refused) {
  // The first axis of the one would have a stride of 2^64 elements; the other would be 2^63 bytes but for its 0.
  std::string const start = "{'descr': '<f4', 'fortran_order': False, 'shape': ";
  check_refused<3>(start + "(0, 9223372036854775808, 2), }\n", 0, "bytes can be counted",
                   "(0, 9223372036854775808, 2)");
  check_refused(start + "(2305843009213693952, 0), }\n", 0, "bytes can be counted", "(2305843009213693952, 0)");
}

BOOST_AUTO_TEST_CASE(extents_that_are_no_extents_are_refused) {
  std::string const start = "{'descr': '<f4', 'fortran_order': False, 'shape': ";
  check_refused(start + "(-1, 2), }\n", 0, "extents from 0", "'-1, 2)");
  check_refused(start + "(18446744073709551616, 0), }\n", 0, "extents from 0", "'18446744073709551616");
  check_refused(start + "(1.5, 2), }\n", 0, "')'", "'.5, 2)");
  check_refused(start + "[1, 2], }\n", 0, "'('", "'[1, 2]");
}

BOOST_AUTO_TEST_CASE(headers_that_are_no_dictionary_of_the_three_keys_are_refused) {
  check_refused("", 0, "'{'", "its end");
  check_refused("{'descr': '<f4', 'shape': (1, 2)}\n", 8, "the keys", "fewer");
  check_refused("{'descr': '<f4', 'descr': '<f4'}\n", 8, "every key once", "'descr' twice");
  check_refused("{'descr': '<f4', 'order': 'C'}\n", 8, "the keys", "'order'");
  check_refused("{'descr': '<f4' 'shape': (1, 2)}\n", 8, "'}'", "'shape'");
  check_refused("{'descr': '<f4\n", 8, "a string that ends", "");
  check_refused("{'descr': __import__('os')}\n", 8, "a string", "'__import__");
  check_refused("{'descr': '<f4', 'fortran_order': 0}\n", 8, "True or False", "'0}");
  check_refused("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2)} x\n", 8, "nothing behind", "'x");
}

BOOST_AUTO_TEST_CASE(hostile_text_is_shown_short_and_without_control_characters) {
  std::string const rest = ", 'fortran_order': False, 'shape': (1, 2), }\n";
  check_refused("{'descr': '\x1b[2J\x9b'" + rest, 8, "float32", "'?[2J?'");
  check_refused("{'\x1b]0;\x07': 1" + rest, 8, "the keys", "'?]0;?'");
  check_refused("{'descr': '" + std::string(5000, 'x') + "'" + rest, 8, "float32", "'" + std::string(40, 'x') + "...'");
}

BOOST_AUTO_TEST_CASE(more_axes_than_numpy_has_are_refused) {
  std::string ones;
  for (int i = 0; i != 65; ++i) ones += "1,";
  check_refused("{'descr': '<f4', 'fortran_order': False, 'shape': (" + ones + "), }\n", 4, "at most 64 axes", "more");
}

BOOST_AUTO_TEST_CASE(keys_in_any_order_and_python_2s_long_integers_are_read) {
  temporary_folder const folder;
  std::string const header = "{\"shape\":(1L,2L), \"fortran_order\":False,\"descr\":\"<f4\"}\n";
  std::string text("\x93NUMPY\x01\x00", 8);
  text += {static_cast<char>(header.size()), '\0'};
  write_text(folder.path / "a.npy", text + header + std::string(8, '\0'));
  BOOST_TEST((whence::read_npy<float, 2>(folder.path / "a.npy").shape(1) == 2u));
}

BOOST_AUTO_TEST_CASE(formats_of_the_future_are_refused_by_number) {
  temporary_folder const folder;
  write_text(folder.path / "a.npy", std::string("\x93NUMPY\x04\x00\x00\x00\x00\x00", 12));
  BOOST_CHECK_EXCEPTION((void)(whence::read_npy<float, 1>(folder.path / "a.npy")), whence::npy_error,
                        says("a.npy", "1.0, 2.0 or 3.0", "4.0"));
}

BOOST_AUTO_TEST_CASE(a_header_of_gigabytes_is_refused) {
  temporary_folder const folder;
  write_text(folder.path / "a.npy", std::string("\x93NUMPY\x02\x00\xff\xff\xff\xff", 12));
  BOOST_CHECK_EXCEPTION((void)(whence::read_npy<float, 1>(folder.path / "a.npy")), whence::npy_error,
                        says("a.npy", "at most 65536 bytes", "4294967295"));
}

BOOST_AUTO_TEST_SUITE_END()
