// SPDX-License-Identifier: BSD-3-Clause
#include <whence/weights/detail/pickle_machine.hpp>

#include <array>
#include <boost/test/unit_test.hpp>

#include "../pickle_bytes.hpp"

using whence::detail::pickle_kind;
using whence_test::called;
using whence_test::dictionary;
using whence_test::empty_ordered;
using whence_test::float_storage;
using whence_test::global;
using whence_test::integer;
using whence_test::list;
using whence_test::numbers;
using whence_test::ordered_class;
using whence_test::tuple;

namespace {

/// What a pickle is, in words.
std::string answer(std::string const& value) {
  auto const bytes = whence_test::bytes_of_text(value + ".");
  try {
    auto const read = whence::detail::read_pickle(bytes, 0, "pickle", {});
    return whence::detail::pickle_words(read.values, read.root);
  } catch (whence::weights_error const& error) {
    return "expected " + error.expected() + ", got " + error.got();
  }
}

std::string const some_tensor = whence_test::tensor(float_storage("0", 1), 0, {1}, {1});
std::string const parameter_class = global("torch.nn.parameter", "Parameter");
std::string const size_class = global("torch", "Size");

}  // namespace

BOOST_AUTO_TEST_SUITE(weights_detail_pickle_call)

BOOST_AUTO_TEST_CASE(an_ordered_dictionary_is_made_of_nothing_of_pairs_or_of_a_dictionary) {
  BOOST_TEST(answer(empty_ordered) == "a dictionary of 0 entries");
  BOOST_TEST(answer(called(ordered_class, {list({list({integer(1), integer(2)}), tuple({integer(3), integer(4)})})})) ==
             "a dictionary of 2 entries");
  BOOST_TEST(answer(called(ordered_class, {dictionary({{"a", "N"}})})) == "a dictionary of 1 entries");
  BOOST_TEST(answer(called(ordered_class, {integer(1)})) ==
             "expected a dictionary made of nothing, a dictionary or pairs, got the number 1");
  BOOST_TEST(answer(called(ordered_class, {list({list({integer(1)})})})) ==
             "expected pairs of a key and a value, got a list of 1");
  BOOST_TEST(answer(called(ordered_class, {list({list({list({}), integer(1)})})})) ==
             "expected a key that can be looked up, got a list of 0");
  BOOST_TEST(answer(called(global("collections", "Counter"), {dictionary({{"a", integer(2)}})})) ==
             "a dictionary of 1 entries");
}

