// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "explain/command_line.hpp"
#include "explain/options.hpp"
#include "explain/reference_model.hpp"

namespace compare {

inline constexpr char program[] = "compare_methods";

/// What the command line chose.
struct options {
  explain::options common{};      ///< what `explain` asks for too
  std::vector<std::string> only;  ///< methods; all where there are none
  bool is_quick = false;
  bool list_methods = false;
};

inline void declare(CLI::App& app, options& chosen, explain::reference_model& kind) {
  explain::options& common = chosen.common;
  common.program = program;
  app.add_option("PHOTO", common.photos, "JPEG or PNG files")->type_name("")->group("Input");
  kind.declare(app, common);
  app.add_option("--labels", common.labels, "names of the classes, one a line")->type_name("FILE")->group("Model");
  explain::detail::declare_recipe(app, common);
  app.add_option("--class", common.class_name, "the class to explain: top, an index, or a name")
      ->type_name("CLASS")
      ->capture_default_str()
      ->group("Question and methods");
  app.add_option("--tap", common.tap, "the layer to look at [the last one that has feature maps: features.29]")
      ->type_name("NAME")
      ->group("Question and methods");
  app.add_option("--only", chosen.only, "these methods, with commas between; --list-methods has their names")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("METHOD,...")
      ->group("Question and methods");
  app.add_flag("--quick", chosen.is_quick, "fewer samples where a method takes samples, to have a first look")
      ->group("Question and methods");
  app.add_option("--out", common.out, "a folder for contact_sheet.png and index.html [comparison]")
      ->type_name("FOLDER")
      ->group("Output");
  app.add_flag("--list-methods", chosen.list_methods, "list the methods")->group("Instead of comparing");
  app.set_help_flag("--help,-h", "print this")->group("Instead of comparing");
  app.footer(
      "Exit status: 0 compared, 1 a file could not be read or written or does not fit, or a method failed, 2 a wrong "
      "command line (an option, method, tap or class that does not exist).");
}

}  // namespace compare
