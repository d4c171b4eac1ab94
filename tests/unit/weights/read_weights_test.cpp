// SPDX-License-Identifier: BSD-3-Clause
#include <sys/stat.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <whence/weights/read_weights.hpp>

#include "zip_bytes.hpp"

using whence::weights_error;
using whence_test::dictionary;
using whence_test::float_storage;
using whence_test::list;
using whence_test::pickled;
using whence_test::tensor;
using whence_test::text;

namespace {

/// A file of these bytes, gone again at the end.
class passing_file {
 public:
  passing_file(std::string const& name, std::string_view bytes) : path_(std::filesystem::temp_directory_path() / name) {
    std::ofstream(path_, std::ios::binary) << bytes;
  }
  passing_file(passing_file const&) = delete;
  passing_file& operator=(passing_file const&) = delete;
  ~passing_file() { std::filesystem::remove(path_); }

  [[nodiscard]] std::filesystem::path const& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

std::string what_came(std::filesystem::path const& path, whence::weight_options const& options = {}) {
  try {
    (void)whence::read_weights<float>(path, options);
  } catch (weights_error const& complaint) {
    return complaint.got();
  }
  return "no error";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(weights_read_weights)

BOOST_AUTO_TEST_CASE(safetensors_are_told_by_their_content_whatever_the_name) {
  // 8 bytes of length, 64 of header, 4 of data: the float 1.
  std::string header = R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})";
  header.resize(64, ' ');
  std::string bytes(8, '\0');
  bytes[0] = 64;
  passing_file const file("whence_weights_test.pth", bytes + header + std::string("\0\0\x80\x3f", 4));
  BOOST_TEST(whence::read_weights<float>(file.path()).at("a").data()[0] == 1.0f);
  BOOST_TEST(whence::read_weights<double>(file.path()).at("a").data()[0] == 1.0);
}

BOOST_AUTO_TEST_CASE(a_file_by_torch_save_is_told_by_its_content_whatever_the_name) {
  auto const zip = whence_test::torch_zip(dictionary({{"a", tensor(float_storage("0", 1), 0, {1}, {1})}}),
                                          {{"0", whence_test::float_bytes({2.0f})}});
  passing_file const archive("whence_zip_test.safetensors", zip);
  BOOST_TEST(whence::read_weights<float>(archive.path()).at("a").data()[0] == 2.0f);

  auto const object = dictionary(
      {{"a", tensor(whence_test::legacy_storage(whence_test::global("torch", "FloatStorage"), "7", 1), 0, {1}, {1})}});
  auto const stream = whence_test::legacy_head() + pickled(object) + pickled(list({text("7")})) +
                      whence_test::little(1, 8) + whence_test::float_bytes({3.0f});
  passing_file const legacy("whence_legacy_test.safetensors", stream);
  BOOST_TEST(whence::read_weights<double>(legacy.path()).at("a").data()[0] == 3.0);
}

BOOST_AUTO_TEST_CASE(a_prefix_is_taken_off_in_every_format_and_an_entry_is_none_of_safetensors) {
  std::string header = R"({"m.a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},)"
                       R"("b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]},)"
                       R"("m.c":{"dtype":"C64","shape":[0],"data_offsets":[8,8]},"__metadata__":{"by":"hand"}})";
  passing_file const file("whence_prefix_test.safetensors",
                          whence_test::little(header.size(), 8) + header + whence_test::float_bytes({1.0f, 2.0f}));
  auto const weights = whence::read_weights<float>(file.path(), {.prefix = "m."});
  BOOST_TEST(weights.names().size() == 1u);
  BOOST_TEST(weights.at("a").data()[0] == 1.0f);
  BOOST_TEST(weights.left_out().at("c") == "C64");
  BOOST_TEST(weights.metadata().at("by") == "hand");
  BOOST_TEST(what_came(file.path(), {.prefix = "module."}) == "none, but for instance 'm.a'");
  BOOST_TEST(what_came(file.path(), {.entry = "state_dict"}) == "'state_dict'");
}

BOOST_AUTO_TEST_CASE(what_is_no_file_of_weights_is_said_to_be_none) {
  passing_file const page("whence_text_test.pth", "Not Found: the page that you asked for");
  BOOST_TEST(what_came(page.path()) == "38 bytes that begin as neither");
  std::string tar(512, '\0');
  tar.replace(0, 8, "sys_info").replace(257, 5, "ustar");
  passing_file const old("whence_tar_test.pth", tar);
  BOOST_TEST(what_came(old.path()) == "a tar archive, as older ones wrote");
  passing_file const other("whence_other_test.pth", pickled(list({})));
  BOOST_TEST(what_came(other.path()) == "6 bytes");
  passing_file const pickle("whence_plain_test.pth", pickled(list({text("weights")})));
  BOOST_TEST(what_came(pickle.path()) == "a pickle of a list of 1");
}

BOOST_AUTO_TEST_CASE(a_header_whose_length_spells_the_start_of_a_zip_is_no_zip) {
  // "PK" as the lowest two bytes of the length: 0x4b50.
  std::string header = R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})";
  header.resize(0x4b50, ' ');
  passing_file const file("whence_pk_test.safetensors",
                          std::string("PK\0\0\0\0\0\0", 8) + header + std::string("\0\0\x80\x3f", 4));
  BOOST_TEST(whence::read_weights<float>(file.path()).at("a").data()[0] == 1.0f);
}

BOOST_AUTO_TEST_CASE(a_pipe_that_nobody_writes_to_is_refused_and_not_waited_for) {
  auto const path = std::filesystem::temp_directory_path() / "whence_pipe_test.safetensors";
  std::filesystem::remove(path);
  BOOST_REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
  BOOST_TEST(what_came(path) == "a device or pipe");
  std::filesystem::remove(path);
}

BOOST_AUTO_TEST_CASE(a_missing_file_and_an_empty_one_are_refused) {
  BOOST_TEST(what_came("/nosuch/file") == "No such file or directory");
  passing_file const empty("whence_empty_test.safetensors", "");
  BOOST_TEST(what_came(empty.path()) == "0 bytes");
}

BOOST_AUTO_TEST_SUITE_END()
