// SPDX-License-Identifier: BSD-3-Clause
// own_method PHOTO WEIGHTS PICTURE: two methods that this library does not have, one of them a formula.
#include <algorithm>
#include <cstddef>
#include <exception>
#include <iostream>
#include <span>
#include <whence/whence.hpp>

/// The gradient's length at each place, whatever the feature maps: how much the answer hangs on it.
struct gradient_length {
  template <class T>
  whence::map_batch<T> operator()(whence::feature_tensor<T> const&, whence::feature_tensor<T> const& gradient) const {
    return xt::sqrt(xt::sum(gradient * gradient, {1}));
  }
};

template <class At = whence::deepest_tap>
struct sensitivity_cam : whence::class_activation<gradient_length, At> {};

/// What the answer loses without the left half of the image, and without the right one.
struct halves {
  template <whence::classifier Model, whence::score_function<whence::value_t<Model>> Score = whence::top_logit>
  auto operator()(Model const& model, whence::images_of<Model> auto const& images, Score const& score = {}) const {
    using T = whence::value_t<Model>;
    whence::logit_matrix<T> const logits = model.forward(images);
    auto const asked = whence::pin<T>(logits, score);
    whence::class_maps<T> answer{{}, asked.scores(logits), asked.classes(), {}, {}};
    std::size_t const height = images.shape(2), width = images.shape(3);
    answer.geometry = {whence::axis_geometry::spread(1, height), whence::axis_geometry::spread(2, width)};
    answer.values.resize({images.shape(0), 1, 2});
    for (std::size_t half = 0; half != 2; ++half) {
      whence::image_batch<T> hidden = images;
      xt::view(hidden, xt::all(), xt::all(), xt::all(), xt::range(half * width / 2, (half + 1) * width / 2)) = T(0);
      whence::tensor<T, 1> const left = asked.scores(model.forward(hidden));
      for (std::size_t n = 0; n != images.shape(0); ++n) answer.values(n, 0, half) = answer.scores(n) - left(n);
    }
    for (std::size_t n = 0; n != images.shape(0); ++n) {
      answer.status.push_back(whence::status_of(std::span(&answer.values(n, 0, 0), 2), answer.scores(n)));
    }
    return answer;
  }
};

static_assert(whence::attribution_method<sensitivity_cam<>, whence::vgg16, whence::top_logit>);
static_assert(whence::attribution_method<halves, whence::vgg16, whence::class_logit>);

int main(int argc, char* argv[]) try {
  if (argc != 4) {
    std::cerr << "usage: own_method PHOTO WEIGHTS PICTURE\n";
    return 2;
  }
  auto const photo = whence::read_photo(argv[1]);
  auto const model = whence::vgg16::load(argv[2]);
  auto const seen = whence::preprocess(photo, whence::imagenet_squash);

  auto const sides = halves{}(model, seen.images);
  std::cout << "of a logit of " << sides.scores(0) << " the left half is worth " << sides.values(0, 0, 0)
            << ", the right half " << sides.values(0, 0, 1) << '\n';
  auto const sensitive = sensitivity_cam<>{}(model, seen.images);
  whence::write_png(argv[3], whence::explanation_panel(photo, sensitive, seen.placement));
} catch (std::exception const& problem) {
  std::cerr << "own_method: " << problem.what() << '\n';
  return 1;
}
