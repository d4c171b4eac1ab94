// SPDX-License-Identifier: BSD-3-Clause
// method_ways PHOTO WEIGHTS: what the reference pages of the methods show.
#include <atomic>
#include <cstddef>
#include <exception>
#include <iostream>
#include <vector>
#include <whence/whence.hpp>

int main(int argc, char* argv[]) try {
  if (argc != 3) return 2;
  auto const model = whence::vgg16::load(argv[2]);
  auto const images = whence::preprocess(whence::read_photo(argv[1]), whence::imagenet_squash).images;
  std::atomic<bool> cancelled = false;

  {
    whence::layer_cam method{whence::named_tap{"features.29"}};
    auto const answer = method(model, images, whence::class_logit{7});
    std::cout << "class " << answer.classes(0);
  }
  {
    auto const record = model.record(images, whence::vgg16::tap("features.29"));
    auto const gradient = whence::differentiate(model, record);  // 1 backward pass
    auto const smooth = whence::grad_cam{}(gradient);            // no pass
    auto const sharp = whence::layer_cam{}(gradient);            // no pass
    std::cout << ", of one gradient a map " << whence::to_text(smooth.status[0]) << " and one "
              << whence::to_text(sharp.status[0]);
  }
  {
    std::vector const taps{whence::named_tap{"features.21"}, whence::named_tap{"features.29"}};
    whence::over_taps const method{whence::layer_cam{}, taps, whence::layer_cam_fusion{}};
    std::cout << ", of two taps one " << whence::to_text(method(model, images).status[0]);
  }
  {
    whence::integrated_gradients method{whence::blurred_baseline{8.0}};
    method.steps = 8;
    auto const answer = method(model, images);
    std::cout << ", gap " << answer.completeness_gap(0) << " of " << answer.scores(0);
  }
  cancelled = true;
  try {
    whence::rise method;
    method.observer = [&](std::size_t, std::size_t) { return !cancelled; };
    auto const answer = method(model, images);
    return answer.status.size() == 1 ? 3 : 4;
  } catch (whence::stopped_error const& stopped) {
    std::cout << ", " << stopped.got() << '\n';
  }
} catch (std::exception const& problem) {
  std::cerr << "method_ways: " << problem.what() << '\n';
  return 1;
}
