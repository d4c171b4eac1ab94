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
using whence::detail::tensor_values;

namespace {

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

BOOST_AUTO_TEST_SUITE_END()
