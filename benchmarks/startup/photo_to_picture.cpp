// SPDX-License-Identifier: BSD-3-Clause
// photo_to_picture PHOTO WEIGHTS PICTURE [ENGINE]: a whole program, from its start to the picture on disk. Prints the
// class and its logit.
#include <exception>
#include <iomanip>
#include <iostream>
#include <string>
#include <whence/image/preprocess.hpp>
#include <whence/io/read_photo.hpp>
#include <whence/io/write_png.hpp>
#include <whence/methods/cam/grad_cam.hpp>
#include <whence/render/overlay.hpp>

#include "support/engines.hpp"

int main(int argc, char* argv[]) try {
  if (argc != 4 && argc != 5) {
    std::cerr << "usage: photo_to_picture PHOTO WEIGHTS PICTURE [ENGINE]\n";
    return 2;
  }
  auto const photo = whence::read_photo(argv[1]);
  auto const model = benchmarks::load_vgg16(argv[2], benchmarks::engine_named(argc == 5 ? argv[4] : "fast"));
  auto const seen = whence::preprocess(photo, whence::imagenet_squash);
  auto const answer = whence::grad_cam{whence::vgg16::tap("features.29")}(model, seen.images);
  std::cout << answer.classes(0) << ' ' << std::setprecision(9) << answer.scores(0) << '\n';
  whence::write_png(argv[3], whence::overlay(photo, answer, seen.placement));
} catch (std::exception const& problem) {
  std::cerr << "photo_to_picture: " << problem.what() << '\n';
  return 1;
}
