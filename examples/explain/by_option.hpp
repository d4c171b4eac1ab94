// SPDX-License-Identifier: BSD-3-Clause
// Messages of the library about a model's file, in the words of the command line.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>
#include <whence/core/error.hpp>

#include "explain/file_hash.hpp"

namespace explain {

namespace detail {

/// A message with the library's options called as the command line calls them.
inline std::string by_option(std::string message, std::string_view members) {
  for (std::size_t at = 0; (at = message.find(members, at)) != std::string::npos;) {
    message.replace(at, members.size(), "--");
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

/// Loads a model.
///
/// @param members what the library calls options, such as "weight_options::", and the command line "--"
/// @throws whence::error as `load` does, and says what may help
template <class Load>
auto with_options_named(std::string_view members, std::string const& file, Load const& load) {
  try {
    return load();
  } catch (whence::error const& problem) {
    throw whence::error(detail::by_option(problem.where(), members), detail::by_option(problem.expected(), members),
                        detail::by_option(problem.got(), members) + detail::help_for_download(file));
  }
}

}  // namespace explain
