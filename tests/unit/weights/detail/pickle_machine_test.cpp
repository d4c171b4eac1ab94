// SPDX-License-Identifier: BSD-3-Clause
#include <whence/weights/detail/pickle_machine.hpp>

#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <limits>

#include "../pickle_bytes.hpp"

using whence::detail::pickle_kind;
using whence_test::global;
using whence_test::integer;
using whence_test::little;
using whence_test::raw;
using whence_test::text;

namespace {

/// A pickle that was read, and the bytes its texts lie in.
struct reading {
  std::vector<std::byte> bytes;
  whence::detail::pickle_reading pickle;

  explicit reading(std::string const& opcodes, whence::weight_limits const& limits = {})
      : bytes(whence_test::bytes_of_text(opcodes)), pickle(whence::detail::read_pickle(bytes, 0, "pickle", limits)) {}

  [[nodiscard]] pickle_kind kind() const { return pickle.values.kind(pickle.root); }
  [[nodiscard]] std::int64_t integer() const { return pickle.values.at(pickle.root).integer; }
  [[nodiscard]] std::string text() const { return std::string(pickle.values.text(pickle.root)); }
  [[nodiscard]] std::string words() const { return whence::detail::pickle_words(pickle.values, pickle.root); }
  /// Of the root's items that are numbers.
  [[nodiscard]] std::vector<std::int64_t> items() const {
    std::vector<std::int64_t> all;
    for (auto const item : pickle.values.items(pickle.root)) all.push_back(pickle.values.at(item).integer);
    return all;
  }
};

using integers = std::vector<std::int64_t>;

std::string complaint(std::string const& opcodes, whence::weight_limits const& limits = {}) {
  try {
    (void)reading(opcodes, limits);
  } catch (whence::weights_error const& error) {
    return error.what();
  }
  return "no complaint";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(weights_detail_pickle_machine)

BOOST_AUTO_TEST_CASE(numbers_of_every_width_keep_their_sign) {
  BOOST_TEST(reading("K\xff.").integer() == 255);
  BOOST_TEST(reading("M\xff\xff.").integer() == 65535);
  BOOST_TEST(reading("J\xfe\xff\xff\xff.").integer() == -2);
  BOOST_TEST(reading(raw("\x8a\x00.")).integer() == 0);
  BOOST_TEST(reading("\x8a\x01\xff.").integer() == -1);
  BOOST_TEST(reading(raw("\x8a\x02\xff\x00.")).integer() == 255);
  BOOST_TEST(reading(raw("\x8a\x08\x00\x00\x00\x00\x00\x00\x00\x80.")).integer() ==
             std::numeric_limits<std::int64_t>::min());
  BOOST_TEST((reading(raw("\x8a\x09\x00\x00\x00\x00\x00\x00\x00\x80\x00.")).kind() == pickle_kind::large_integer));
  BOOST_TEST(complaint("\x8a\x11" + std::string(17, '\0') + ".") ==
             "pickle byte 0: expected a number of at most 16 bytes, got 17");
}

BOOST_AUTO_TEST_CASE(none_truth_and_fractions_are_values) {
  BOOST_TEST((reading("N.").kind() == pickle_kind::none));
  BOOST_TEST(reading("\x88.").integer() == 1);
  BOOST_TEST(reading("\x89.").integer() == 0);
  reading const half(raw("G\x3f\xe0\x00\x00\x00\x00\x00\x00."));
  BOOST_TEST(half.pickle.values.at(half.pickle.root).real == 0.5);
}

BOOST_AUTO_TEST_CASE(texts_of_python_2_and_3_are_the_same_text) {
  BOOST_TEST(reading(raw("X\x03\x00\x00\x00\x61\xc3\xa4.")).text() == "a\u00e4");
  BOOST_TEST(reading("U\x02"
                     "ab.")
                 .text() == "ab");
  BOOST_TEST(reading(raw("T\x02\x00\x00\x00") + "ab.").text() == "ab");
  BOOST_TEST(complaint(raw("X\x01\x00\x00\x00\xff.")).find("expected text in UTF-8") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(containers_hold_what_was_pushed_in_its_order) {
  BOOST_TEST(reading(").").items() == integers{});
  BOOST_TEST(reading("K\x01\x85.").items() == (integers{1}));
  BOOST_TEST(reading("K\x01K\x02\x86.").items() == (integers{1, 2}));
  BOOST_TEST(reading("K\x01K\x02K\x03\x87.").items() == (integers{1, 2, 3}));
  BOOST_TEST(reading("(K\x01K\x02t.").items() == (integers{1, 2}));
  BOOST_TEST(reading("]K\x01"
                     "aK\x02"
                     "a.")
                 .items() == (integers{1, 2}));
  BOOST_TEST(reading("](K\x01K\x02K\x03K\x04K\x05"
                     "e.")
                 .items() == (integers{1, 2, 3, 4, 5}));
  BOOST_TEST(reading("}K\x01K\x02s(K\x03K\x04u.").items() == (integers{1, 2, 3, 4}));
  BOOST_TEST((reading("\x8f.").kind() == pickle_kind::opaque));
}

BOOST_AUTO_TEST_CASE(the_memo_gives_back_what_it_was_given_by_any_number) {
  BOOST_TEST(reading("K\x07q\x05(h\x05h\x05t.").items() == (integers{7, 7}));
  BOOST_TEST(reading("K\x07r\xff\xff\xff\xff(j\xff\xff\xff\xfft.").items() == (integers{7}));
  BOOST_TEST(complaint("h\x05.") == "pickle byte 0: expected a place in the memo that was filled, got 5");
}

BOOST_AUTO_TEST_CASE(a_container_may_hold_itself) {
  reading const list(
      "]q\x01h\x01"
      "a.");
  BOOST_TEST(list.pickle.values.items(list.pickle.root)[0] == list.pickle.root);
  reading const dictionary("}q\x01K\x01h\x01s.");
  BOOST_TEST(dictionary.pickle.values.items(dictionary.pickle.root)[1] == dictionary.pickle.root);
}

BOOST_AUTO_TEST_CASE(any_depth_of_nesting_costs_no_stack) {
  reading const nested(")" + std::string(1'000'000, '\x85') + ".");
  BOOST_TEST(nested.words() == "a tuple of 1");
}

BOOST_AUTO_TEST_CASE(the_pickle_ends_at_its_stop_whatever_is_behind) {
  reading const first("N.more");
  BOOST_TEST(first.pickle.end == 2u);
}

BOOST_AUTO_TEST_CASE(items_are_set_of_dictionaries_and_appended_to_lists_alone) {
  BOOST_TEST(complaint(")K\x01K\x02s.") == "pickle byte 5: expected a dictionary to set items of, got a tuple of 0");
  BOOST_TEST(complaint("](K\x01K\x02u.") == "pickle byte 6: expected a dictionary to set items of, got a list of 0");
  BOOST_TEST(complaint("}K\x01"
                       "a.") == "pickle byte 3: expected a list to append to, got a dictionary of 0 entries");
  BOOST_TEST(complaint("}(K\x01"
                       "e.") == "pickle byte 4: expected a list to append to, got a dictionary of 0 entries");
  BOOST_TEST(complaint("}(K\x01u.") == "pickle byte 4: expected keys and values in turn, got a key without a value");
  BOOST_TEST(complaint("}]K\x01s.") == "pickle byte 4: expected a key that can be looked up, got a list of 0");
}

BOOST_AUTO_TEST_CASE(nothing_is_taken_from_an_empty_stack_or_from_under_a_mark) {
  for (std::string const opcodes : {".", "\x85.", "K\x01\x86.", "R.", "Q.", "q\x01.", "b.", "s.",
                                    "K\x01("
                                    "\x85.",
                                    "}K\x01(K\x02s."}) {
    BOOST_TEST(complaint(opcodes).ends_with("expected values on the stack, got too few"), opcodes);
  }
  for (std::string const opcodes : {"t.", "u.", "e."}) {
    BOOST_TEST(complaint(opcodes) == "pickle byte 0: expected a mark on the stack, got none");
  }
  BOOST_TEST(complaint("(K\x01"
                       "e.") == "pickle byte 3: expected a value under the last ones, got nothing");
}

BOOST_AUTO_TEST_CASE(a_pickle_that_ends_too_soon_is_refused_at_the_opcode_that_wanted_more) {
  for (std::string const opcodes :
       {"", "N", "\x80", "K", "M\x01", "J\x01\x02\x03", "X\x05\x01",
        "U\x05"
        "abc",
        "ccollections", "ccollections\nOrderedDict", "G\x01", "\x8a\x05\x01", "q", "j\x01"}) {
    BOOST_TEST(complaint(opcodes).ends_with("expected a whole pickle, got the end of the bytes within it"), opcodes);
  }
}

BOOST_AUTO_TEST_CASE(only_the_opcodes_of_a_state_dict_are_known) {
  std::string const known =
      "N\x88\x89)JKM\x8aGUTX]}\x8f(t\x85\x86\x87"
      "aesuqrhjcQR\x81"
      "b.\x80";
  for (int opcode = 0; opcode != 256; ++opcode) {
    bool const is_known = known.find(static_cast<char>(opcode)) != std::string::npos;
    auto const said = complaint(std::string(1, static_cast<char>(opcode)) + "N.");
    BOOST_TEST((said.find("expected an opcode of a state dict") == std::string::npos) == is_known, opcode);
  }
  BOOST_TEST(complaint("\x80\x04\x95........") ==
             "pickle byte 2: expected an opcode of a state dict, as torch.save writes it with its own pickle_protocol, "
             "2, got opcode 0x95, of a later protocol");
}

BOOST_AUTO_TEST_CASE(a_global_that_is_not_allowed_is_refused_by_name) {
  BOOST_TEST(
      complaint(global("os", "system") + ".") ==
      "pickle byte 0: expected only what a state dict holds: in Python, torch.save(model.state_dict(), ...), got "
      "the global os.system, which is never loaded");
  BOOST_TEST(complaint(global("torch\x1b[2J", "x") + ".").find("torch?[2J.x") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_persistent_id_is_that_of_a_storage) {
  BOOST_TEST((reading("(" + text("storage") + "tQ.").kind() == pickle_kind::storage));
  BOOST_TEST(complaint("(" + text("module") + "tQ.").ends_with("a storage's persistent id, got the text 'module'"));
  BOOST_TEST(complaint("K\x01Q.").ends_with("a storage's persistent id, got the number 1"));
  BOOST_TEST(complaint(")Q.").ends_with("a storage's persistent id, got a tuple of 0"));
}

BOOST_AUTO_TEST_CASE(steps_bytes_and_tensors_have_their_limits) {
  whence::weight_limits limits;
  limits.pickle_opcodes = 3;
  BOOST_TEST(reading("NN.", limits).pickle.steps == 3u);
  BOOST_TEST(complaint("NNN.", limits) ==
             "pickle byte 3: expected a pickle of at most 3 steps (weight_limits::pickle_opcodes), got more");
  limits = {};
  limits.pickle_bytes = 3;
  BOOST_TEST((reading("NN.N", limits).kind() == pickle_kind::none));
  BOOST_TEST(complaint("NNN.", limits) ==
             "pickle byte 3: expected a pickle of at most 3 bytes (weight_limits::pickle_bytes), got more");
  limits = {};
  limits.tensors = 1;
  auto const sparse = global("torch._utils", "_rebuild_sparse_tensor") + ")R";
  BOOST_TEST(complaint(sparse + ".", limits) == "no complaint");
  BOOST_TEST(complaint(sparse + sparse + ".", limits)
                 .ends_with("expected at most 1 tensors (weight_limits::tensors), got more"));
}

BOOST_AUTO_TEST_SUITE_END()
