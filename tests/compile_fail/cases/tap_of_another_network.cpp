// SPDX-License-Identifier: BSD-3-Clause
// A tap of one network on another.
// unsatisfied: tap_of
#include <whence/backends/reference/vgg.hpp>
#include <whence/methods/cam/grad_cam.hpp>

#ifdef WHENCE_TWIN
using other = whence::vgg16;
#else
using other = whence::vgg19;
#endif

void explain(whence::vgg16 const& model, whence::image_batch<float> const& images) {
  (void)whence::grad_cam{other::tap("features.28")}(model, images);
}
