// SPDX-License-Identifier: BSD-3-Clause
// Files by the reference package (tests/golden/weights), and what a reader must make of them. Files that break the
// rules are in detail/.
#include <whence/weights/read_safetensors.hpp>
#include <whence/weights/weight_limits.hpp>

#include <unistd.h>

#include <array>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <limits>
#include <memory>
#include <optional>

#include "safetensors_bytes.hpp"

namespace {

using extents = std::vector<std::size_t>;
using names = std::vector<std::string>;
using numbers = std::vector<float>;

std::filesystem::path const golden = std::filesystem::path(WHENCE_TEST_DATA) / "weights";

template <class T>
void check_special(whence::weight_tensor<T> const& tensor) {
  BOOST_TEST(tensor.shape() == (extents{2, 3}), boost::test_tools::per_element());
  auto const values = tensor.values();
  BOOST_TEST_REQUIRE(values.size() == 6u);
  BOOST_TEST(values[0] == T(1));
  BOOST_TEST(values[1] == T(-2));
  BOOST_TEST(values[2] == T(0.5));
  BOOST_TEST((values[3] == T(0) && std::signbit(values[3])));
  BOOST_TEST(values[4] == std::numeric_limits<T>::infinity());
  BOOST_TEST(std::isnan(values[5]));
}

/// A folder of the test's own, gone afterwards.
struct temporary_folder {
  std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("whence_weights_safetensors_test_" + std::to_string(::getpid()));
  temporary_folder() { std::filesystem::create_directories(path); }
  ~temporary_folder() { std::filesystem::remove_all(path); }
};

void check_unreadable(std::filesystem::path const& path, std::string const& expected, std::string const& got) {
  BOOST_CHECK_EXCEPTION(
      (void)whence::read_safetensors(path), whence::weights_error, [&](whence::weights_error const& error) {
        return error.where() == path.string() && error.expected().find(expected) != std::string::npos &&
               error.got().find(got) != std::string::npos;
      });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(weights_read_safetensors)

BOOST_AUTO_TEST_CASE(all_four_floating_types_become_float) {
  auto const weights = whence::read_safetensors(golden / "four_types.safetensors");
  for (auto const* const name : {"f64", "f32", "f16", "bf16"}) check_special(weights.at(name));
}

BOOST_AUTO_TEST_CASE(all_four_floating_types_become_double) {
  auto const weights = whence::read_safetensors<double>(golden / "four_types.safetensors");
  for (auto const* const name : {"f64", "f32", "f16", "bf16"}) check_special(weights.at(name));
}

BOOST_AUTO_TEST_CASE(names_come_in_the_order_of_the_file) {
  auto const weights = whence::read_safetensors(golden / "four_types.safetensors");
  BOOST_TEST(weights.names() == (names{"f64", "f32", "bf16", "f16"}), boost::test_tools::per_element());
  BOOST_TEST(weights.source() == (golden / "four_types.safetensors").string());
}

BOOST_AUTO_TEST_CASE(scalars_and_empty_tensors_are_tensors) {
  auto const weights = whence::read_safetensors(golden / "shapes.safetensors");
  BOOST_TEST(weights.at("scalar").shape().empty());
  BOOST_TEST_REQUIRE(weights.at("scalar").size() == 1u);
  BOOST_TEST(weights.at("scalar").values()[0] == 7.0f);
  BOOST_TEST(weights.at("empty").shape() == (extents{0, 3}), boost::test_tools::per_element());
  BOOST_TEST(weights.at("empty").values().empty());
  BOOST_TEST(weights.at("one").values()[0] == 8.0f);
  BOOST_TEST(weights.at("rank_five").shape() == (extents{1, 2, 3, 4, 1}), boost::test_tools::per_element());
  BOOST_TEST(weights.at("rank_five").values()[23] == 23.0f);
}

BOOST_AUTO_TEST_CASE(metadata_are_kept_as_text) {
  auto const metadata = whence::read_safetensors(golden / "shapes.safetensors").metadata();
  BOOST_TEST(metadata.size() == 3u);
  BOOST_TEST(metadata.at("format") == "pt");
  BOOST_TEST(metadata.at("licence") == "CC0-1.0");
  BOOST_TEST(metadata.at("\u00c4rger") == "\u2603");
}

BOOST_AUTO_TEST_CASE(integers_and_booleans_become_numbers_like_any_others) {
  auto const weights = whence::read_safetensors(golden / "batch_norm.safetensors");
  BOOST_TEST(weights.size() == 7u);
  BOOST_TEST(weights.at("1.num_batches_tracked").values()[0] == 9.0f);
  BOOST_TEST(weights.at("1.running_var").values()[1] == 8.0f);
  BOOST_TEST(weights.at("mask").values() == (numbers{1, 0, 1}), boost::test_tools::per_element());
  BOOST_TEST(weights.at("eight_bits").values() == (numbers{1, 2, 3}), boost::test_tools::per_element());
  BOOST_TEST(weights.left_out().empty());
}

BOOST_AUTO_TEST_CASE(complex_tensors_are_listed_not_read) {
  auto const file = whence_test::safetensors_bytes(R"({"z":{"dtype":"C64","shape":[1],"data_offsets":[0,8]}})", 8);
  auto const weights = whence::read_safetensors(std::span(file));
  BOOST_TEST(weights.size() == 0u);
  BOOST_TEST(weights.left_out().at("z") == "C64");
  BOOST_CHECK_EXCEPTION((void)weights.at("z"), whence::weights_error, [](whence::weights_error const& error) {
    return error.got().find("C64") != std::string::npos;
  });
}

BOOST_AUTO_TEST_CASE(headers_of_every_padding_are_read) {
  for (std::size_t length = 1; length != 9; ++length) {
    auto const weights = whence::read_safetensors(golden / ("padding_" + std::to_string(length) + ".safetensors"));
    BOOST_TEST(weights.at(std::string(length, 'n')).values()[3] == 3.0f);
  }
}

BOOST_AUTO_TEST_CASE(weights_outlive_the_map_they_came_in) {
  std::optional<whence::weight_tensor<float>> tensor;
  {
    auto const weights = whence::read_safetensors(golden / "shapes.safetensors");
    tensor = weights.at("rank_five");
  }
  BOOST_TEST(tensor->values()[5] == 5.0f);
}

BOOST_AUTO_TEST_CASE(aligned_data_of_the_same_type_are_used_where_they_lie) {
  // 8 + 56 bytes of header: the data are aligned as the file is.
  auto const file = whence_test::safetensors_bytes(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}  )", 8);
  BOOST_TEST_REQUIRE(file.size() == 72u);
  auto const weights = whence::read_safetensors(std::span(file));
  BOOST_TEST((static_cast<void const*>(weights.at("a").data()) == file.data() + 64));
}

BOOST_AUTO_TEST_CASE(unaligned_data_are_copied) {
  float const written[2] = {1.5f, -3.25f};
  // One byte less of padding than above, as writers that do not pad make.
  auto file = whence_test::safetensors_bytes(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} )", 8);
  std::memcpy(file.data() + 63, written, sizeof(written));
  auto const weights = whence::read_safetensors(std::span(file));
  auto const values = weights.at("a").values();
  BOOST_TEST((reinterpret_cast<std::uintptr_t>(values.data()) % alignof(float) == 0u));
  BOOST_TEST(values[0] == 1.5f);
  BOOST_TEST(values[1] == -3.25f);
}

