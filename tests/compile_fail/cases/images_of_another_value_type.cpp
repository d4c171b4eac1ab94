// SPDX-License-Identifier: BSD-3-Clause
// Images of float do not become double on the way into a model of double.
// unsatisfied: images_of
#include <support/toy_model.hpp>
#include <whence/methods/gradient/input_gradient.hpp>

void explain(whence::test::toy_model<double> const& model) {
#ifdef WHENCE_TWIN
  using number = double;
#else
  using number = float;
#endif
  whence::image_batch<number> const images = xt::zeros<number>({1, 2, 8, 8});
  (void)whence::input_gradient{}(model, images);
}
