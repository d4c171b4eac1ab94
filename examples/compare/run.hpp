// SPDX-License-Identifier: BSD-3-Clause
// From the command line to the sheet and the page.
#pragma once
#include <algorithm>
#include <cstddef>
#include <exception>
#include <filesystem>
#include <iomanip>
#include <iostream>
#include <new>
#include <string>
#include <utility>
#include <vector>
#include <whence/concepts/deepest_tap.hpp>
#include <whence/core/nearest_names.hpp>
#include <whence/io/write_error.hpp>
#include <whence/io/write_png.hpp>

#include "compare/compare_photo.hpp"
#include "compare/contact_sheet.hpp"
#include "compare/method_list.hpp"
#include "compare/options.hpp"
#include "compare/page.hpp"
#include "compare/result.hpp"
#include "compare/setting.hpp"
#include "explain/class_names.hpp"
#include "explain/input.hpp"
#include "explain/no_memory.hpp"
#include "explain/outputs.hpp"
#include "explain/recipe.hpp"
#include "explain/usage_error.hpp"

namespace compare {

namespace detail {

/// @throws explain::usage_error where there is no such method
inline void check_only(std::vector<std::string> const& only, std::vector<method_words> const& all) {
  std::vector<std::string> names;
  names.reserve(all.size());
  for (auto const& words : all) names.emplace_back(words.name);
  for (auto const& name : only) {
    if (std::ranges::find(names, name) != names.end()) continue;
    throw explain::usage_error("--only " + name, "a method such as " + whence::nearest_names_text(name, names),
                               "'" + name + "'");
  }
}

/// The name of the last value that has a place in the picture and is no pooling's.
template <class Model>
std::string deepest_name(Model const& model) {
  auto const deepest = model.find_tap(whence::deepest_tap{});
  auto const taps = model.taps();
  return std::ranges::find_if(
             taps,
             [&](whence::tap_info const& info) { return model.find_tap(whence::named_tap{info.name}) == deepest; })
      ->name;
}

/// A method's line for people.
inline void print(method_result const& result) {
  std::cout << "  " << std::left << std::setw(27) << result.words.name << std::right << std::setw(8);
  if (!result.picture) {
    std::cout << "failed"
              << "  " << result.error << std::endl;
    return;
  }
  std::cout << seconds_text((result.own + result.shared).seconds) << "  "
            << passes_text(result.own.made, result.shared.made);
  if (result.status != whence::map_status::meaningful) std::cout << ", " << status_text(result);
  std::cout << std::endl;
}

}  // namespace detail

/// Does what a command line asks for.
///
/// @return the exit status
/// @throws explain::usage_error and others where that cannot be done
[[maybe_unused]] static int run(options chosen, explain::reference_model const& kind) {
  explain::options& common = chosen.common;
  if (chosen.list_methods) {
    setting<whence::reference::network_tap> const nowhere{};
    for (auto const& words : words_of_methods(method_list(nowhere))) {
      std::cout << std::left << std::setw(27) << words.name << words.title << '\n';
    }
    return 0;
  }
  if (common.photos.empty()) {
    throw explain::usage_error("command line", "a PHOTO or several (--help shows all options)", "none");
  }
  std::filesystem::path const folder = common.out.value_or("comparison");
  common.out = (folder / "").string();
  kind.check(common);
  auto const model = kind.load(common);
  explain::class_names const names(common.labels, kind.classes(model), kind.labels(common));
  whence::class_choice const wanted = names.find(common.class_name);
  whence::recipe const recipe = explain::recipe_of(common, model.input_channels(), kind.input_size(common, model));
  std::string const tap_name = common.tap ? *common.tap : detail::deepest_name(model);
  auto const tap = model.find_tap(whence::named_tap{tap_name});
  kind.check_tap(common, model, tap_name);
  auto const list =
      method_list(setting{tap, taps_in_front_of_poolings(model, tap, 3), plain_images(recipe), chosen.is_quick});
  auto const all = words_of_methods(list);
  detail::check_only(chosen.only, all);
  std::string const sheet = (folder / "contact_sheet.png").string(), page = (folder / "index.html").string();
  explain::check_outputs(common, {explain::outputs{sheet, "", "", ""}});
  explain::make_folder(folder.string());

  std::vector<photo_result> photos;
  bool failed = false;
  for (auto const& file : common.photos) {
    auto const fail = [&](std::string const& why) {
      photos.emplace_back();
      photos.back().file = file;
      photos.back().error = why;
      failed = true;
      std::cerr << program << ": " << why << std::endl;
    };
    try {
      auto const seen = explain::read_seen(file, recipe);
      std::cout << file << ": " << seen.words << std::endl;
      photos.push_back(compare_photo(model, list, chosen.only, seen, tap, wanted, detail::print));
      std::cout << "  " << class_text(photos.back(), names) << "; all methods "
                << seconds_text(photos.back().spent.seconds) << ", " << passes_text(photos.back().spent.made, {})
                << std::endl;
      failed = failed || std::ranges::any_of(photos.back().methods, [](auto const& one) { return !one.picture; });
    } catch (std::bad_alloc const&) {
      fail(file + ": " + explain::no_memory);
    } catch (whence::error const& problem) {
      fail(problem.what());
    }
  }
  auto const count = static_cast<std::size_t>(
      std::ranges::count_if(all, [&](auto const& words) { return is_wanted(chosen.only, words.name); }));
  whence::write_png(sheet, contact_sheet(photos, names));
  write_page(page, chosen, tap_name, photos, count, names);
  std::cout << "written: " << sheet << "\nwritten: " << page << '\n';
  return failed ? 1 : 0;
}

}  // namespace compare
