// SPDX-License-Identifier: BSD-3-Clause
// A class activation map step by step, a figure each: the article's figures 4 to 11.
#pragma once
#include <filesystem>
#include <string>
#include <system_error>
#include <vector>
#include <whence/concepts/input_differentiable.hpp>
#include <whence/core/error.hpp>
#include <whence/core/shape_error.hpp>
#include <whence/core/shape_text.hpp>
#include <whence/image/photo.hpp>
#include <whence/image/placement.hpp>
#include <whence/image/recipe.hpp>
#include <whence/io/write_png.hpp>

#include "explain/class_names.hpp"
#include "explain/steps/figure_files.hpp"
#include "explain/steps/map_figures.hpp"
#include "explain/steps/mean_gradients_figure.hpp"
#include "explain/steps/panel_figure.hpp"
#include "explain/steps/photo_figure.hpp"
#include "explain/steps/probabilities_figure.hpp"
#include "explain/steps/step_values.hpp"
#include "explain/steps/tile_figures.hpp"

namespace explain {

/// Writes a figure of every step from a photo to its Grad-CAM.
///
/// @param folder made where it is missing; figures of an earlier run in it are replaced
/// @param photo what is drawn on, and `placement` of the image in it
/// @param images (1, C, H, W), as `recipe` prepared them
/// @return the files, in the order of the steps
/// @throws whence::shape_error for several images, or channels that the recipe does not have
/// @throws whence::error where the folder or a file in it cannot be written
/// @cost one forward pass, three backward passes to the tap
template <whence::input_differentiable Model, class Score>
std::vector<std::string> write_steps(std::filesystem::path const& folder, Model const& model,
                                     typename Model::tap_type const& tap, std::string const& tap_name,
                                     whence::photo const& photo, whence::image_batch<float> const& images,
                                     whence::placement const& placement, class_names const& names, Score const& score,
                                     whence::recipe const& recipe = whence::imagenet) {
  if (images.shape(0) != 1 || images.shape(1) != recipe.mean.size()) {
    throw whence::shape_error("steps", "one image of " + std::to_string(recipe.mean.size()) + " channels",
                              whence::shape_text(images.shape()));
  }
  std::error_code problem;
  std::filesystem::create_directories(folder, problem);
  if (!std::filesystem::is_directory(folder)) {
    throw whence::error(folder.string(), "a folder, or a place to make one", problem ? problem.message() : "a file");
  }
  auto const values = steps::values_of_steps(model, tap, tap_name, images, names, score);
  std::vector<std::string> written;
  auto const write = [&](whence::picture const& figure) {
    std::string const file = (folder / figure_files.at(written.size())).string();
    whence::write_png(file, figure);
    written.push_back(file);
  };
  write(steps::photo_figure(photo, images, placement, recipe));
  write(steps::probabilities_figure(values, names));
  write(steps::feature_maps_figure(values));
  write(steps::gradients_figure(values));
  write(steps::mean_gradients_figure(values));
  write(steps::signed_and_rectified_figure(values));
  write(steps::upsampled_figure(values, {images.shape(2), images.shape(3)}));
  write(steps::panel_figure(values, names, photo, placement));
  return written;
}

}  // namespace explain
