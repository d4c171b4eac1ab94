// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <vector>
#include <whence/concepts/named_tap.hpp>
#include <whence/core/tensor.hpp>
#include <whence/image/recipe.hpp>

namespace compare {

/// What the methods of the list are made for.
template <class Tap>
struct setting {
  Tap tap;                                ///< where they look
  std::vector<Tap> taps;                  ///< where those look that look at several
  whence::image_batch<float> references;  ///< for those whose baseline is a set of images
  bool is_quick;                          ///< fewer samples

  /// How many samples of something, usually and in a hurry.
  [[nodiscard]] std::size_t samples(std::size_t usual, std::size_t quick) const { return is_quick ? quick : usual; }
};

template <class Tap>
setting(Tap, std::vector<Tap>, whence::image_batch<float>, bool) -> setting<Tap>;

/// Images of one colour as the network sees them: black, grey, white, and the mean colour.
inline whence::image_batch<float> plain_images(whence::recipe const& recipe) {
  constexpr std::array<double, 3> shades{0.0, 0.5, 1.0};
  whence::image_batch<float> images({shades.size() + 1, recipe.channels, recipe.height, recipe.width});
  images.fill(0.0F);
  float* out = images.data();
  for (double const shade : shades) {
    for (std::size_t c = 0; c != recipe.channels; ++c) {
      out =
          std::fill_n(out, recipe.height * recipe.width, static_cast<float>((shade - recipe.mean[c]) / recipe.std[c]));
    }
  }
  return images;
}

/// The last values in front of a pooling, as many as there are up to `count`: a map of each of the network's last
/// resolutions. The tap itself where there are none.
template <class Model, class Tap>
std::vector<Tap> taps_in_front_of_poolings(Model const& model, Tap const& tap, std::size_t count) {
  std::vector<Tap> found;
  auto const taps = model.taps();
  for (std::size_t i = 1; i < taps.size(); ++i) {
    if (taps[i].kind == "max pooling" && taps[i - 1].geometry)
      found.push_back(model.find_tap(whence::named_tap{taps[i - 1].name}));
  }
  if (found.size() > count) found.erase(found.begin(), found.end() - static_cast<std::ptrdiff_t>(count));
  if (found.empty()) found.push_back(tap);
  return found;
}

}  // namespace compare
