// SPDX-License-Identifier: BSD-3-Clause
// A method takes a batch, even of one image.
// unsatisfied: images_of
#include <support/toy_model.hpp>
#include <whence/methods/cam/grad_cam.hpp>

void explain(whence::test::toy_model<double> const& model) {
#ifdef WHENCE_TWIN
  whence::tensor<double, 4> const image = xt::zeros<double>({1, 2, 8, 8});
#else
  whence::tensor<double, 3> const image = xt::zeros<double>({2, 8, 8});
#endif
  (void)whence::grad_cam{}(model, image);
}
