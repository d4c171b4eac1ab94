// SPDX-License-Identifier: BSD-3-Clause
#include <whence/weights/detail/tensor_values.hpp>

#include <array>
#include <bit>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

using whence::detail::element_type;
using whence::detail::strided_values;
using whence::detail::tensor_values;

namespace {

using extents = std::vector<std::uint64_t>;

std::vector<std::byte> bytes(std::vector<int> const& values) {
  std::vector<std::byte> result;
  for (int const value : values) result.push_back(static_cast<std::byte>(value));
  return result;
}

template <class T>
std::vector<T> values(element_type type, std::vector<int> const& file, std::endian order = std::endian::little) {
  auto const data = bytes(file);
  auto const read = tensor_values<T>(type, order, data, nullptr);
  return {read.get(), read.get() + data.size() / whence::detail::bytes_of(type)};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(weights_detail_tensor_values)

BOOST_AUTO_TEST_CASE(integers_of_every_width_keep_their_sign) {
  BOOST_TEST(values<double>(element_type::i8, {0xff, 0x7f}) == (std::vector<double>{-1, 127}));
  BOOST_TEST(values<double>(element_type::u8, {0xff, 0x7f}) == (std::vector<double>{255, 127}));
  BOOST_TEST(values<double>(element_type::i16, {0xfe, 0xff}) == (std::vector<double>{-2}));
  BOOST_TEST(values<double>(element_type::u16, {0xfe, 0xff}) == (std::vector<double>{65534}));
  BOOST_TEST(values<double>(element_type::i32, {0xff, 0xff, 0xff, 0xff}) == (std::vector<double>{-1}));
  BOOST_TEST(values<double>(element_type::u32, {0xff, 0xff, 0xff, 0xff}) == (std::vector<double>{4294967295.0}));
  BOOST_TEST(values<double>(element_type::i64, {2, 0, 0, 0, 0, 0, 0, 0x80}) ==
             (std::vector<double>{-9223372036854775808.0}));  // -2^63 + 2 has no double of its own
  BOOST_TEST(values<double>(element_type::u64, {0, 0, 0, 0, 0, 0, 0, 0x80}) ==
             (std::vector<double>{9223372036854775808.0}));
}

BOOST_AUTO_TEST_CASE(a_boolean_is_one_whatever_its_byte_but_zero) {
  BOOST_TEST(values<float>(element_type::boolean, {0, 1, 2, 255}) == (std::vector<float>{0, 1, 1, 1}));
}

BOOST_AUTO_TEST_CASE(an_integer_that_a_float_cannot_hold_is_rounded_to_nearest) {
  // 2^24 + 1 lies between two floats, 2^24 + 3 nearer to the upper: to even, and up.
  BOOST_TEST(values<float>(element_type::i32, {1, 0, 0, 1, 3, 0, 0, 1}) == (std::vector<float>{16777216, 16777220}));
}

BOOST_AUTO_TEST_CASE(the_other_byte_order_is_turned_around) {
  BOOST_TEST(values<double>(element_type::i32, {0, 0, 1, 2}, std::endian::big) == (std::vector<double>{258}));
  BOOST_TEST(values<float>(element_type::f32, {0x3f, 0x80, 0, 0}, std::endian::big) == (std::vector<float>{1}));
  BOOST_TEST(values<double>(element_type::f16, {0x3c, 0x00}, std::endian::big) == (std::vector<double>{1}));
}

BOOST_AUTO_TEST_CASE(small_floats_become_the_numbers_they_stand_for) {
  BOOST_TEST(values<float>(element_type::f8_e4m3fn, {0x38, 0xb8}) == (std::vector<float>{1, -1}));
  BOOST_TEST(values<float>(element_type::f8_e5m2, {0x3c}) == (std::vector<float>{1}));
  BOOST_TEST(values<float>(element_type::f8_e4m3fnuz, {0x40}) == (std::vector<float>{1}));
  BOOST_TEST(values<float>(element_type::f8_e5m2fnuz, {0x40}) == (std::vector<float>{1}));
  BOOST_TEST(values<float>(element_type::f8_e8m0, {0x80}) == (std::vector<float>{2}));
}

BOOST_AUTO_TEST_CASE(what_is_right_as_it_lies_is_not_copied_and_keeps_its_owner) {
  auto const file = std::make_shared<std::array<float, 2> const>(std::array<float, 2>{1.5f, -2.0f});
  auto const read = tensor_values<float>(element_type::f32, std::endian::native, std::as_bytes(std::span(*file)), file);
  BOOST_TEST(read.get() == file->data());
  BOOST_TEST(file.use_count() == 2);
}

BOOST_AUTO_TEST_CASE(what_is_not_aligned_is_copied) {
  alignas(8) std::array<std::byte, 9> file{};
  file[3] = std::byte{0x80};  // little endian, from byte 1: 0x3f80 0000
  file[4] = std::byte{0x3f};
  auto const read =
      tensor_values<float>(element_type::f32, std::endian::little, std::span(file).subspan(1, 8), nullptr);
  BOOST_TEST(read.get()[0] == 1.0f);
  BOOST_TEST(read.get()[1] == 0.0f);
  BOOST_TEST(reinterpret_cast<std::uintptr_t>(read.get()) % alignof(float) == 0u);
}

BOOST_AUTO_TEST_CASE(strides_are_followed_in_row_major_order) {
  // Bytes 0 to 23 as (2, 3, 4) transposed to (4, 2, 3): element (i, j, k) is 12 j + 4 k + i.
  std::vector<int> file(24);
  for (int i = 0; i != 24; ++i) file[static_cast<std::size_t>(i)] = i;
  auto const storage = bytes(file);
  extents const shape{4, 2, 3}, strides{1, 12, 4};
  auto const read = strided_values<double>(element_type::u8, std::endian::little, storage, 0, shape, strides);
  std::vector<double> expected;
  for (int i = 0; i != 4; ++i)
    for (int j = 0; j != 2; ++j)
      for (int k = 0; k != 3; ++k) expected.push_back(12 * j + 4 * k + i);
  BOOST_TEST((std::vector<double>(read.get(), read.get() + 24) == expected));
}

BOOST_AUTO_TEST_CASE(a_view_begins_where_it_says) {
  auto const storage = bytes({0, 0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0});  // 0 to 5 in 16 bits
  extents const shape{2}, strides{3};
  auto const read = strided_values<float>(element_type::i16, std::endian::little, storage, 1, shape, strides);
  BOOST_TEST(read.get()[0] == 1.0f);
  BOOST_TEST(read.get()[1] == 4.0f);
}

BOOST_AUTO_TEST_CASE(scalars_and_empty_views_have_no_strides_to_follow) {
  auto const storage = bytes({7, 8});
  auto const scalar = strided_values<float>(element_type::u8, std::endian::little, storage, 1, extents{}, extents{});
  BOOST_TEST(*scalar == 8.0f);
  BOOST_TEST((strided_values<float>(element_type::u8, std::endian::little, storage, 0, extents{2, 0}, extents{9, 9}) !=
              nullptr));
}

BOOST_AUTO_TEST_SUITE_END()
