// SPDX-License-Identifier: BSD-3-Clause
// Descriptions of tensors, sound and not, by way of a whole file.
#include <whence/weights/read_pytorch.hpp>

#include <boost/test/unit_test.hpp>

#include "../zip_bytes.hpp"

using whence_test::called;
using whence_test::dictionary;
using whence_test::empty_ordered;
using whence_test::float_storage;
using whence_test::global;
using whence_test::integer;
using whence_test::numbers;
using whence_test::storage;
using whence_test::tensor;
using whence_test::text;
using whence_test::torch_zip;
using whence_test::tuple;

namespace {

using floats = std::vector<float>;

/// The values of a tensor upon the storage '0' of these bytes.
floats read(std::string const& description, std::string const& bytes, whence::weight_limits const& limits = {}) {
  auto const file = whence_test::bytes_of_text(torch_zip(dictionary({{"w", description}}), {{"0", bytes}}));
  auto const weights = whence::read_pytorch<float>(std::span(file), {.limits = limits}, "file");
  auto const values = weights.at("w").values();
  return {values.begin(), values.end()};
}

std::string complaint(std::string const& description, std::string const& bytes = std::string(24, '\0'),
                      whence::weight_limits const& limits = {}) {
  try {
    (void)read(description, bytes, limits);
  } catch (whence::weights_error const& error) {
    return error.where() == "file, tensor 'w'" ? "expected " + error.expected() + ", got " + error.got() : error.what();
  }
  return "no complaint";
}

std::string const six = float_storage("0", 6);

/// _rebuild_tensor of other arguments than numbers.
std::string made_of(std::string const& first, std::string const& shape, std::string const& strides) {
  return called(global("torch._utils", "_rebuild_tensor"), {six, first, shape, strides});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(weights_detail_torch_view)

BOOST_AUTO_TEST_CASE(views_are_read_wherever_they_begin_and_however_they_step) {
  auto const bytes = whence_test::float_bytes({0, 1, 2, 3, 4, 5});
  BOOST_TEST(read(tensor(six, 0, {6}, {1}), bytes) == (floats{0, 1, 2, 3, 4, 5}));
  BOOST_TEST(read(tensor(six, 1, {3}, {2}), bytes) == (floats{1, 3, 5}));
  BOOST_TEST(read(tensor(six, 0, {3, 2}, {1, 3}), bytes) == (floats{0, 3, 1, 4, 2, 5}));
  BOOST_TEST(read(tensor(six, 5, {}, {}), bytes) == floats{5});
  BOOST_TEST(read(tensor(six, 0, {1, 1, 2}, {77, 0, 5}), bytes) ==
             (floats{0, 5}));  // steps of one place are never gone
  BOOST_TEST(read(tensor(six, 9, {0, 3}, {0, 0}), bytes).empty());
  // An overlap that holds no more values than the storage: windows of two.
  BOOST_TEST(read(tensor(six, 0, {3, 2}, {1, 1}), bytes) == (floats{0, 1, 1, 2, 2, 3}));
}

BOOST_AUTO_TEST_CASE(newer_types_stand_beside_a_storage_of_bytes) {
  auto const bytes = storage(global("torch.storage", "UntypedStorage"), "0", 4);
  auto const of_type = [&](std::string const& dtype) {
    return called(global("torch._utils", "_rebuild_tensor_v3"),
                  {bytes, integer(1), numbers({1}), numbers({1}), "\x89", empty_ordered, global("torch", dtype)});
  };
  BOOST_TEST(read(of_type("uint16"), std::string("\0\0\x02\x01", 4)) == floats{258});
  BOOST_TEST(read(of_type("float8_e4m3fn"), std::string("\0\x38\0\0", 4)) == floats{1});
  BOOST_TEST(read(tensor(bytes, 3, {1}, {1}), std::string("\0\0\0\x07", 4)) == floats{7});  // without: uint8
  auto const other = called(global("torch._utils", "_rebuild_tensor_v3"),
                            {bytes, integer(1), numbers({1}), numbers({1}), "\x89", empty_ordered, "N"});
  BOOST_TEST(complaint(other, std::string(4, '\0')) == "expected a dtype, such as torch.float32, got None");
}

BOOST_AUTO_TEST_CASE(a_view_stays_within_its_storage) {
  BOOST_TEST(complaint(tensor(six, 0, {7}, {1})) == "expected elements within a storage of 6, got element 6");
  BOOST_TEST(complaint(tensor(six, 6, {1}, {1})) == "expected elements within a storage of 6, got element 6");
  BOOST_TEST(complaint(tensor(six, 0, {2, 2}, {5, 1})) == "expected elements within a storage of 6, got element 6");
  BOOST_TEST(complaint(tensor(float_storage("0", 0), 0, {1}, {1}), "") ==
             "expected elements within a storage of 0, got element 0");
  std::string const large = "\x8a\x08" + std::string(7, '\xff') + "\x7f";  // 2^63 - 1
  BOOST_TEST(complaint(made_of(integer(0), numbers({5}), "(" + large + "t")) ==
             "expected elements within a storage of 6, got elements beyond 2^64");
  BOOST_TEST(complaint(made_of(large, "(" + large + "t", numbers({1}))).find("expected elements within a storage") !=
             std::string::npos);
  BOOST_TEST(complaint(made_of(integer(0), "(" + large + large + "t", numbers({1, 1}))) ==
             "expected a shape whose values can be counted, got 2^64 or more");
}

BOOST_AUTO_TEST_CASE(views_that_repeat_values_are_refused) {
  BOOST_TEST(
      complaint(tensor(six, 0, {3, 2}, {0, 1})) ==
      "expected a value for each place (in Python, tensor.contiguous()), got an expanded view, which repeats values "
      "along axis 0");
  BOOST_TEST(
      complaint(tensor(six, 0, {4, 3}, {1, 1})) ==
      "expected a value for each place (in Python, tensor.contiguous()), got a view that repeats values: 12 of a "
      "storage of 6");
}

BOOST_AUTO_TEST_CASE(numbers_are_numbers_that_are_not_negative) {
  BOOST_TEST(complaint(made_of("N", numbers({1}), numbers({1}))) ==
             "expected a first element that is a number from 0 to 2^63 - 1, got None");
  BOOST_TEST(complaint(made_of(integer(0xffffffff), numbers({1}), numbers({1}))) ==
             "expected a first element that is a number from 0 to 2^63 - 1, got the number -1");
  BOOST_TEST(complaint(made_of(integer(0), numbers({0xfffffffe}), numbers({1}))) ==
             "expected an extent that is a number from 0 to 2^63 - 1, got the number -2");
  BOOST_TEST(complaint(made_of(integer(0), numbers({1}), tuple({text("a")}))) ==
             "expected a stride that is a number from 0 to 2^63 - 1, got the text 'a'");
  BOOST_TEST(complaint(made_of(integer(0), "N", numbers({1}))) ==
             "expected extents in a tuple of at most 32, got None");
  BOOST_TEST(complaint(made_of(integer(0), numbers({1, 1}), numbers({1}))) ==
             "expected a stride for each of 2 extents, got 1 strides");
  whence::weight_limits limits;
  limits.rank = 1;
  BOOST_TEST(complaint(tensor(six, 0, {1, 1}, {1, 1}), std::string(24, '\0'), limits) ==
             "expected extents in a tuple of at most 1, got a tuple of 2");
}

BOOST_AUTO_TEST_CASE(a_storage_has_the_bytes_that_its_id_says) {
  BOOST_TEST(complaint(tensor(six, 0, {1}, {1}), std::string(23, '\0')) == "expected 24 bytes in storage '0', got 23");
  BOOST_TEST(complaint(tensor(six, 0, {1}, {1}), std::string(25, '\0')) == "expected 24 bytes in storage '0', got 25");
  BOOST_TEST(complaint(tensor(float_storage("1", 6), 0, {1}, {1})) ==
             "expected a storage of key '1', got none in the file");
  BOOST_TEST(complaint(tensor(float_storage("0", 0xffffffff), 0, {1}, {1})) ==
             "expected a storage's size that is a number from 0 to 2^63 - 1, got the number -1");
  BOOST_TEST(complaint(tensor(storage("N", "0", 6), 0, {1}, {1})) ==
             "expected a type of storages, such as torch.FloatStorage, got None");
  BOOST_TEST(complaint(tensor(storage(global("torch", "float32"), "0", 6), 0, {1}, {1})) ==
             "expected a type of storages, such as torch.FloatStorage, got the global torch.float32");
  BOOST_TEST(complaint(tensor(tuple({text("storage"), "N"}) + "Q", 0, {1}, {1})) ==
             "expected a storage's id of 5 parts, got 2");
  BOOST_TEST(complaint(tensor("N", 0, {1}, {1})) == "expected a storage, got None");
}

BOOST_AUTO_TEST_CASE(negated_views_are_left_out) {
  auto const negated =
      called(global("torch._utils", "_rebuild_tensor_v2"),
             {six, integer(0), numbers({1}), numbers({1}), "\x89", empty_ordered, dictionary({{"neg", "\x88"}})});
  BOOST_TEST(complaint(negated).find("left out, as it holds no numbers of its own: a negated view") !=
             std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
