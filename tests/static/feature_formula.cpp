// SPDX-License-Identifier: BSD-3-Clause
#include <static/archetypes.hpp>
#include <whence/concepts/attribution_method.hpp>
#include <whence/concepts/cam_formula.hpp>
#include <whence/concepts/feature_formula.hpp>
#include <whence/methods/cam/class_activation.hpp>
#include <whence/methods/cam/differentiate.hpp>

namespace archetypes {

/// Of feature maps, and of nothing else.
struct feature_formula {
  whence::map_batch<double> operator()(maps const&) const;
  feature_formula();
  feature_formula(feature_formula const&) = delete;
  feature_formula& operator=(feature_formula const&) = delete;
};

}  // namespace archetypes

namespace {

static_assert(whence::feature_formula<archetypes::feature_formula, double>);
static_assert(!whence::feature_formula<archetypes::feature_formula, float>);
static_assert(!whence::cam_formula<archetypes::feature_formula, double>);
static_assert(!whence::feature_formula<archetypes::cam_formula, double>);
struct formula_without_a_call {};
static_assert(!whence::feature_formula<formula_without_a_call, double>);

struct feature_formula_not_const {
  whence::map_batch<double> operator()(archetypes::maps const&);
};
static_assert(!whence::feature_formula<feature_formula_not_const, double>);

struct feature_formula_of_channels {
  archetypes::maps operator()(archetypes::maps const&) const;
};
static_assert(!whence::feature_formula<feature_formula_of_channels, double>);

struct feature_formula_of_something {
  explicit feature_formula_of_something(int);
  whence::map_batch<double> operator()(archetypes::maps const&) const;
};
static_assert(!whence::feature_formula<feature_formula_of_something, double>);

// What a formula does not read is not asked of the model.
template <class Formula, class Model>
constexpr bool answers =
    whence::attribution_method<whence::class_activation<Formula, archetypes::tap>, Model, archetypes::score_function>;
static_assert(answers<archetypes::feature_formula, archetypes::tappable> &&
              !answers<archetypes::feature_formula, archetypes::classifier>);
static_assert(answers<archetypes::cam_formula, archetypes::model_backend> &&
              !answers<archetypes::cam_formula, archetypes::tappable>);

}  // namespace

namespace static_tests {

void instantiate_formulas(archetypes::tappable const& tappable, archetypes::model_backend const& model,
                          archetypes::images const& images, archetypes::tap const& place,
                          archetypes::score_function const& score) {
  whence::class_activation<archetypes::feature_formula, archetypes::tap> const of_features{place};
  (void)of_features(tappable, images, score);
  (void)of_features(tappable, tappable.record(images, place), score);
  auto const gradient = whence::differentiate(model, model.record(images, place), score);
  (void)of_features(gradient);
  whence::class_activation<archetypes::cam_formula, archetypes::tap> const of_gradient{place};
  (void)of_gradient(gradient);
}

}  // namespace static_tests
