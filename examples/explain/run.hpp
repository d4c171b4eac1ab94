// SPDX-License-Identifier: BSD-3-Clause
// A program that explains, whatever kind its models are of: from the command line to the exit status.
#pragma once
#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>
#include <new>
#include <optional>
#include <string>
#include <utility>
#include <whence/core.hpp>
#include <whence/io.hpp>

#include "explain/album.hpp"
#include "explain/check_options.hpp"
#include "explain/command_line.hpp"
#include "explain/explain_one.hpp"
#include "explain/lists.hpp"
#include "explain/method_menu.hpp"
#include "explain/model_kind.hpp"
#include "explain/no_memory.hpp"
#include "explain/print_json.hpp"
#include "explain/print_text.hpp"
#include "explain/references.hpp"

namespace explain {

namespace detail {

template <class Model>
int run_one(task<Model> const& asked) {
  options const& chosen = asked.chosen;
  input seen = chosen.tensor.empty() ? read_seen(chosen.photos.front(), asked.recipe) : read_tensor(chosen.tensor);
  if (chosen.show_on) seen = shown_on(std::move(seen), *chosen.show_on);
  report const done = explain_one(asked, seen, outputs_of_one(chosen), chosen.method);
  if (chosen.json) {
    json_printer(std::cout, asked.names).print(done, asked.hash);
  } else {
    print_text(std::cout, done, asked.names);
  }
  return 0;
}

template <class Model>
int run_album(task<Model> const& asked) {
  bool const json = asked.chosen.json;
  album const all = explain_album(asked, std::cerr, json ? nullptr : &std::cout);
  if (json) json_printer(std::cout, asked.names).print(all.photos, all.page, asked.hash);
  return all.failed == 0 ? 0 : 1;
}

/// The tap of the command line, or the usual one where the method looks at any.
///
/// @throws usage_error where it cannot be used; whence::unknown_tap_error where there is none of that name
template <model_kind Kind>
std::string tap_name(options const& chosen, Kind const& kind, typename Kind::model_type const& model) {
  trait const traits = method_named(chosen.method).traits;
  if (!chosen.tap && !(traits & trait::at_tap)) return "";
  std::string const name = chosen.tap ? *chosen.tap : kind.usual_tap(model, traits & trait::rectified);
  (void)model.find_tap(whence::named_tap{name});
  kind.check_tap(chosen, model, name);
  return name;
}

}  // namespace detail

/// Does what a command line asks for.
///
/// @return the exit status
/// @throws usage_error and others where that cannot be done
template <model_kind Kind>
int run(options const& chosen, Kind const& kind) {
  kind.check(chosen);
  check(chosen);
  if (chosen.list_methods) list_methods(std::cout);
  if (chosen.only_lists() && !chosen.list_taps) return 0;
  auto const model = kind.load(chosen);
  if (chosen.list_taps) {
    list_taps(std::cout, model, kind.input_size(chosen, model));
    return 0;
  }
  class_names const names(chosen.labels, kind.classes(model), kind.labels(chosen));
  std::string tap = detail::tap_name(chosen, kind, model);
  whence::class_choice const wanted = names.find(chosen.class_name);
  whence::recipe recipe;
  if (chosen.tensor.empty()) recipe = recipe_of(chosen, model.input_channels(), kind.input_size(chosen, model));
  auto references = read_references(chosen.references, recipe);
  task<typename Kind::model_type> asked{
      chosen,       model,       names, std::move(recipe), std::move(tap), wanted, std::move(references),
      std::nullopt, std::nullopt};
  if (chosen.against) asked.against = names.find_one(*chosen.against);
  if (!chosen.model.empty()) asked.hash = check_hash(chosen.model);
  if (asked.hash && !asked.hash->agrees()) {
    std::cerr << chosen.program << ": " << asked.hash->warning() << std::endl;
  }
  return is_album(chosen) ? detail::run_album(asked) : detail::run_one(asked);
}

/// The main function of a program.
///
/// @return 0 explained, 1 a file could not be read or written or does not fit, 2 a wrong command line
template <model_kind Kind>
int main_of(int argc, char* argv[]) {
  CLI::App app(Kind::purpose, Kind::program);
  options chosen;
  chosen.program = Kind::program;
  Kind kind;
  declare(app, chosen, kind);
  try {
    app.parse(argc, argv);
  } catch (CLI::ParseError const& problem) {
    return app.exit(problem) == 0 ? 0 : 2;
  }
  auto const complain = [&](char const* why, int status) {
    std::cerr << chosen.program << ": " << why << '\n';
    return status;
  };
  try {
    return run(chosen, kind);
  } catch (usage_error const& problem) {
    return complain(problem.what(), 2);
  } catch (whence::unknown_tap_error const& problem) {
    return complain(problem.what(), 2);
  } catch (std::bad_alloc const&) {
    return complain(no_memory, 1);
  } catch (std::exception const& problem) {
    return complain(problem.what(), 1);
  }
}

}  // namespace explain
