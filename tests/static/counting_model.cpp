// SPDX-License-Identifier: BSD-3-Clause
// The counting model meets the concepts that the counted one meets, and no more.
#include <support/counting_model.hpp>
#include <support/lesser_models.hpp>
#include <whence/concepts/check_backend.hpp>
#include <whence/relu_rules/guided_relu.hpp>

namespace {

using whence::guided_relu;
using whence::test::counting_model;

template <class Model>
constexpr bool as_able =
    whence::classifier<counting_model<Model>>&& whence::tappable<counting_model<Model>> ==
    whence::tappable<Model>&& whence::resumable<counting_model<Model>> ==
    whence::resumable<Model>&& whence::ablatable<counting_model<Model>> ==
    whence::ablatable<Model>&& whence::model_backend<counting_model<Model>> ==
    whence::model_backend<Model>&& whence::input_differentiable<counting_model<Model>> ==
    whence::input_differentiable<Model>&& whence::differentiable_under<counting_model<Model>, guided_relu> ==
    whence::differentiable_under<Model, guided_relu>&& whence::tap_of<whence::deepest_tap, counting_model<Model>> ==
    whence::tap_of<whence::deepest_tap, Model>&& whence::tap_of<whence::named_tap, counting_model<Model>> ==
    whence::tap_of<whence::named_tap, Model>;

static_assert(as_able<whence::test::toy_model<float>> && as_able<whence::test::toy_model<double>>);
static_assert(as_able<whence::test::forward_only> && as_able<whence::test::no_backward>);
static_assert(as_able<whence::test::no_image_tap> && as_able<whence::test::no_rules>);
static_assert(as_able<whence::test::rules_but_no_image_tap> && as_able<whence::test::no_find_tap>);
static_assert(as_able<whence::test::no_geometry>);
static_assert(whence::check_backend<counting_model<whence::test::toy_model<double>>>());

}  // namespace
