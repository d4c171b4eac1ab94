// SPDX-License-Identifier: BSD-3-Clause
// Templates must ask of a type what their concept says and no more: here they are instantiated with the archetypes.
#include <static/archetypes.hpp>
#include <vector>
#include <whence/concepts/attribution_method.hpp>
#include <whence/methods/cam/ablation_cam.hpp>
#include <whence/methods/cam/class_activation.hpp>
#include <whence/methods/cam/grad_cam.hpp>
#include <whence/methods/cam/recipro_cam.hpp>
#include <whence/methods/gradient/input_gradient.hpp>
#include <whence/methods/wrappers/with_relu.hpp>
#include <whence/testing/check_laws.hpp>
#include <whence/testing/check_rule_laws.hpp>

namespace {

using archetypes::images;
using archetypes::tap;

template <class Method, class Model>
constexpr bool works_on = whence::attribution_method<Method, Model, archetypes::score_function>;

using grad_cam_at_a_tap = whence::grad_cam<tap>;
static_assert(works_on<grad_cam_at_a_tap, archetypes::model_backend>);
static_assert(!works_on<grad_cam_at_a_tap, archetypes::tappable>);
static_assert(!works_on<grad_cam_at_a_tap, archetypes::classifier>);
static_assert(!works_on<whence::grad_cam<>, archetypes::model_backend>);  // the archetype finds no tap

static_assert(works_on<whence::input_gradient, archetypes::input_differentiable>);
static_assert(!works_on<whence::input_gradient, archetypes::model_backend>);

using under_the_archetype = whence::with_relu<archetypes::relu_rule, whence::grad_cam<tap>>;
static_assert(!works_on<under_the_archetype, archetypes::model_backend>);

}  // namespace

namespace static_tests {

void instantiate(archetypes::classifier const& classifier, archetypes::tappable const& tappable,
                 archetypes::multi_tappable const& several, archetypes::resumable const& resumable,
                 archetypes::ablatable const& ablatable, archetypes::input_differentiable const& differentiable,
                 archetypes::differentiable_under const& under_rules, images const& batch, tap const& place,
                 archetypes::score_function const& score) {
  using own_cam = whence::class_activation<archetypes::cam_formula, tap>;
  own_cam const cam{place};
  (void)cam(differentiable, batch, score);
  (void)whence::grad_cam{place}(differentiable, batch, score);
  (void)whence::input_gradient{}(differentiable, batch, score);
  (void)whence::with_relu<archetypes::relu_rule, own_cam>{{place}}(under_rules, batch, score);

  (void)whence::check_laws(classifier, batch);
  (void)whence::check_laws(tappable, batch, {place});
  (void)whence::check_laws(several, batch, {place});
  (void)whence::check_laws(resumable, batch, {place});
  (void)whence::ablation_cam{place}(resumable, batch, score);
  (void)whence::check_laws(ablatable, batch, {place});
  (void)whence::ablation_cam{place}(ablatable, batch, score);
  (void)whence::recipro_cam{place}(resumable, batch, score);
  (void)whence::check_laws(differentiable, batch, {place});
  (void)whence::check_rule_laws(under_rules, batch, place, archetypes::relu_rule{});
}

}  // namespace static_tests
