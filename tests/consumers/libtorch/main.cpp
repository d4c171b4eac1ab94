// SPDX-License-Identifier: BSD-3-Clause
// explain_my_model MODEL.pt TAP PHOTO PICTURE.png: the project of docs/how_to/explain_a_torchscript_model.md.
#include <exception>
#include <iostream>
#include <whence/io.hpp>
#include <whence/libtorch.hpp>

int main(int argc, char* argv[]) try {
  if (argc != 5) {
    std::cerr << "usage: explain_my_model MODEL.pt TAP PHOTO PICTURE.png\n";
    return 2;
  }
  auto const model = whence::libtorch::script_module::load(argv[1]);
  auto const photo = whence::read_photo(argv[3]);
  auto const seen = whence::preprocess(photo, whence::imagenet);

  whence::grad_cam const method{whence::named_tap{argv[2]}};
  auto const answer = method(model, seen.images);

  std::cout << "class " << answer.classes(0) << ", logit " << answer.scores(0) << ", map "
            << whence::to_text(answer.status[0]) << '\n';
  whence::write_png(argv[4], whence::explanation_panel(photo, answer, seen.placement));
} catch (std::exception const& problem) {
  std::cerr << "explain_my_model: " << problem.what() << '\n';
  return 1;
}
