// SPDX-License-Identifier: BSD-3-Clause
#include <whence/io/detail/write_file.hpp>

#include <sys/resource.h>
#include <sys/stat.h>

#include <boost/test/unit_test.hpp>
#include <csignal>

#include "../io_files.hpp"

using whence_test::bytes_of;
using whence_test::says;
using whence_test::temporary_folder;
using whence_test::write_text;

namespace {

void write(std::filesystem::path const& path, std::string const& text) {
  whence::detail::write_file(path, std::as_bytes(std::span(text)));
}

/// While it lives, no file may grow beyond so many bytes, as if the disk were full.
struct full_disk {
  explicit full_disk(rlim_t bytes) {
    ::getrlimit(RLIMIT_FSIZE, &before);
    rlimit const less{bytes, before.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &less);
  }
  full_disk(full_disk const&) = delete;
  full_disk& operator=(full_disk const&) = delete;
  ~full_disk() {
    ::setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
  }
  rlimit before{};
  void (*handler)(int) = std::signal(SIGXFSZ, SIG_IGN);
};

}  // namespace

BOOST_AUTO_TEST_SUITE(io_detail_write_file)

BOOST_AUTO_TEST_CASE(a_file_is_replaced_by_the_new_one) {
  temporary_folder const folder;
  write(folder.path / "a", "a longer text that was here before");
  write(folder.path / "a", "new");
  BOOST_TEST(bytes_of(folder.path / "a").size() == 3u);
  BOOST_TEST(folder.files() == 1u);
}

BOOST_AUTO_TEST_CASE(a_full_disk_leaves_the_old_file_and_nothing_else) {
  temporary_folder const folder;
  write(folder.path / "a", "old");
  {
    full_disk const limit(10'000);
    BOOST_CHECK_EXCEPTION(write(folder.path / "a", std::string(1'000'000, 'x')), whence::write_error,
                          says("/a", "room for 1000000 bytes", "File too large"));
  }
  BOOST_TEST(bytes_of(folder.path / "a").size() == 3u);
  BOOST_TEST(folder.files() == 1u);
}

BOOST_AUTO_TEST_CASE(a_disk_that_fills_up_only_when_the_file_is_closed_is_noticed) {
  // Few enough bytes to wait in the stream's buffer until then.
  BOOST_CHECK_EXCEPTION(write("/dev/full", "abc"), whence::write_error,
                        says("/dev/full", "room for 3 bytes", "No space left"));
}

BOOST_AUTO_TEST_CASE(a_device_is_written_to_and_not_replaced) {
  write("/dev/null", "abc");
  struct stat status {};
  BOOST_TEST_REQUIRE(::stat("/dev/null", &status) == 0);
  BOOST_TEST(S_ISCHR(status.st_mode));
}

BOOST_AUTO_TEST_CASE(a_directory_is_refused) {
  temporary_folder const folder;
  BOOST_CHECK_EXCEPTION(write(folder.path, "abc"), whence::write_error, says("", "a file's name", "a directory"));
}

BOOST_AUTO_TEST_CASE(a_symbolic_link_stays_one) {
  temporary_folder const folder;
  write(folder.path / "target", "old text");
  std::filesystem::create_symlink(folder.path / "target", folder.path / "link");
  write(folder.path / "link", "new");
  BOOST_TEST(std::filesystem::is_symlink(folder.path / "link"));
  BOOST_TEST(bytes_of(folder.path / "target").size() == 3u);
}

BOOST_AUTO_TEST_CASE(a_file_of_the_temporary_name_is_left_alone) {
  temporary_folder const folder;
  write_text(folder.path / "a.part0", "somebody else's");
  write(folder.path / "a", "mine");
  BOOST_TEST(bytes_of(folder.path / "a.part0").size() == 15u);
  BOOST_TEST(folder.files() == 2u);
}

BOOST_AUTO_TEST_SUITE_END()
