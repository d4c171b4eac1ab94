// SPDX-License-Identifier: BSD-3-Clause
// One reader and one method. `vgg16::load`, which reads PyTorch's formats too, adds two seconds.
#include <whence/whence.hpp>

int main(int, char** arguments) {
  auto const model = whence::vgg16(whence::read_safetensors(arguments[1]));
  whence::image_batch<float> const images = xt::zeros<float>({1, 3, 224, 224});
  auto const answer = whence::grad_cam{whence::vgg16::tap("features.28")}(model, images);
  return answer.status[0] == whence::map_status::meaningful ? 0 : 1;
}
