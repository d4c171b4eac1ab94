// SPDX-License-Identifier: BSD-3-Clause
#include <static/archetypes.hpp>
#include <whence/concepts/check_backend.hpp>
#include <whence/concepts/input_differentiable.hpp>

namespace {

static_assert(whence::input_differentiable<archetypes::input_differentiable>);
static_assert(whence::check_backend<archetypes::input_differentiable, whence::rung::input_differentiable>());

struct without_backward : archetypes::input_differentiable {
  void backward();
};
static_assert(!whence::input_differentiable<without_backward>);

struct without_image_tap : archetypes::input_differentiable {
  void image_tap();
};
static_assert(!whence::input_differentiable<without_image_tap>);

struct image_tap_not_const : archetypes::input_differentiable {
  tap_type image_tap();
};
static_assert(!whence::input_differentiable<image_tap_not_const>);

struct image_tap_of_another_type : archetypes::input_differentiable {
  int image_tap() const;
};
static_assert(!whence::input_differentiable<image_tap_of_another_type>);

}  // namespace
