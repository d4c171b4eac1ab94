// SPDX-License-Identifier: BSD-3-Clause
// consumer PHOTO MODEL PICTURE: what a user's first program does.
#include <iostream>
#include <whence/whence.hpp>

int main(int, char** arguments) {
  auto const photo = whence::read_photo(arguments[1]);
  auto const model = whence::vgg16::load(arguments[2]);
  auto const seen = whence::preprocess(photo, whence::imagenet_squash);
  auto const answer = whence::grad_cam{whence::vgg16::tap("features.28")}(model, seen.images);
  std::cout << "class " << answer.classes(0) << ", score " << answer.scores(0) << '\n';
  whence::write_png(arguments[3], whence::explanation_panel(photo, answer, seen.placement));
}
