// SPDX-License-Identifier: BSD-3-Clause
#include <whence/weights/read_pytorch.hpp>

#include <boost/test/unit_test.hpp>

#include "../pickle_bytes.hpp"

using whence_test::called;
using whence_test::dictionary;
using whence_test::float_bytes;
using whence_test::global;
using whence_test::integer;
using whence_test::legacy_head;
using whence_test::legacy_storage;
using whence_test::list;
using whence_test::little;
using whence_test::numbers;
using whence_test::old_text;
using whence_test::pickled;
using whence_test::tensor;
using whence_test::text;
using whence_test::tuple;

namespace {

using floats = std::vector<float>;

std::string const float_type = global("torch", "FloatStorage");

/// A stream of one storage, '7', of three floats.
std::string stream(std::string const& object, std::string const& keys = list({text("7")}),
                   std::string const& data = little(3, 8) + float_bytes({1, 2, 3})) {
  return legacy_head() + pickled(object) + pickled(keys) + data;
}

floats read(std::string const& bytes, std::string const& name = "w") {
  auto const file = whence_test::bytes_of_text(bytes);
  auto const weights = whence::read_pytorch<float>(std::span(file), {}, "file");
  auto const values = weights.at(name).values();
  return {values.begin(), values.end()};
}

std::string complaint(std::string const& bytes) {
  try {
    (void)read(bytes);
  } catch (whence::weights_error const& error) {
    return error.what();
  }
  return "no complaint";
}

std::string const all_of_7 = dictionary({{"w", tensor(legacy_storage(float_type, "7", 3), 0, {3}, {1})}});

}  // namespace

BOOST_AUTO_TEST_SUITE(weights_detail_legacy_stream)

BOOST_AUTO_TEST_CASE(five_pickles_and_the_elements_behind_them_are_weights_wherever_they_lie) {
  BOOST_TEST(read(stream(all_of_7)) == (floats{1, 2, 3}));
  // One byte more in the pickle moves the data by one, four times: whatever the alignment, the same numbers.
  for (std::size_t more = 1; more != 5; ++more) {
    auto const name = "w" + std::string(more, 'w');
    auto const object = dictionary({{name, tensor(legacy_storage(float_type, "7", 3), 1, {2}, {1})}});
    BOOST_TEST(read(stream(object), name) == (floats{2, 3}));
  }
}

BOOST_AUTO_TEST_CASE(python_2_wrote_bytes_for_text_long_numbers_and_pairs_for_dictionaries) {
  auto const storage =
      tuple({old_text("storage"), float_type, old_text("7"), old_text("cpu"), "\x8a\x01\x03", "N"}) + "Q";
  auto const made = called(global("torch._utils", "_rebuild_tensor"),
                           {storage, integer(0), tuple({"\x8a\x01\x03"}), tuple({"\x8a\x01\x01"})});
  auto const object = called(whence_test::ordered_class, {list({list({old_text("w"), made})})});
  BOOST_TEST(read(stream(object, list({old_text("7")}))) == (floats{1, 2, 3}));
}

BOOST_AUTO_TEST_CASE(keys_may_be_numbers) {
  auto const storage = tuple({text("storage"), float_type, integer(7), text("cpu"), integer(3), "N"}) + "Q";
  BOOST_TEST(read(stream(dictionary({{"w", tensor(storage, 0, {3}, {1})}}), list({integer(7)}))) == (floats{1, 2, 3}));
}

BOOST_AUTO_TEST_CASE(a_view_of_a_storage_is_its_part) {
  auto const of = [&](std::string const& view) {
    return dictionary({{"w", tensor(legacy_storage(float_type, "7", 3, view), 0, {1}, {1})}});
  };
  BOOST_TEST(read(stream(of(tuple({text("8"), integer(2), integer(1)})))) == floats{3});
  BOOST_TEST(complaint(stream(of(tuple({text("8"), integer(2), integer(2)})))) ==
             "file, tensor 'w': expected a view within its storage of 3 elements, got 2 elements from 2");
  BOOST_TEST(complaint(stream(of(tuple({text("8")})))) ==
             "file, tensor 'w': expected a view of a storage: key, place and size, got a tuple of 1");
}