BOOST_AUTO_TEST_CASE(copies_of_a_dictionary_count_as_steps) {
  // 50 000 items, copied 30 times by 7 bytes each: 1.5 million, more than the limit of 2^20.
  std::string copies = "}(";
  for (int i = 0; i != 50'000; ++i) copies += "NN";
  copies += "uq\x01" + ordered_class + "q\x02";
  for (int i = 0; i != 30; ++i) copies += "h\x02h\x01\x85R";
  BOOST_TEST(answer(copies).ends_with("steps (weight_limits::pickle_opcodes), got more"));
}

BOOST_AUTO_TEST_CASE(tensors_are_rebuilt_by_each_version_of_the_function) {
  std::vector<std::string> arguments{float_storage("0", 1), integer(0), numbers({1}), numbers({1})};
  BOOST_TEST(answer(called(global("torch._utils", "_rebuild_tensor"), arguments)) == "a tensor");
  BOOST_TEST(answer(called(global("torch._utils", "_rebuild_tensor_v2"), arguments)) ==
             "expected the arguments of torch._utils._rebuild_tensor_v2, got a tuple of 4");
  arguments.insert(arguments.end(), {"\x89", empty_ordered});
  BOOST_TEST(answer(called(global("torch._utils", "_rebuild_tensor_v2"), arguments)) == "a tensor");
  BOOST_TEST(answer(called(global("torch._utils", "_rebuild_tensor"), arguments)) ==
             "expected the arguments of torch._utils._rebuild_tensor, got a tuple of 6");
  arguments.push_back(global("torch", "uint16"));
  BOOST_TEST(answer(called(global("torch._utils", "_rebuild_tensor_v3"), arguments)) == "a tensor");
}

BOOST_AUTO_TEST_CASE(a_parameter_is_its_tensor) {
  BOOST_TEST(answer(called(global("torch._utils", "_rebuild_parameter"), {some_tensor, "\x88", empty_ordered})) ==
             "a tensor");
  BOOST_TEST(answer(called(parameter_class, {some_tensor, "\x88"})) == "a tensor");
  BOOST_TEST(answer(parameter_class + tuple({some_tensor}) + "\x81") == "a tensor");
  BOOST_TEST(answer(called(parameter_class, {integer(1)})) ==
             "expected the arguments of torch.nn.parameter.Parameter, got a tuple of 1");
  // A parameter of 2017 gets three attributes; four would be other numbers for it.
  BOOST_TEST(answer(called(parameter_class, {some_tensor}) + tuple({"\x88", "\x89", empty_ordered}) + "b") ==
             "a tensor");
  BOOST_TEST(answer(some_tensor + tuple({"N", "N", "N", "N"}) + "b") ==
             "expected a parameter's three attributes, got a tuple of 4");
}

BOOST_AUTO_TEST_CASE(a_tensor_with_attributes_is_the_tensor_within) {
  auto const from_type = global("torch._tensor", "_rebuild_from_type_v2");
  auto const within = tuple({float_storage("0", 1), integer(0), numbers({1}), numbers({1})});
  auto const inner = global("torch._utils", "_rebuild_tensor");
  BOOST_TEST(answer(called(from_type, {inner, global("torch", "Tensor"), within, "}"})) == "a tensor");
  BOOST_TEST(answer(called(from_type, {from_type, global("torch", "Tensor"), within, "}"})) ==
             "expected a function to call, got the global torch._tensor._rebuild_from_type_v2");
  BOOST_TEST(answer(called(from_type, {"N", "N", within, "}"})) == "expected a function and its arguments, got None");
}

BOOST_AUTO_TEST_CASE(a_size_is_a_tuple) {
  BOOST_TEST(answer(called(size_class, {numbers({2, 3})})) == "a tuple of 2");
  BOOST_TEST(answer(called(size_class, {})) == "a tuple of 0");
  BOOST_TEST(answer(called(size_class, {integer(2)})) == "expected the arguments of torch.Size, got a tuple of 1");
}

BOOST_AUTO_TEST_CASE(what_is_allowed_and_no_weight_is_kept_as_nothing_but_its_name) {
  BOOST_TEST(answer(called(global("torch", "device"), {})) == "what torch.device makes");
  BOOST_TEST(answer(called(global("__builtin__", "set"), {list({})})) == "what __builtin__.set makes");
  BOOST_TEST(answer(called(global("torch._utils", "_rebuild_qtensor"), {})) ==
             "what torch._utils._rebuild_qtensor makes");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_called_is_not) {
  BOOST_TEST(answer(called(global("torch", "float32"), {})) ==
             "expected a function to call, got the global torch.float32");
  BOOST_TEST(answer(called(integer(1), {})) == "expected a function to call, got the number 1");
  BOOST_TEST(answer(ordered_class + list({}) + "R") == "expected a tuple of arguments, got a list of 0");
  BOOST_TEST(answer(ordered_class + ")\x81") == "a dictionary of 0 entries");
  BOOST_TEST(answer(global("torch._utils", "_rebuild_tensor") + ")\x81") ==
             "expected a class, got the global torch._utils._rebuild_tensor");
}

BOOST_AUTO_TEST_CASE(attributes_are_passed_over_and_given_to_what_has_some_alone) {
  BOOST_TEST(answer(empty_ordered + dictionary({{"_metadata", "}"}}) + "b") == "a dictionary of 0 entries");
  BOOST_TEST(answer(empty_ordered + "Nb") == "expected a dictionary of attributes, got None");
  BOOST_TEST(answer("}}b") == "expected a value that has attributes, got a dictionary of 0 entries");
  BOOST_TEST(answer("]}b") == "expected a value that has attributes, got a list of 0");
}

BOOST_AUTO_TEST_CASE(the_names_that_pytorch_allows_are_known_and_no_others) {
  using whence::detail::allowed_global;
  for (auto const* const name :
       {"collections.OrderedDict", "torch.FloatStorage", "torch.cuda.HalfStorage", "torch.storage.UntypedStorage",
        "torch.QUInt4x2Storage", "torch.float8_e8m0fnu", "torch.uint7", "torch.sparse.FloatTensor",
        "torch.cuda.sparse.HalfTensor", "torch.BoolTensor", "torch.per_channel_affine", "builtins.bytearray"}) {
    BOOST_TEST(allowed_global(name).has_value(), name);
  }
  for (auto const* const name :
       {"", "torch", "torch.", "torch.Storage", "torch.Tensor.x", "torch.load", "torch.sparse.FloatStorage",
        "torch.sparse.BoolTensor", "torch.UntypedStorage", "torch.QInt8Tensor", "builtins.eval", "builtins.dict",
        "collections.defaultdict", "xtorch.FloatStorage", "torch._utils._rebuild_nested_tensor"}) {
    BOOST_TEST(!allowed_global(name).has_value(), name);
  }
}

BOOST_AUTO_TEST_SUITE_END()
