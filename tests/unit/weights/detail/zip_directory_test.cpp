// SPDX-License-Identifier: BSD-3-Clause
#include <whence/weights/detail/zip_directory.hpp>

#include <boost/test/unit_test.hpp>

#include "../zip_bytes.hpp"

using whence_test::little;
using whence_test::zip_parts;
using whence_test::zip_record;

namespace {

struct reading {
  std::vector<std::byte> bytes;
  std::vector<whence::detail::zip_entry> entries;

  explicit reading(std::string const& file)
      : bytes(whence_test::bytes_of_text(file)), entries(whence::detail::read_zip_directory(bytes, "file")) {}

  [[nodiscard]] std::string data(std::string const& name) const {
    auto const* const entry = whence::detail::find_zip_entry(entries, name);
    return entry == nullptr ? "no entry" : std::string(whence::detail::checked_zip_text(*entry, "file"));
  }
};

std::string complaint(std::string const& file) {
  try {
    whence::detail::expect_stored(reading(file).entries, "file");
  } catch (whence::weights_error const& error) {
    return error.what();
  }
  return "no complaint";
}

/// Two records, "b" of three bytes and "a" of none.
zip_parts two_records(std::uint16_t flags = 0x0808) {
  zip_parts parts;
  parts.add({"b", "xyz", 0, flags});
  parts.add({"a", "", 0, flags});
  return parts;
}

/// A file with the byte at `at` set.
std::string changed(std::string file, std::size_t at, int byte) {
  file.at(at) = static_cast<char>(byte);
  return file;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(weights_detail_zip_directory)

BOOST_AUTO_TEST_CASE(records_are_found_by_name_with_or_without_descriptors_and_zip64) {
  for (auto const flags : {0x0000, 0x0008, 0x0800, 0x0808}) {
    auto const parts = two_records(static_cast<std::uint16_t>(flags));
    for (auto const& file : {parts.file(), parts.locals + parts.directory + parts.wide_end()}) {
      reading const archive(file);
      BOOST_TEST(archive.entries.size() == 2u);
      BOOST_TEST(archive.data("b") == "xyz");
      BOOST_TEST(archive.data("a") == "");
      BOOST_TEST(archive.data("c") == "no entry");
    }
  }
  BOOST_TEST(reading(zip_parts{}.file()).entries.empty());
}

BOOST_AUTO_TEST_CASE(the_checksum_is_that_of_zip_and_compared_where_it_was_counted) {
  // The check value of this sum, CRC-32/ISO-HDLC, over the digits 1 to 9.
  auto const digits = whence_test::bytes_of_text("123456789");
  BOOST_TEST(whence::detail::zip_crc(digits) == 0xcbf43926u);
  reading const good(whence_test::zip({{"a", "123456789", 0xcbf43926}}));
  BOOST_TEST(good.data("a") == "123456789");
  reading const bad(whence_test::zip({{"a", "123456780", 0xcbf43926}}));
  BOOST_CHECK_THROW((void)bad.data("a"), whence::weights_error);
}

BOOST_AUTO_TEST_CASE(padding_before_the_data_is_passed_over) {
  zip_record record{"a", "xyz"};
  record.local_extra = "FB" + little(4, 2) + "ZZZZ";
  BOOST_TEST(reading(whence_test::zip({record})).data("a") == "xyz");
}

BOOST_AUTO_TEST_CASE(what_needs_more_than_reading_is_refused_in_words) {
  BOOST_TEST(complaint(whence_test::zip({{"a", "x", 0, 0x0808, 8}})) ==
             "file, record 'a': expected a stored record, as torch.save writes it, got a compressed one");
  BOOST_TEST(complaint(whence_test::zip({{"a", "x", 0, 0x0001}})) ==
             "file, record 'a': expected a record that is not encrypted, got an encrypted one");
  BOOST_TEST(complaint(whence_test::zip({{"a", "x", 0, 0x0020}})) ==
             "file, record 'a': expected no flags but of UTF-8 names and data descriptors, got others");
}

BOOST_AUTO_TEST_CASE(a_name_is_used_once_and_bytes_belong_to_one_record) {
  BOOST_TEST(complaint(whence_test::zip({{"a", "x"}, {"a", "y"}})) ==
             "file, record 'a': expected a name used once, got it twice");
  // A second entry of the directory for the first record's bytes, under a name that its local header does not have.
  zip_parts parts = two_records();
  parts.directory += parts.directory.substr(0, 47);
  ++parts.count;
  BOOST_TEST(complaint(parts.file()) == "file, record 'b': expected bytes of its own, got those of another record");
}

BOOST_AUTO_TEST_CASE(a_local_header_says_what_the_directory_says) {
  auto const file = two_records(0).file();
  std::string const refused =
      "file, record 'b': expected a local header that says the same as the directory, got another";
  for (std::size_t const at : {6u, 8u, 14u, 18u, 22u, 30u}) {  // flags, method, checksum, sizes, name
    BOOST_TEST(complaint(changed(file, at, 'q')) == refused, at);
  }
  BOOST_TEST(complaint(changed(file, 0, 'q')) == "file, record 'b': expected a local header at byte 0, got none");
  BOOST_TEST(complaint(changed(file, 29, 0x7f)) ==
             "file, record 'b': expected 3 bytes before the directory, got fewer");
}

BOOST_AUTO_TEST_CASE(the_end_of_the_directory_is_the_end_of_the_file_and_agrees_with_it) {
  auto const parts = two_records();
  auto const file = parts.file();
  auto const end = file.size() - 22;
  BOOST_TEST(complaint(file + "x").find("ends with its directory") != std::string::npos);
  BOOST_TEST(
      complaint("") ==
      "file: expected a zip archive that ends with its directory, got a file cut short, or one with more behind");
  BOOST_TEST(complaint(changed(file, end + 4, 1)).ends_with("got several parts"));
  BOOST_TEST(complaint(changed(file, end + 20, 1)).ends_with("got a comment"));
  BOOST_TEST(complaint(changed(file, end + 8, 1)).ends_with("expected numbers that agree, got several that do not"));
  BOOST_TEST(complaint(changed(file, end + 12, 1)).find("expected a directory that ends at byte") != std::string::npos);
  BOOST_TEST(complaint(changed(file, end + 16, 1)).find("expected a directory that ends at byte") != std::string::npos);
  BOOST_TEST(complaint("x" + file).find("expected a directory that ends at byte") != std::string::npos);
  auto const fewer = changed(changed(file, end + 8, 1), end + 10, 1);
  BOOST_TEST(complaint(fewer) == "file, zip directory: expected an end behind 1 entries, got 47 bytes more");
  auto const more = changed(changed(file, end + 8, 99), end + 10, 99);
  BOOST_TEST(complaint(more).ends_with("expected at most an entry for each 46 bytes, got 99 entries"));
}

BOOST_AUTO_TEST_CASE(the_records_of_zip64_stand_in_their_places_and_agree) {
  auto const parts = two_records();
  auto const before = parts.locals.size() + parts.directory.size();
  auto const file = parts.locals + parts.directory + parts.wide_end();
  BOOST_TEST(complaint(file) == "no complaint");
  BOOST_TEST(complaint(changed(file, before, 'q')).find("a Zip64 record of 56 bytes") != std::string::npos);
  BOOST_TEST(complaint(changed(file, before + 56 + 8, 1)).find("a Zip64 record of 56 bytes") != std::string::npos);
  for (std::size_t const at : {4u, 16u, 24u, 32u, 40u, 48u}) {  // its length, disk, two counts, size, place
    BOOST_TEST(
        complaint(changed(file, before + at, 99)).ends_with("expected numbers that agree, got several that do not"),
        at);
  }
}

BOOST_AUTO_TEST_CASE(wide_numbers_are_read_from_the_zip64_field_in_their_order) {
  // The directory's one entry with sizes and place of 2^32 - 1, and the true ones in the extra field.
  zip_parts parts;
  parts.add({"a", "xyz", 0, 0x0808});
  std::string const wide(4, '\xff');
  std::string const field = little(1, 2) + little(24, 2) + little(3, 8) + little(3, 8) + little(0, 8);
  auto entry = parts.directory;
  entry.replace(20, 4, wide).replace(24, 4, wide).replace(42, 4, wide).replace(30, 2, little(field.size(), 2));
  parts.directory = entry + field;
  BOOST_TEST(reading(parts.file()).data("a") == "xyz");
  parts.directory = entry.replace(30, 2, little(12, 2)) + little(1, 2) + little(8, 2) + little(3, 8);
  BOOST_TEST(complaint(parts.file()) == "file, record 'a': expected Zip64 numbers, got too few");
}

BOOST_AUTO_TEST_SUITE_END()
