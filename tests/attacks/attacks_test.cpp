// SPDX-License-Identifier: BSD-3-Clause
// attacks FAMILY [--show]: has every file of manifest.txt whose reader's name begins with FAMILY read in a process of
// its own, and holds the answer against what the manifest expects. --show prints every answer.
//
// Beside the text, of every file: the answer is a whence::error that names the file, in letters that a terminal shows
// and takes no order from; no signal, no sanitizer's report, no leak; and memory below 4 times the file and 64 MB.
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <exception>
#include <filesystem>
#include <string>
#include <string_view>

#include "cut_and_flipped.hpp"
#include "in_child.hpp"
#include "manifest.hpp"
#include "readers.hpp"

// Freed memory is kept back for a while to catch its use: 1 MB of it, or it would count as the reader's.
extern "C" char const* __asan_default_options() {
  return "quarantine_size_mb=1:thread_local_quarantine_size_kb=64:allocator_may_return_null=1:"
         "max_allocation_size_mb=2048:exitcode=86:detect_stack_use_after_return=0";
}
extern "C" char const* __ubsan_default_options() {
  return "print_stacktrace=1";
}

namespace {

namespace fs = std::filesystem;
using attacks::answer;

constexpr std::size_t longest_message = 1000;

/// Whether a terminal would show the text and do nothing else: no control characters, neither those below a space nor
/// the second set, which UTF-8 spells c2 80 to c2 9f.
bool is_printable(std::string_view text) {
  for (std::size_t i = 0; i != text.size(); ++i) {
    auto const c = static_cast<unsigned char>(text[i]);
    if (c < 0x20 || c == 0x7f) return false;
    if (c == 0xc2 && i + 1 != text.size() && static_cast<unsigned char>(text[i + 1]) < 0xa0) return false;
  }
  return true;
}

/// What is wrong with the answer; empty where nothing is.
std::string complaint(attacks::outcome const& came, attacks::hostile_file const& file, fs::path const& path) {
  if (came.kind == answer::death) return came.message;
  if (came.kind == answer::exception) return "an exception that is no whence::error: " + came.message;
  if (file.expected == "read") return came.kind == answer::value ? "" : "it was refused: " + came.message;
  if (came.kind == answer::value) return "it was read";
  if (!came.message.starts_with(path.string())) return "the message does not begin with the file: " + came.message;
  std::string const message = came.message.substr(path.string().size());
  if (!is_printable(message)) return "the message holds control characters";
  if (message.size() > longest_message) return "the message has " + std::to_string(message.size()) + " letters";
  if (message.find(file.expected) == message.npos) {
    return "expected text: " + file.expected + "\n    it said: " + message;
  }
  return "";
}

int run(std::string const& family, bool shows) {
  fs::path const here = WHENCE_ATTACKS_DATA;
  attacks::temporary_folder const folder;
  int failures = 0;
  int count = 0;
  auto const files = attacks::read_manifest(here / "manifest.txt");
  std::size_t const nothing_read = attacks::in_child([] { return std::string(); }).peak_bytes;
  for (auto const& file : files) {
    if (!file.reader.starts_with(family)) continue;
    ++count;
    fs::path path = here / "files" / file.name;
    if (!file.parts.empty()) {
      path = folder.path() / file.name;
      attacks::write_repeated(file, here / "files" / file.name, path);
    }
    auto const came = attacks::in_child([&] {
      attacks::read_from_file(file.reader, path);
      return std::string();
    });
    std::string problem = complaint(came, file, path);
    std::size_t const grown = came.peak_bytes - std::min(came.peak_bytes, nothing_read);
    std::size_t const allowed = 4 * fs::file_size(path) + (std::size_t{64} << 20);
    if (grown > allowed) {
      problem += (problem.empty() ? "" : "; ") + std::string("it took ") + std::to_string(grown >> 20) +
                 " MB, allowed were " + std::to_string(allowed >> 20);
    }
    if (problem.empty() && file.parts.empty()) {
      auto const bytes = attacks::bytes_of(path);
      auto const again = attacks::in_child([&] {
        (void)attacks::read_from_memory(file.reader, bytes, path.string());
        return std::string();
      });
      // Readers of files alone leave it, and a photo's other limits may give another reason.
      bool const is_answered = again.kind == answer::value || again.kind == answer::refusal;
      if (!is_answered) problem = "in memory: " + complaint(again, file, path);
    }
    if (shows) {
      std::printf("%s [%zu MB, %.1f s]\n    %s\n", file.name.c_str(), grown >> 20, came.cpu_seconds,
                  came.kind == answer::value ? "read" : came.message.c_str());
    }
    if (!problem.empty()) {
      ++failures;
      std::printf("%s: %s\n", file.name.c_str(), problem.c_str());
    }
    if (!file.parts.empty()) fs::remove(path);
  }
  std::printf("%d files for the reader '%s', %d not answered as they should be\n", count, family.c_str(), failures);
  return failures == 0 && count != 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    std::string const word = argc > 1 ? argv[1] : "";
    if (word == "cut_and_flipped" && argc > 3) return attacks::cut_and_flip(argv[2], argv[3]);
    return run(word, argc > 2 && std::strcmp(argv[2], "--show") == 0);
  } catch (std::exception const& problem) {
    std::printf("%s\n", problem.what());
    return 1;
  }
}
