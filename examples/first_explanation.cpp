// SPDX-License-Identifier: BSD-3-Clause
// first_explanation PHOTO WEIGHTS PICTURE: the program of docs/tutorial/first_explanation.md.
#include <exception>
#include <iostream>
#include <whence/whence.hpp>

int main(int argc, char* argv[]) try {
  if (argc != 4) {
    std::cerr << "usage: first_explanation PHOTO WEIGHTS PICTURE\n";
    return 2;
  }
  auto const photo = whence::read_photo(argv[1]);
  auto const model = whence::vgg16::load(argv[2]);
  auto const seen = whence::preprocess(photo, whence::imagenet_squash);

  whence::grad_cam const method{whence::vgg16::tap("features.28")};
  auto const answer = method(model, seen.images);

  std::cout << "class " << answer.classes(0) << ", logit " << answer.scores(0) << ", map "
            << whence::to_text(answer.status[0]) << '\n';
  whence::write_png(argv[3], whence::explanation_panel(photo, answer, seen.placement));
} catch (std::exception const& problem) {
  std::cerr << "first_explanation: " << problem.what() << '\n';
  return 1;
}