BOOST_AUTO_TEST_CASE(narrower_numbers_are_rounded_to_the_nearest) {
  auto file = whence_test::safetensors_bytes(R"({"a":{"dtype":"F64","shape":[2],"data_offsets":[0,16]}})", 16);
  // 1 + 2^-24 lies between 1 and the next float, 1 + 2^-23, and ties go to even; 0.1 is nearest to 13421773 * 2^-27.
  double const written[2] = {1.0 + 0x1p-24, 0.1};
  std::memcpy(file.data() + file.size() - 16, written, 16);
  auto const weights = whence::read_safetensors(std::span(file));
  BOOST_TEST(weights.at("a").values()[0] == 1.0f);
  BOOST_TEST(weights.at("a").values()[1] == 13421773.0f * 0x1p-27f);
}

BOOST_AUTO_TEST_CASE(a_file_without_tensors_is_a_file) {
  auto const file = whence_test::safetensors_bytes("{}");
  BOOST_TEST(whence::read_safetensors(std::span(file)).size() == 0u);
}

BOOST_AUTO_TEST_CASE(white_space_may_stand_before_and_behind_the_header) {
  auto const file =
      whence_test::safetensors_bytes(" \t\r\n {\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}} \n ", 4);
  BOOST_TEST(whence::read_safetensors(std::span(file)).at("a").values()[0] == 0.0f);
}

BOOST_AUTO_TEST_CASE(the_header_may_name_tensors_in_another_order_than_their_data) {
  auto const file = whence_test::safetensors_bytes(R"({"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]},)"
                                                   R"("a":{"data_offsets":[0,4],"shape":[1],"dtype":"F32"}})",
                                                   8);
  auto const weights = whence::read_safetensors(std::span(file));
  BOOST_TEST(weights.names() == (names{"b", "a"}), boost::test_tools::per_element());
  BOOST_TEST((reinterpret_cast<std::uintptr_t>(weights.at("b").data()) != 0u));
}

BOOST_AUTO_TEST_CASE(a_missing_file_is_refused_with_the_systems_reason) {
  check_unreadable("/no/such/file.safetensors", "a readable file", "No such file");
}

BOOST_AUTO_TEST_CASE(a_directory_is_refused) {
  check_unreadable(golden, "a regular file", "a directory");
}

BOOST_AUTO_TEST_CASE(a_device_is_refused) {
  check_unreadable("/dev/zero", "a regular file", "a device");
}

BOOST_AUTO_TEST_CASE(an_empty_file_is_refused) {
  temporary_folder const folder;
  auto const path = folder.path / "empty.safetensors";
  std::ofstream{path};
  check_unreadable(path, "8 bytes of header length", "0 bytes");
}

BOOST_AUTO_TEST_CASE(a_file_cut_at_any_byte_is_refused) {
  std::ifstream in(golden / "four_types.safetensors", std::ios::binary);
  std::string const text{std::istreambuf_iterator<char>(in), {}};
  BOOST_TEST_REQUIRE(text.size() > 100u);
  auto const bytes = std::as_bytes(std::span(text));
  for (std::size_t length = 0; length != bytes.size(); ++length) {
    // A copy of just this length, so that a sanitiser sees every byte read behind it.
    std::vector<std::byte> const cut(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length));
    BOOST_CHECK_THROW((void)whence::read_safetensors(std::span(cut)), whence::weights_error);
  }
}

BOOST_AUTO_TEST_SUITE_END()
