// SPDX-License-Identifier: BSD-3-Clause
// The command line of the programs, declared to CLI11.
#pragma once
#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "explain/model_kind.hpp"
#include "explain/numbers.hpp"
#include "explain/options.hpp"
#include "explain/recipe.hpp"

namespace explain {

namespace detail {

inline void declare_input(CLI::App& app, options& chosen) {
  app.add_option("PHOTO", chosen.photos, "JPEG or PNG files to explain")->type_name("")->group("Input");
  app.add_option("--tensor", chosen.tensor, "explain a preprocessed (N, C, H, W) float array instead of photos")
      ->type_name("FILE.npy")
      ->group("Input");
  app.add_option("--show-on", chosen.show_on,
                 "draw on this file instead, such as the original of which the photo is a smaller copy")
      ->type_name("FILE")
      ->group("Input");
}

inline void declare_recipe(CLI::App& app, options& chosen) {
  std::string const group = "Recipe: how the model was trained to see photos";
  app.add_option("--recipe", chosen.recipe,
                 "squash: the whole photo squeezed to the model's input; crop: its shorter side to 256, of which the "
                 "middle")
      ->check(CLI::IsMember({"squash", "crop"}))
      ->capture_default_str()
      ->group(group);
  app.add_option("--size", chosen.size, "the model's input, height x width [224x224]")->type_name("HxW")->group(group);
  app.add_option("--shorter-side", chosen.shorter_side,
                 "with --recipe crop: the photo's, before its middle is cut out [256, or 8/7 of --size]")
      ->check(CLI::Range(1, 16'384).description(""))
      ->type_name("N")
      ->group(group);
  app.add_option("--mean", chosen.mean, "taken off the values, which are in [0, 1] [0.485,0.456,0.406]")
      ->type_name("A,B,C")
      ->group(group);
  app.add_option("--std", chosen.std, "the values are then divided by this [0.229,0.224,0.225]")
      ->type_name("A,B,C")
      ->group(group);
  app.add_option("--order", chosen.order, "of the channels; bgr turns the usual numbers round")
      ->check(CLI::IsMember(order_names()))
      ->capture_default_str()
      ->group(group);
  app.add_option("--filter", chosen.filter, "how photos are resized")
      ->check(CLI::IsMember(filter_names()))
      ->capture_default_str()
      ->group(group);
}

inline void declare_question(CLI::App& app, options& chosen, std::string const& tap_words) {
  std::string const group = "Question and method";
  app.add_option("--class", chosen.class_name, "the class to explain: top, an index, or a name")
      ->type_name("CLASS")
      ->capture_default_str()
      ->group(group);
  app.add_option("--against", chosen.against, "explain the margin of the class over this one")
      ->type_name("CLASS")
      ->group(group);
  app.add_option("--method", chosen.method, "how to explain, by a name of --list-methods")
      ->type_name("NAME")
      ->capture_default_str()
      ->group(group);
  app.add_option("--tap", chosen.tap, tap_words)->type_name("NAME")->group(group);
  app.add_flag("--signed", chosen.keep_signed, "keep what speaks against the class; blue in the picture")->group(group);
  app.add_option("--samples", chosen.samples,
                 "how many masks, noisy copies, or points of a path a method is made of [as --list-methods says]")
      ->check(CLI::Range(1, 100'000).description(""))
      ->type_name("N")
      ->group(group);
  app.add_option("--seed", chosen.seed, "of a method's random numbers [0]")
      ->check([](std::string const& text) {
        return number_of<std::uint64_t>(text) ? std::string() : "expected a whole number from 0 on, got '" + text + "'";
      })
      ->type_name("N")
      ->group(group);
  app.add_option("--batch", chosen.batch,
                 "of a method of many passes: images a pass, for speed and memory; the answer is the same [16]")
      ->check(CLI::Range(1, 4096).description(""))
      ->type_name("N")
      ->group(group);
  app.add_option("--references", chosen.references,
                 "of expected_gradients: a photo, or an .npy like --tensor's, to compare with; may be given again")
      ->allow_extra_args(false)
      ->type_name("FILE")
      ->group(group);
}

inline void declare_output(CLI::App& app, options& chosen) {
  app.add_option("--out", chosen.out,
                 "the picture [explanation.png]; of several photos, or ending in /, a folder of pictures and a page of "
                 "them, index.html [explanations]")
      ->type_name("FILE.png")
      ->group("Output (of several photos, names of files are names of folders)");
  std::string const group = "Output (of several photos, names of files are names of folders)";
  app.add_option("--style", chosen.style,
                 "panel: the photo, and the heatmap over its edges; overlay: the heatmap over "
                 "the photo; heatmap: alone [panel]")
      ->check(CLI::IsMember({"panel", "overlay", "heatmap"}))
      ->group(group);
  app.add_option("--steps", chosen.steps, "a folder for pictures of every step from the logits to the panel")
      ->type_name("FOLDER")
      ->group(group);
  app.add_option("--save-map", chosen.save_map,
                 "the map as the method answers it (N, h, w), or an attribution to pixels (N, C, H, W)")
      ->type_name("FILE.npy")
      ->group(group);
  app.add_option("--save-logits", chosen.save_logits, "the class scores (N, classes)")
      ->type_name("FILE.npy")
      ->group(group);
  app.add_flag("--json", chosen.json, "print JSON")->group(group);
  app.add_flag("--list-taps", chosen.list_taps, "list the layers of the model")->group("Instead of explaining");
  app.add_flag("--list-methods", chosen.list_methods, "list the methods")->group("Instead of explaining");
  app.set_help_flag("--help,-h", "print this")->group("Instead of explaining");
}

}  // namespace detail

/// Declares the options, those of one kind of models among them.
template <model_kind Kind>
void declare(CLI::App& app, options& chosen, Kind& kind) {
  detail::declare_input(app, chosen);
  kind.declare(app, chosen);
  app.add_option("--labels", chosen.labels, "names of the classes, one a line")->type_name("FILE")->group("Model");
  detail::declare_recipe(app, chosen);
  detail::declare_question(app, chosen, Kind::tap_words);
  detail::declare_output(app, chosen);
  app.footer(
      "Exit status: 0 explained, 1 a file could not be read or written or does not fit, 2 a wrong command line "
      "(an option, tap or class that does not exist).");
}

}  // namespace explain
