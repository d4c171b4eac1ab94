// SPDX-License-Identifier: BSD-3-Clause
#include <whence/weights/read_pytorch.hpp>

#include <boost/test/unit_test.hpp>

#include "../zip_bytes.hpp"

using whence_test::dictionary;
using whence_test::pickled;
using whence_test::zip;
using whence_test::zip_record;

namespace {

std::string const one_float = dictionary({{"w", whence_test::tensor(whence_test::float_storage("0", 1), 0, {1}, {1})}});
zip_record const pickle{"any folder/data.pkl", pickled(one_float)};
zip_record const version{"any folder/version", "3\n"};
zip_record const data{"any folder/data/0", whence_test::raw("\x00\x00\x80\x3f")};

float read(std::vector<zip_record> const& records, whence::weight_limits const& limits = {}) {
  auto const file = whence_test::bytes_of_text(zip(records));
  return whence::read_pytorch<float>(std::span(file), {.limits = limits}, "file").at("w").values()[0];
}

std::string complaint(std::vector<zip_record> const& records, whence::weight_limits const& limits = {}) {
  try {
    (void)read(records, limits);
  } catch (whence::weights_error const& error) {
    return error.what();
  }
  return "no complaint";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(weights_detail_torch_archive)

BOOST_AUTO_TEST_CASE(a_pickle_a_version_and_storages_in_any_folder_are_weights) {
  BOOST_TEST(read({pickle, version, data}) == 1.0f);
  BOOST_TEST(read({pickle, {"any folder/.data/version", "6"}, data}) == 1.0f);
  BOOST_TEST(read({pickle,
                   version,
                   data,
                   {"any folder/.format_version", "1"},
                   {"any folder/.storage_alignment", "64"},
                   {"any folder/.data/serialization_id", "1"}}) == 1.0f);
}

BOOST_AUTO_TEST_CASE(the_order_of_bytes_is_as_the_record_says) {
  BOOST_TEST(read({pickle, version, data, {"any folder/byteorder", "little"}}) == 1.0f);
  zip_record const big{"any folder/data/0", whence_test::raw("\x3f\x80\x00\x00")};
  BOOST_TEST(read({pickle, version, big, {"any folder/byteorder", "big"}}) == 1.0f);
  BOOST_TEST(complaint({pickle, version, data, {"any folder/byteorder", "middle"}}) ==
             "file, record 'any folder/byteorder': expected 'little' or 'big', got 'middle'");
}

BOOST_AUTO_TEST_CASE(torchscript_is_recognised_and_answered_with_the_way_to_its_weights) {
  std::string const answer =
      "file: expected a state dict: in Python, torch.save(torch.jit.load(file).state_dict(), another_file), got a "
      "TorchScript archive, which is a program";
  BOOST_TEST(complaint({pickle, version, data, {"any folder/constants.pkl", ")."}}) == answer);
  // Its code is compressed, which nothing else may be.
  BOOST_TEST(complaint({pickle, version, data, {"any folder/code/x.py", "zzz", 0, 0x0808, 8}}) == answer);
}

BOOST_AUTO_TEST_CASE(an_archive_of_something_else_is_said_to_be_one) {
  BOOST_TEST(complaint({}) == "file: expected a record data.pkl, as torch.save writes it, got an empty zip archive");
  BOOST_TEST(complaint({{"word/document.xml", "<>"}}) ==
             "file: expected a record data.pkl, as torch.save writes it, got a zip archive of 'word/document.xml' and "
             "others");
  BOOST_TEST(complaint({pickle, version, data, {"other/data.pkl", pickled("}")}}) ==
             "file: expected one record data.pkl, got two");
}

BOOST_AUTO_TEST_CASE(the_version_is_one_that_pytorch_reads) {
  for (auto const* const text : {"0", "11", "three", "", "99999999999999999999"}) {
    BOOST_TEST(complaint({pickle, {"any folder/version", text}, data}) ==
               "file, record 'version': expected a version of 1 to 10, got '" + std::string(text) + "'");
  }
  BOOST_TEST(complaint({pickle, data}) == "file, record 'version': expected a version of 1 to 10, got no such record");
}

BOOST_AUTO_TEST_CASE(the_pickle_has_its_checksum_and_its_limit) {
  auto wrong = pickle;
  wrong.crc = 1;
  BOOST_TEST(complaint({wrong, version, data}) ==
             "file, record 'any folder/data.pkl': expected data of the checksum that the archive has for them, got "
             "others");
  auto unread = data;
  unread.crc = 1;
  BOOST_TEST(read({pickle, version, unread}) == 1.0f);
  whence::weight_limits limits;
  limits.pickle_bytes = 10;
  BOOST_TEST(complaint({pickle, version, data}, limits) ==
             "file, record 'any folder/data.pkl': expected a pickle of at most 10 bytes (weight_limits::pickle_bytes), "
             "got " +
                 std::to_string(pickle.data.size()));
}

BOOST_AUTO_TEST_SUITE_END()
