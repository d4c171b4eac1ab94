// SPDX-License-Identifier: BSD-3-Clause
// Files put together by hand; those that PyTorch wrote are in pytorch_golden_test.cpp.
#include <whence/weights/read_pytorch.hpp>

#include <bit>
#include <boost/test/unit_test.hpp>
#include <cstdint>

#include "zip_bytes.hpp"

using whence_test::called;
using whence_test::dictionary;
using whence_test::entries;
using whence_test::float_bytes;
using whence_test::float_storage;
using whence_test::global;
using whence_test::integer;
using whence_test::list;
using whence_test::numbers;
using whence_test::tensor;
using whence_test::text;
using whence_test::torch_zip;

namespace {

using names = std::vector<std::string>;
using floats = std::vector<float>;

whence::weight_map<float> read(std::string const& file, whence::weight_options const& options = {}) {
  // Values that point into the file need it no longer than this one expression's caller looks at them.
  static std::vector<std::vector<std::byte>> kept;
  kept.push_back(whence_test::bytes_of_text(file));
  return whence::read_pytorch<float>(std::span(std::as_const(kept.back())), options, "file");
}

std::string complaint(std::string const& file, whence::weight_options const& options = {}) {
  try {
    (void)read(file, options);
  } catch (whence::weights_error const& error) {
    return error.what();
  }
  return "no complaint";
}

floats values(whence::weight_map<float> const& weights, std::string const& name) {
  auto const all = weights.at(name).values();
  return {all.begin(), all.end()};
}

std::string small_tensor(std::string const& key) {
  return tensor(float_storage(key, 1), 0, {1}, {1});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(weights_read_pytorch)

BOOST_AUTO_TEST_CASE(tensors_come_in_the_order_of_the_file_with_shapes_and_strides) {
  auto const file = torch_zip(dictionary({{"b", tensor(float_storage("0", 6), 0, {2, 3}, {3, 1})},
                                          {"a", tensor(float_storage("0", 6), 1, {2, 2}, {1, 3})}},
                                         whence_test::empty_ordered),
                              {{"0", float_bytes({0, 1, 2, 3, 4, 5})}});
  auto const weights = read(file);
  BOOST_TEST(weights.names() == (names{"b", "a"}));
  BOOST_TEST(values(weights, "b") == (floats{0, 1, 2, 3, 4, 5}));
  BOOST_TEST(values(weights, "a") == (floats{1, 4, 2, 5}));  // element (i, j) is 1 + i + 3 j
  BOOST_TEST(weights.at("a").shape() == (std::vector<std::size_t>{2, 2}));
}

BOOST_AUTO_TEST_CASE(numbers_and_text_beside_the_tensors_are_metadata_and_the_rest_is_passed_over) {
  auto const file = torch_zip(dictionary({{"epoch", integer(7)},
                                          {"loss", "G\x3f\xe0" + std::string(6, '\0')},
                                          {"arch", text("vgg16")},
                                          {"best", "\x88"},
                                          {"nothing", "N"},
                                          {"names", list({text("cat")})},
                                          {"w", small_tensor("0")}}),
                              {{"0", float_bytes({1})}});
  auto const weights = read(file);
  BOOST_TEST(weights.names() == names{"w"});
  BOOST_TEST(weights.metadata().size() == 4u);
  BOOST_TEST(weights.metadata().at("epoch") == "7");
  BOOST_TEST(weights.metadata().at("loss") == "0.5");
  BOOST_TEST(weights.metadata().at("arch") == "vgg16");
  BOOST_TEST(weights.metadata().at("best") == "true");
  BOOST_TEST(weights.left_out().empty());
}

BOOST_AUTO_TEST_CASE(tensors_that_are_no_rows_of_numbers_are_left_out_by_name) {
  auto const bits = whence_test::storage(global("torch", "ComplexFloatStorage"), "0", 1);
  auto const file = torch_zip(dictionary({{"complex", tensor(bits, 0, {1}, {1})},
                                          {"quantized", called(global("torch._utils", "_rebuild_qtensor"), {})},
                                          {"sparse", called(global("torch._utils", "_rebuild_sparse_tensor"), {})},
                                          {"old", called(global("torch.sparse", "FloatTensor"), {})}}),
                              {{"0", std::string(8, '\0')}});
  auto const weights = read(file);
  BOOST_TEST(weights.size() == 0u);
  BOOST_TEST(weights.left_out().at("complex") == "complex64");
  BOOST_TEST(weights.left_out().at("quantized") == "a quantized tensor");
  BOOST_TEST(weights.left_out().at("sparse") == "a sparse tensor");
  BOOST_TEST(weights.left_out().at("old") == "a torch.sparse.FloatTensor");
}

BOOST_AUTO_TEST_CASE(an_entry_leads_into_a_checkpoint_and_slashes_lead_further) {
  entries const inner{{"w", small_tensor("0")}};
  auto const file = torch_zip(dictionary({{"epoch", integer(1)},
                                          {"state_dict", dictionary(inner)},
                                          {"a/b", dictionary(inner)},
                                          {"outer", dictionary({{"model", dictionary(inner)}})}}),
                              {{"0", float_bytes({4})}});
  for (auto const* const entry : {"state_dict", "a/b", "outer/model"}) {
    BOOST_TEST(values(read(file, {.entry = entry}), "w") == floats{4});
  }
  BOOST_TEST(complaint(file) ==
             "file: expected tensors, or a weight_options::entry that leads to them, got a checkpoint of the "
             "dictionaries 'state_dict', 'a/b'");
  BOOST_TEST(complaint(file, {.entry = "model"}) ==
             "file: expected an entry 'model' (weight_options::entry), got entries 'state_dict', 'a/b'");
  BOOST_TEST(
      complaint(file, {.entry = "epoch"}) ==
      "file, entry 'epoch': expected a dictionary of tensors, as of torch.save(model.state_dict(), ...), got the "
      "number 1");
}

BOOST_AUTO_TEST_CASE(a_missing_tensor_of_a_checkpoint_is_answered_with_its_dictionaries) {
  auto const file =
      torch_zip(dictionary({{"mean", small_tensor("0")}, {"ema", dictionary({{"w", small_tensor("0")}})}}),
                {{"0", float_bytes({4})}});
  BOOST_CHECK_EXCEPTION((void)read(file).at("w"), whence::weights_error, [](whence::weights_error const& error) {
    return error.got() == "no such name; the nearest are mean; weight_options::entry leads to the dictionaries 'ema'";
  });
}

BOOST_AUTO_TEST_CASE(a_prefix_chooses_names_and_is_taken_off) {
  auto const file = torch_zip(dictionary({{"module.w", small_tensor("0")}, {"loss.w", small_tensor("0")}}),
                              {{"0", float_bytes({4})}});
  BOOST_TEST(read(file, {.prefix = "module."}).names() == names{"w"});
  BOOST_TEST(
      complaint(file, {.prefix = "model."}) ==
      "file: expected tensors whose names begin with 'model.' (weight_options::prefix), got none, but for instance "
      "'loss.w'");
}

BOOST_AUTO_TEST_CASE(tensors_that_are_not_wanted_are_not_looked_at) {
  auto const file = torch_zip(dictionary({{"m.w", small_tensor("0")}, {"x", tensor(float_storage("9", 1), 5, {}, {})}}),
                              {{"0", float_bytes({4})}});
  BOOST_TEST(read(file, {.prefix = "m."}).size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_file_that_holds_no_dictionary_is_refused_with_what_it_holds) {
  auto const bare = torch_zip(small_tensor("0"), {{"0", float_bytes({4})}});
  BOOST_TEST(complaint(bare).ends_with("torch.save(model.state_dict(), ...), got a tensor"));
  BOOST_TEST(complaint(torch_zip(list({integer(3)}), {})).ends_with("got a list of 1"));
  BOOST_TEST(read(torch_zip(dictionary({}), {})).size() == 0u);
}

BOOST_AUTO_TEST_CASE(a_name_is_used_once) {
  auto const file =
      torch_zip(dictionary({{"w", small_tensor("0")}, {"w", small_tensor("0")}}), {{"0", float_bytes({4})}});
  BOOST_TEST(complaint(file) == "file, tensor 'w': expected a name not used before, got it twice");
}

BOOST_AUTO_TEST_CASE(names_may_be_numbers_but_not_tuples) {
  auto const numbered = torch_zip("}" + integer(3) + small_tensor("0") + "s", {{"0", float_bytes({4})}});
  BOOST_TEST(read(numbered).names() == names{"3"});
  auto const other = torch_zip("})" + small_tensor("0") + "s", {{"0", float_bytes({4})}});
  BOOST_TEST(complaint(other) == "file: expected tensors named by text, got a tuple of 0");
}

BOOST_AUTO_TEST_CASE(copies_of_shared_storages_are_counted) {
  // Each transposed view of 10 000 values is a copy of its own: the memo repeats it for 10 bytes.
  auto const square = tensor(whence_test::storage(global("torch", "ByteStorage"), "0", 10000), 0, {100, 100}, {1, 100});
  std::string all = "}(" + text("n0") + square + "q\x01";
  for (int i = 1; i != 9; ++i) all += text("n" + std::to_string(i)) + "h\x01";
  BOOST_TEST(complaint(torch_zip(all + "u", {{"0", std::string(10000, '\0')}}))
                 .find("as many as the file has bytes, got more") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(aligned_tensors_are_used_where_they_lie) {
  std::vector<float> const written{1, 2, 3, 4};
  auto file = torch_zip(dictionary({{"w", tensor(float_storage("0", 4), 1, {3}, {1})}}), {{"0", float_bytes(written)}});
  // The data's place in the file, moved to a multiple of 64 by what stands before the file in memory.
  auto const place = file.find(float_bytes(written));
  std::vector<std::byte> memory(file.size() + 128);
  auto const address = reinterpret_cast<std::uintptr_t>(memory.data()) + place;
  auto const begin = (64 - address % 64) % 64;
  std::copy_n(reinterpret_cast<std::byte const*>(file.data()), file.size(), memory.data() + begin);
  std::span<std::byte const> const bytes(memory.data() + begin, file.size());
  auto const weights = whence::read_pytorch<float>(bytes);
  BOOST_TEST((static_cast<void const*>(weights.at("w").data()) == bytes.data() + place + 4));
}

BOOST_AUTO_TEST_CASE(a_file_cut_at_any_byte_is_refused) {
  auto const zip = torch_zip(dictionary({{"w", small_tensor("0")}}), {{"0", float_bytes({4})}});
  auto const object =
      dictionary({{"w", tensor(whence_test::legacy_storage(global("torch", "FloatStorage"), "7", 1), 0, {1}, {1})}});
  auto const stream = whence_test::legacy_head() + whence_test::pickled(object) +
                      whence_test::pickled(list({text("7")})) + whence_test::little(1, 8) + float_bytes({3});
  for (auto const& file : {zip, stream}) {
    BOOST_TEST(read(file).size() == 1u);
    for (std::size_t length = 0; length != file.size(); ++length) {
      BOOST_TEST(complaint(file.substr(0, length)) != "no complaint");
    }
  }
}

BOOST_AUTO_TEST_CASE(any_byte_of_a_file_may_be_wrong_without_harm) {
  auto const zip = torch_zip(dictionary({{"w", small_tensor("0")}}), {{"0", float_bytes({4})}});
  for (std::size_t i = 0; i != zip.size(); ++i) {
    for (int const flip : {0x01, 0x80, 0xff}) {
      auto file = zip;
      file[i] = static_cast<char>(file[i] ^ flip);
      BOOST_TEST(!complaint(file).empty());
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
