// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <string>
#include <vector>
#include <whence/core/nearest_names.hpp>

#include "explain/method_menu.hpp"
#include "explain/options.hpp"
#include "explain/outputs.hpp"
#include "explain/usage_error.hpp"

namespace explain {

namespace detail {

/// What a photo needs and a tensor has no use for.
inline void check_tensor(options const& chosen) {
  auto const refuse = [](bool is_given, std::string const& option, std::string const& why) {
    if (is_given) throw usage_error(option, "it without --tensor, " + why, "both");
  };
  if (chosen.style.value_or("heatmap") != "heatmap") {
    throw usage_error("--style " + *chosen.style, "heatmap, for a tensor has no photo to lie on", *chosen.style);
  }
  refuse(!chosen.steps.empty(), "--steps", "for its figures are drawn on the photo");
  refuse(chosen.show_on.has_value(), "--show-on", "for a tensor does not say where in a picture it lies");
  std::string const prepared = "for a tensor is prepared already";
  refuse(chosen.size.has_value(), "--size", prepared);
  refuse(chosen.recipe != "squash", "--recipe", prepared);
  refuse(chosen.shorter_side.has_value(), "--shorter-side", prepared);
  refuse(chosen.mean.has_value(), "--mean", prepared);
  refuse(chosen.std.has_value(), "--std", prepared);
  refuse(chosen.order != "rgb", "--order", prepared);
  refuse(chosen.filter != "bilinear", "--filter", prepared);
}

/// The method, and what can be set of it.
inline void check_method(options const& chosen) {
  auto const names = method_names();
  if (std::ranges::find(names, chosen.method) == names.end()) {
    throw usage_error("--method " + chosen.method,
                      "one of --list-methods, such as " + whence::nearest_names_text(chosen.method, names),
                      "'" + chosen.method + "'");
  }
  auto const& method = method_named(chosen.method);
  auto const refuse = [&](bool is_given, bool has, std::string const& option, std::string const& kind) {
    if (is_given && !has)
      throw usage_error(option, "a method of " + kind + " (--list-methods)", "--method " + chosen.method);
  };
  refuse(chosen.samples.has_value(), method.samples.has_value(), "--samples", "samples");
  refuse(chosen.seed.has_value(), method.seed.has_value(), "--seed", "random numbers");
  refuse(chosen.batch.has_value(), method.batch.has_value(), "--batch", "many passes");
  refuse(!chosen.references.empty(), method.takes_references, "--references", "references");
  if (method.takes_references && chosen.references.empty()) {
    throw usage_error("--method " + chosen.method, "--references FILE with it, images to compare with", "none");
  }
  if (chosen.tensor.empty()) return;
  for (auto const& file : chosen.references) {
    if (file.ends_with(".npy")) continue;
    throw usage_error("--references " + file, "an .npy with --tensor, for photos would have to be prepared", file);
  }
}

}  // namespace detail

/// @throws usage_error where options contradict one another
inline void check(options const& chosen) {
  if (chosen.only_lists()) return;
  if (chosen.photos.empty() == chosen.tensor.empty()) {
    throw usage_error("command line", "a PHOTO or several, or --tensor FILE.npy (--help shows all options)",
                      chosen.photos.empty() ? "neither" : "both");
  }
  detail::check_method(chosen);
  if (!chosen.tensor.empty()) detail::check_tensor(chosen);
  if (chosen.shorter_side && chosen.recipe != "crop") {
    throw usage_error("--shorter-side " + std::to_string(*chosen.shorter_side),
                      "--recipe crop with it, for the shorter side is that of a photo about to be cropped",
                      "--recipe " + chosen.recipe);
  }
  if (!chosen.steps.empty() && chosen.method != "grad_cam") {
    throw usage_error("--steps", "--method grad_cam, whose steps they are", "--method " + chosen.method);
  }
  if (chosen.photos.size() > 1 && chosen.show_on) {
    throw usage_error("--show-on", "a single PHOTO, which is drawn on this file",
                      std::to_string(chosen.photos.size()) + " photos");
  }
  if (chosen.photos.size() > 1 && chosen.out && chosen.out->ends_with(".png")) {
    throw usage_error("--out " + *chosen.out, "a folder for the pictures of several photos", "the name of one picture");
  }
  check_outputs(chosen, is_album(chosen) ? outputs_of_album(chosen) : std::vector{outputs_of_one(chosen)});
}

}  // namespace explain
