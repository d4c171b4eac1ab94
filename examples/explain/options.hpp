// SPDX-License-Identifier: BSD-3-Clause
// The command line of `explain`.
#pragma once
#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

struct options {
  std::string photo;
  std::string tensor;
  std::string model;
  std::string architecture = "vgg16";
  std::string labels;
  std::optional<std::string> tap;
  std::string method = "grad_cam";
  std::string class_name = "top";
  std::optional<std::string> against;
  std::string recipe = "squash";
  std::string out = "explanation.png";
  std::optional<std::string> style;
  std::string save_map;
  std::string save_logits;
  bool keep_signed = false;
  bool list_taps = false;
  bool list_methods = false;
  bool json = false;

  [[nodiscard]] bool only_lists() const { return list_taps || list_methods; }
};

/// Declares the options to CLI11.
///
/// @param architectures, methods what --architecture and --method accept
inline void declare(CLI::App& app, options& chosen, std::vector<std::string> const& architectures,
                    std::vector<std::string> const& methods) {
  app.add_option("PHOTO", chosen.photo, "JPEG or PNG to explain");
  app.add_option("--tensor", chosen.tensor, "explain a preprocessed (N, C, H, W) float array instead of a photo")
      ->type_name("FILE.npy");
  app.add_option("--model", chosen.model, "weights, as safetensors; without it, the small VGG16 inside this program")
      ->type_name("FILE");
  app.add_option("--architecture", chosen.architecture, "what the weights are of")
      ->check(CLI::IsMember(architectures))
      ->capture_default_str();
  app.add_option("--labels", chosen.labels, "names of the classes, one a line")->type_name("FILE");
  app.add_option("--tap", chosen.tap, "the layer to look at, by torchvision's name [the last convolution: features.28]")
      ->type_name("NAME");
  app.add_option("--method", chosen.method, "how to explain")->check(CLI::IsMember(methods))->capture_default_str();
  app.add_option("--class", chosen.class_name, "the class to explain: top, an index, or a name")
      ->type_name("CLASS")
      ->capture_default_str();
  app.add_option("--against", chosen.against, "explain the margin of the class over this one")->type_name("CLASS");
  app.add_option("--recipe", chosen.recipe,
                 "squash: the whole photo squeezed to 224 x 224; crop: shorter side to 256, the middle 224 x 224")
      ->check(CLI::IsMember({"squash", "crop"}))
      ->capture_default_str();
  app.add_option("--out", chosen.out, "where the picture goes")->type_name("FILE.png")->capture_default_str();
  app.add_option("--style", chosen.style,
                 "panel: the photo, and the heatmap over its edges; overlay: the heatmap over "
                 "the photo; heatmap: alone [panel]")
      ->check(CLI::IsMember({"panel", "overlay", "heatmap"}));
  app.add_option("--save-map", chosen.save_map,
                 "the map at the tap's resolution (N, h, w), or a pixel method's attribution (N, C, H, W)")
      ->type_name("FILE.npy");
  app.add_option("--save-logits", chosen.save_logits, "the class scores (N, classes)")->type_name("FILE.npy");
  app.add_flag("--signed", chosen.keep_signed, "keep what speaks against the class; blue in the picture");
  app.add_flag("--list-taps", chosen.list_taps, "list the layers of the model");
  app.add_flag("--list-methods", chosen.list_methods, "list the methods");
  app.add_flag("--json", chosen.json, "print JSON");
  app.footer(
      "Exit status: 0 explained, 1 a file could not be read or written or does not fit, 2 a wrong command line "
      "(an option, tap or class that does not exist).");
}
