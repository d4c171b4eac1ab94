// SPDX-License-Identifier: BSD-3-Clause
// Where the files of a run go.
#pragma once
#include <cstddef>
#include <filesystem>
#include <set>
#include <string>
#include <system_error>
#include <vector>
#include <whence/core/error.hpp>

#include "explain/options.hpp"
#include "explain/steps/figure_files.hpp"
#include "explain/usage_error.hpp"

namespace explain {

/// The files of one photo; empty where the command line does not ask for them.
struct outputs {
  std::string picture;
  std::string map;
  std::string logits;
  std::string steps;  ///< a folder
};

/// Whether names of files are names of folders: for several photos, and where --out is a folder.
inline bool is_album(options const& chosen) {
  std::error_code ignored;
  return chosen.photos.size() > 1 ||
         (chosen.tensor.empty() && chosen.out &&
          (chosen.out->ends_with('/') || std::filesystem::is_directory(*chosen.out, ignored)));
}

inline std::string album_folder(options const& chosen) {
  return chosen.out.value_or("explanations");
}

/// The page of several photos, in the folder of their pictures.
inline std::string album_page(options const& chosen) {
  return (std::filesystem::path(album_folder(chosen)) / "index.html").string();
}

/// The outputs of a single photo or tensor.
inline outputs outputs_of_one(options const& chosen) {
  return {chosen.out.value_or("explanation.png"), chosen.save_map, chosen.save_logits, chosen.steps};
}

/// A name for every photo: its file's without the extension, and -2, -3 where that is taken.
inline std::vector<std::string> names_of_photos(std::vector<std::string> const& photos) {
  std::set<std::string> taken;
  std::vector<std::string> names;
  for (auto const& photo : photos) {
    std::string const stem = std::filesystem::path(photo).stem().string();
    std::string name = stem;
    for (std::size_t k = 2; !taken.insert(name).second; ++k) name = stem + "-" + std::to_string(k);
    names.push_back(name);
  }
  return names;
}

/// The outputs of each of several photos.
inline std::vector<outputs> outputs_of_album(options const& chosen) {
  auto const in = [](std::string const& folder, std::string const& name) {
    return folder.empty() ? folder : (std::filesystem::path(folder) / name).string();
  };
  std::vector<outputs> all;
  for (auto const& name : names_of_photos(chosen.photos)) {
    all.push_back({in(album_folder(chosen), name + ".png"), in(chosen.save_map, name + ".npy"),
                   in(chosen.save_logits, name + ".npy"), in(chosen.steps, name)});
  }
  return all;
}

/// @throws whence::error where there is no such folder and none can be made
inline void make_folder(std::string const& folder) {
  std::error_code problem;
  std::filesystem::create_directories(folder, problem);
  if (!std::filesystem::is_directory(folder)) {
    throw whence::error(folder, "a folder, or a place to make one", problem ? problem.message() : "a file");
  }
}

/// @throws usage_error where a file would be written over one that is read, or over another that is written
inline void check_outputs(options const& chosen, std::vector<outputs> const& all) {
  std::vector<std::string> read = chosen.photos;
  read.insert(read.end(), {chosen.tensor, chosen.show_on.value_or(""), chosen.model, chosen.labels});
  read.insert(read.end(), chosen.references.begin(), chosen.references.end());
  std::set<std::string> written;
  auto const check = [&](std::string const& file) {
    if (file.empty()) return;
    std::error_code ignored;
    for (auto const& source : read) {
      if (!source.empty() && std::filesystem::equivalent(file, source, ignored)) {
        throw usage_error("output " + file, "a file other than those that are read",
                          source + "; it would be written over");
      }
    }
    auto const normal = std::filesystem::weakly_canonical(std::filesystem::absolute(file), ignored).string();
    if (!std::filesystem::exists(file, ignored) || std::filesystem::is_regular_file(file, ignored)) {
      if (!written.insert(normal).second) {
        throw usage_error("output " + file, "a file for every output", "one name for two of them");
      }
    }
  };
  for (auto const& one : all) {
    check(one.picture);
    check(one.map);
    check(one.logits);
    if (one.steps.empty()) continue;
    for (auto const* figure : figure_files) check((std::filesystem::path(one.steps) / figure).string());
  }
  if (is_album(chosen)) check(album_page(chosen));
}

}  // namespace explain
