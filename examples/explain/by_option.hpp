// SPDX-License-Identifier: BSD-3-Clause
// Messages of the library about a model's file, in the words of the command line.
#pragma once
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>
#include <whence/core/error.hpp>

#include "explain/file_hash.hpp"

namespace explain {

/// What the library calls an option, or how it begins its names, and what the command line says instead. The first that
/// fits is taken.
using option_names = std::vector<std::pair<std::string_view, std::string>>;

namespace detail {

/// A message with the library's options called as the command line calls them.
inline std::string by_option(std::string message, option_names const& names) {
  for (auto const& [member, name] : names) {
    for (std::size_t at = 0; (at = message.find(member, at)) != std::string::npos; at += name.size()) {
      message.replace(at, member.size(), name);
    }
  }
  return message;
}

/// What to try where a file cannot be read and is not the one that its name promises, as of a download that was cut.
inline std::string help_for_download(std::string const& file) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(file, ignored)) return "";
  try {
    auto const hash = check_hash(file);
    if (!hash || hash->agrees()) return "";
    return "; its SHA-256 does not begin with " + hash->named + " as its name says: download it again";
  } catch (whence::error const&) {
    return "";  // what the file's reader said stands
  }
}

}  // namespace detail

/// Does something with a model's file.
///
/// @throws whence::error as `work` does, in the words of the command line, and says what may help
template <class Work>
auto with_options_named(option_names const& names, std::string const& file, Work const& work) {
  try {
    return work();
  } catch (whence::error const& problem) {
    throw whence::error(detail::by_option(problem.where(), names), detail::by_option(problem.expected(), names),
                        detail::by_option(problem.got(), names) + detail::help_for_download(file));
  }
}

}  // namespace explain
