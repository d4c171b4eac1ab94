// SPDX-License-Identifier: BSD-3-Clause
// compare_methods PHOTO...: what does each method say of them? One sheet and one page of all.
#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>
#include <new>
#include <whence/concepts/unknown_tap_error.hpp>

#include "compare/options.hpp"
#include "compare/run.hpp"
#include "explain/no_memory.hpp"
#include "explain/reference_model.hpp"
#include "explain/usage_error.hpp"

namespace {

int run(int argc, char* argv[]) {
  CLI::App app("Shows what every method says of photographs, side by side.", compare::program);
  compare::options chosen;
  explain::reference_model kind;
  compare::declare(app, chosen, kind);
  try {
    app.parse(argc, argv);
  } catch (CLI::ParseError const& problem) {
    return app.exit(problem) == 0 ? 0 : 2;
  }
  return compare::run(chosen, kind);
}

int complain(char const* why, int status) {
  std::cerr << compare::program << ": " << why << '\n';
  return status;
}

}  // namespace

int main(int argc, char* argv[]) try { return run(argc, argv); } catch (explain::usage_error const& problem) {
  return complain(problem.what(), 2);
} catch (whence::unknown_tap_error const& problem) {
  return complain(problem.what(), 2);
} catch (std::bad_alloc const&) {
  return complain(explain::no_memory, 1);
} catch (std::exception const& problem) {
  return complain(problem.what(), 1);
}
