// SPDX-License-Identifier: BSD-3-Clause
// Several photos in one run.
#pragma once
#include <cstddef>
#include <exception>
#include <new>
#include <optional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>
#include <whence/io/write_error.hpp>

#include "explain/explain_one.hpp"
#include "explain/no_memory.hpp"
#include "explain/outputs.hpp"
#include "explain/page.hpp"
#include "explain/print_text.hpp"
#include "explain/report.hpp"
#include "explain/task.hpp"

namespace explain {

/// What became of an album.
struct album {
  std::vector<photo_result> photos;
  std::string page;
  std::size_t failed = 0;
};

/// Explains photo by photo, and writes a page of all. A photo that cannot be explained does not keep the others from
/// it.
///
/// @param messages is told of every failure when it happens
/// @param text is told of every photo when it is done; may be null
/// @throws whence::error where a file cannot be written
template <class Model>
album explain_album(task<Model> const& asked, std::ostream& messages, std::ostream* text) {
  options const& chosen = asked.chosen;
  auto const files = outputs_of_album(chosen);
  make_folder(album_folder(chosen));
  for (auto const& folder : {chosen.save_map, chosen.save_logits}) {
    if (!folder.empty()) make_folder(folder);
  }
  album all;
  for (std::size_t i = 0; i != chosen.photos.size(); ++i) {
    photo_result result{chosen.photos[i], std::nullopt, ""};
    auto const fail = [&](std::string const& why) {
      result.error = why;
      messages << chosen.program << ": " << why << std::endl;
      ++all.failed;
    };
    try {
      std::string const place = ", photo " + std::to_string(i + 1) + " of " + std::to_string(files.size());
      result.done = explain_one(asked, read_seen(result.input, asked.recipe), files[i],
                                chosen.method + (files.size() == 1 ? "" : place));
      if (text) print_text(*text << (i == 0 ? "" : "\n"), *result.done, asked.names);
    } catch (whence::write_error const&) {
      throw;  // the next photo would fare no better
    } catch (std::bad_alloc const&) {
      fail(result.input + ": " + no_memory);
    } catch (std::exception const& problem) {
      fail(problem.what());
    }
    all.photos.push_back(std::move(result));
  }
  all.page = album_page(chosen);
  write_page(all.page, asked, all.photos);
  if (text) *text << "\nwritten: " << all.page << '\n';
  if (all.failed != 0) {
    messages << chosen.program << ": " << all.failed << " of " << all.photos.size()
             << (all.photos.size() == 1 ? " photo" : " photos") << " could not be explained\n";
  }
  return all;
}

}  // namespace explain
