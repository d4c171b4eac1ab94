// SPDX-License-Identifier: BSD-3-Clause
// unsatisfied: score_function
#include <cstddef>
#include <span>
#include <support/toy_model.hpp>
#include <whence/methods/cam/grad_cam.hpp>
#include <whence/scores/class_logit.hpp>

struct last_class {
#ifdef WHENCE_TWIN
  template <class T>
  whence::logit_question ask(std::span<T const> logits, std::size_t) const {
    return {logits.size() - 1};
  }
#endif
};

void explain(whence::test::toy_model<float> const& model, whence::image_batch<float> const& images) {
  (void)whence::grad_cam{}(model, images, last_class{});
}
