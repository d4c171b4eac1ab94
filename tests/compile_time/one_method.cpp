// SPDX-License-Identifier: BSD-3-Clause
#include <whence/whence.hpp>

int main(int, char** arguments) {
  auto const model = whence::vgg16::load(arguments[1]);
  auto const images = whence::read_npy<float, 4>(arguments[2]);
  auto const answer = whence::grad_cam{whence::vgg16::tap("features.28")}(model, images);
  whence::write_npy(arguments[3], answer.values);
}
