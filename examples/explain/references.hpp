// SPDX-License-Identifier: BSD-3-Clause
// Images that a method compares others with.
#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>
#include <whence/core/error.hpp>
#include <whence/core/shape_text.hpp>
#include <whence/core/tensor.hpp>
#include <whence/image/recipe.hpp>

#include "explain/input.hpp"

namespace explain {

/// Photos, prepared by the recipe, and arrays that are prepared already, as one batch.
///
/// @throws whence::error where a file cannot be read, or holds images of another size than the files before it
inline whence::image_batch<float> read_references(std::vector<std::string> const& files, whence::recipe const& recipe) {
  whence::image_batch<float> all;
  for (auto const& file : files) {
    auto const images = (file.ends_with(".npy") ? read_tensor(file) : read_seen(file, recipe)).images;
    if (all.size() == 0) {
      all = images;
      continue;
    }
    if (!std::equal(all.shape().begin() + 1, all.shape().end(), images.shape().begin() + 1)) {
      throw whence::error(file, "images like those of " + files.front() + ", " + whence::shape_text(all.shape()),
                          whence::shape_text(images.shape()));
    }
    whence::image_batch<float> more(
        std::array{all.shape(0) + images.shape(0), all.shape(1), all.shape(2), all.shape(3)});
    std::ranges::copy(images, std::ranges::copy(all, more.begin()).out);
    all = std::move(more);
  }
  return all;
}

}  // namespace explain
