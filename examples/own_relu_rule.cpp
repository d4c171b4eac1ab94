// SPDX-License-Identifier: BSD-3-Clause
// own_relu_rule PHOTO WEIGHTS PICTURE: a rule for the gradients at ReLUs that this library does not know, for a method
// that does not know it.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <exception>
#include <iostream>
#include <whence/whence.hpp>

/// The gradient without what is faint: through open ReLUs only where it is strong.
struct strong_relu {
  template <class T>
  constexpr auto operator()(T const& input, T const& gradient) const {
    using std::abs;  // of numbers; tensors bring their own
    return (input > 0) & (abs(gradient) > 1e-3);
  }
};

static_assert(whence::relu_rule<strong_relu>);

int main(int argc, char* argv[]) try {
  if (argc != 4) {
    std::cerr << "usage: own_relu_rule PHOTO WEIGHTS PICTURE\n";
    return 2;
  }
  auto const photo = whence::read_photo(argv[1]);
  auto const model = whence::vgg16::load(argv[2]);
  auto const seen = whence::preprocess(photo, whence::imagenet_squash);

  whence::with_relu<strong_relu, whence::input_gradient> const strong;
  auto const all = whence::input_gradient{}(model, seen.images);
  auto const some = strong(model, seen.images);

  auto const silent = [](auto const& answer) {
    return 100 * std::ranges::count(answer.values, 0.0F) / static_cast<std::ptrdiff_t>(answer.values.size());
  };
  std::cout << "values without a say: " << silent(all) << " % by the gradient, " << silent(some)
            << " % by what is strong of it\n";
  whence::write_png(argv[3], whence::explanation_panel(photo, some, seen.placement,
                                                       {.scale = whence::map_scale::symmetric}, whence::diverging{}));
} catch (std::exception const& problem) {
  std::cerr << "own_relu_rule: " << problem.what() << '\n';
  return 1;
}
