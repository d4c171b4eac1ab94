// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <span>
#include <string>
#include <utility>
#include <vector>
#include <whence/scores/score_error.hpp>

namespace whence {

/// Which class a score is about: each image's top class (the default), one class for all images, or one an image.
///
/// A braced single class is for all images. A vector is always one an image: one that came out empty, or of one class
/// for a batch of three, is a mistake and not a wish for the top class.
class class_choice {
 public:
  class_choice() = default;
  /// @throws score_error where the index is negative
  template <std::integral Index>
  requires(!std::same_as<Index, bool>) class_choice(Index for_all)
      : kind_(kind::for_all), classes_{static_cast<std::size_t>(for_all)} {
    if (std::cmp_less(for_all, 0)) throw score_error("class of a score", "an index from 0 on", std::to_string(for_all));
  }
  class_choice(std::initializer_list<std::size_t> classes)
      : kind_(classes.size() == 1 ? kind::for_all : kind::one_an_image), classes_(classes) {}
  class_choice(std::vector<std::size_t> one_an_image) : kind_(kind::one_an_image), classes_(std::move(one_an_image)) {}

  /// @throws score_error where there is one class an image, but for another number of images
  void expect_images(std::size_t images) const {
    if (kind_ == kind::one_an_image && classes_.size() != images) {
      throw score_error("classes of a score", "one for all images, or one for each of the " + std::to_string(images),
                        "a list of " + std::to_string(classes_.size()));
    }
  }

  /// Whether it is each image's top class that is meant.
  [[nodiscard]] bool is_top() const { return kind_ == kind::top; }

  /// The class meant for an image. Of equal logits the first is the top class.
  ///
  /// @param logits (classes), the image's own
  /// @throws score_error where the network has no such class, or the score none for such an image
  template <class T>
  [[nodiscard]] std::size_t of(std::span<T const> logits, std::size_t image) const {
    std::size_t const index = chosen(logits, image);
    if (index >= logits.size()) {
      throw score_error("class of a score", "an index below " + std::to_string(logits.size()), std::to_string(index));
    }
    return index;
  }

 private:
  enum class kind { top, for_all, one_an_image };

  /// A NaN counts as the largest, so that it is asked about and not passed over.
  template <class T>
  static std::size_t top(std::span<T const> logits) {
    std::size_t best = 0;
    for (std::size_t k = 1; k < logits.size(); ++k) {
      if (logits[k] > logits[best] || (logits[k] != logits[k] && logits[best] == logits[best])) best = k;
    }
    return best;
  }

  template <class T>
  std::size_t chosen(std::span<T const> logits, std::size_t image) const {
    if (kind_ == kind::top) return top(logits);
    if (kind_ == kind::for_all) return classes_.front();
    if (image >= classes_.size()) expect_images(image + 1);
    return classes_[image];
  }

  kind kind_ = kind::top;
  std::vector<std::size_t> classes_;
};

}  // namespace whence
