// SPDX-License-Identifier: BSD-3-Clause
// explain PHOTO: why does the network call this a ...?
#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>
#include <new>
#include <optional>
#include <string>
#include <utility>
#include <whence/whence.hpp>

#include "explain/album.hpp"
#include "explain/check_options.hpp"
#include "explain/command_line.hpp"
#include "explain/explain_one.hpp"
#include "explain/lists.hpp"
#include "explain/no_memory.hpp"
#include "explain/print_json.hpp"
#include "explain/print_text.hpp"

namespace {

int run_one(task const& asked) {
  options const& chosen = asked.chosen;
  input seen = chosen.tensor.empty() ? read_seen(chosen.photos.front(), asked.recipe) : read_tensor(chosen.tensor);
  if (chosen.show_on) seen = shown_on(std::move(seen), *chosen.show_on);
  report const done = explain_one(asked, seen, outputs_of_one(chosen));
  if (chosen.json) {
    json_printer(std::cout, asked.names).print(done, asked.hash);
  } else {
    print_text(std::cout, done, asked.names);
  }
  return 0;
}

int run_album(task const& asked) {
  bool const json = asked.chosen.json;
  album const all = explain_album(asked, std::cerr, json ? nullptr : &std::cout);
  if (json) json_printer(std::cout, asked.names).print(all.photos, all.page, asked.hash);
  return all.failed == 0 ? 0 : 1;
}

int run(options const& chosen) {
  check(chosen);
  if (chosen.list_methods) list_methods(std::cout);
  if (chosen.only_lists() && !chosen.list_taps) return 0;
  network const model = load_model(chosen);
  if (chosen.list_taps) {
    list_taps(std::cout, model, input_size(chosen, model));
    return 0;
  }
  class_names const names(chosen.labels, model.taps().back().channels, chosen.model.empty());
  std::string tap = tap_name(chosen, model);
  whence::class_choice const wanted = names.find(chosen.class_name);
  whence::recipe recipe;
  if (chosen.tensor.empty()) recipe = recipe_of(chosen, model.input_channels(), input_size(chosen, model));
  task asked{chosen, model, names, std::move(recipe), std::move(tap), wanted, std::nullopt, std::nullopt};
  if (chosen.against) asked.against = names.find_one(*chosen.against);
  if (!chosen.model.empty()) asked.hash = check_hash(chosen.model);
  if (asked.hash && !asked.hash->agrees()) std::cerr << "explain: " << asked.hash->warning() << std::endl;
  return is_album(chosen) ? run_album(asked) : run_one(asked);
}

}  // namespace

int main(int argc, char* argv[]) {
  CLI::App app("Explains why an image classifier calls a photograph what it calls it.", "explain");
  options chosen;
  declare(app, chosen);
  try {
    app.parse(argc, argv);
  } catch (CLI::ParseError const& problem) {
    return app.exit(problem) == 0 ? 0 : 2;
  }
  try {
    return run(chosen);
  } catch (usage_error const& problem) {
    std::cerr << "explain: " << problem.what() << '\n';
    return 2;
  } catch (whence::unknown_tap_error const& problem) {
    std::cerr << "explain: " << problem.what() << '\n';
    return 2;
  } catch (std::bad_alloc const&) {
    std::cerr << "explain: " << no_memory << '\n';
    return 1;
  } catch (std::exception const& problem) {
    std::cerr << "explain: " << problem.what() << '\n';
    return 1;
  }
}
