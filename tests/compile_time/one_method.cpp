// SPDX-License-Identifier: BSD-3-Clause
#include <whence/whence.hpp>

int main(int, char** arguments) {
  auto const model = whence::vgg16::load(arguments[1]);
  whence::image_batch<float> const images = xt::zeros<float>({1, 3, 224, 224});
  auto const answer = whence::grad_cam{whence::vgg16::tap("features.28")}(model, images);
  return answer.status[0] == whence::map_status::meaningful ? 0 : 1;
}
