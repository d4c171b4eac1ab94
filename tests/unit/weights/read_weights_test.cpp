// SPDX-License-Identifier: BSD-3-Clause
#include <sys/stat.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <whence/weights/read_weights.hpp>

using whence::weights_error;

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

std::string what_came(std::filesystem::path const& path) {
  try {
    (void)whence::read_weights<float>(path);
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

BOOST_AUTO_TEST_CASE(pytorchs_own_formats_are_recognised_and_named) {
  passing_file const zip("whence_zip_test.pth", "PK\x03\x04 and so on");
  BOOST_TEST(what_came(zip.path()) == "a zip archive, as torch.save writes it");
  passing_file const pickle("whence_pickle_test.pth", std::string_view("\x80\x02\x8a\x0a\x6c\xfc\x9c\x46", 8));
  BOOST_TEST(what_came(pickle.path()) == "a pickle, as torch.save wrote it before 1.6");
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