BOOST_AUTO_TEST_CASE(data_are_little_endian_whatever_machine_wrote_them) {
  auto const big = whence_test::raw("\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.") +
                   pickled("M\xe9\x03") + pickled(dictionary({{"little_endian", "\x89"}}));
  BOOST_TEST(read(big + stream(all_of_7).substr(legacy_head().size())) == (floats{1, 2, 3}));
}

BOOST_AUTO_TEST_CASE(what_is_behind_the_last_storage_does_not_matter) {
  BOOST_TEST(read(stream(all_of_7) + "and more") == (floats{1, 2, 3}));
}

BOOST_AUTO_TEST_CASE(counts_agree_between_pickle_and_stream_and_with_the_file) {
  BOOST_TEST(complaint(stream(all_of_7, list({text("7")}), little(2, 8) + float_bytes({1, 2}))) ==
             "file, tensor 'w': expected 12 bytes in storage '7', got 8");
  BOOST_TEST(complaint(stream(all_of_7, list({text("7")}), little(3, 8) + float_bytes({1, 2}))) ==
             "file, storage '7': expected 3 elements of 4 bytes, got a rest of 8 bytes");
  BOOST_TEST(complaint(stream(all_of_7, list({text("7")}), little(1ull << 62, 8) + float_bytes({1, 2}))) ==
             "file, storage '7': expected 4611686018427387904 elements of 4 bytes, got a rest of 8 bytes");
  BOOST_TEST(complaint(stream(all_of_7, list({text("7")}), "1234567")) ==
             "file, storage '7': expected a count of elements in 8 bytes, got the end of the file");
}

BOOST_AUTO_TEST_CASE(the_list_of_storages_and_the_pickle_name_the_same_ones) {
  BOOST_TEST(complaint(stream(all_of_7, list({}), "")) ==
             "file, tensor 'w': expected a storage of key '7', got none in the file");
  BOOST_TEST(complaint(stream(all_of_7, list({text("8")}))) ==
             "file, storage '8': expected a storage that the pickle names, got one that it does not");
  BOOST_TEST(complaint(stream(all_of_7, list({text("7"), text("7")}),
                              little(1, 8) + float_bytes({1}) + little(1, 8) + float_bytes({1}))) ==
             "file, storage '7': expected a key used once, got it twice");
  BOOST_TEST(complaint(stream(all_of_7, "}")) ==
             "file, list of storages: expected a list of keys, got a dictionary of 0 entries");
  BOOST_TEST(complaint(stream(all_of_7, list({"N"}))) == "file, list of storages: expected a key, got None");
}

BOOST_AUTO_TEST_CASE(the_head_of_the_stream_is_pytorchs) {
  BOOST_TEST(complaint(pickled(all_of_7)).ends_with("a pickle of a dictionary of 1 entries"));
  auto const magic = legacy_head().substr(0, 15);
  BOOST_TEST(complaint(magic + pickled("M\xea\x03")) ==
             "file, protocol: expected the number 1001, got the number 1002");
  BOOST_TEST(complaint(magic + pickled("M\xe9\x03") + pickled("]")) ==
             "file, system: expected a dictionary about the machine that wrote the file, got a list of 0");
}

BOOST_AUTO_TEST_CASE(the_steps_of_all_pickles_count_together_and_errors_name_the_byte_of_the_file) {
  auto const head = legacy_head();
  BOOST_TEST(complaint(head + "\x80\x02X") == "file, byte " + std::to_string(head.size() + 2) +
                                                  ": expected a whole pickle, got the end of the bytes within it");
  std::string const half = "(" + std::string(600'000, 'N') + "t.";
  BOOST_TEST(complaint(head + half + half).ends_with("1048576 steps (weight_limits::pickle_opcodes), got more"));
}

BOOST_AUTO_TEST_SUITE_END()
