// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <span>
#include <string>
#include <utility>
#include <vector>
#include <whence/scores/score_error.hpp>

namespace whence {

/// Which class a score is about: each image's top class (the default), one class for all images, or one an image.
class class_choice {
 public:
  class_choice() = default;
  class_choice(std::size_t for_all) : classes_{for_all} {}
  class_choice(std::initializer_list<std::size_t> one_an_image) : classes_(one_an_image) {}
  class_choice(std::vector<std::size_t> one_an_image) : classes_(std::move(one_an_image)) {}

  /// @throws score_error where there is one class an image, but for another number of images
  void expect_images(std::size_t images) const {
    if (classes_.size() > 1 && classes_.size() != images) {
      throw score_error("classes of a score", "one for all images, or one for each of the " + std::to_string(images),
                        std::to_string(classes_.size()) + " classes");
    }
  }

  /// The class meant for an image.
  ///
  /// @param logits (classes), the image's own
  /// @throws score_error where the network has no such class
  template <class T>
  [[nodiscard]] std::size_t of(std::span<T const> logits, std::size_t image) const {
    if (classes_.empty()) return static_cast<std::size_t>(std::ranges::max_element(logits) - logits.begin());
    std::size_t const position = classes_.size() == 1 ? 0 : image;
    if (position >= classes_.size()) expect_images(image + 1);
    std::size_t const index = classes_[position];
    if (index >= logits.size()) {
      throw score_error("class of a score", "an index below " + std::to_string(logits.size()), std::to_string(index));
    }
    return index;
  }

 private:
  std::vector<std::size_t> classes_;
};

}  // namespace whence
