// SPDX-License-Identifier: BSD-3-Clause
#include <static/archetypes.hpp>
#include <whence/concepts/attribution.hpp>
#include <whence/concepts/attribution_method.hpp>
#include <whence/core/class_maps.hpp>
#include <whence/scores/top_logit.hpp>

namespace {

using archetypes::images;

static_assert(whence::attribution<whence::class_maps<double>>);

// signed_maps is overloaded for the library's two kinds, so that a kind of one's own derives from one of them.
struct own_kind : whence::class_maps<double> {};
static_assert(whence::attribution<own_kind>);

class without_value_type : public whence::class_maps<double> {
  using value_type = void;
};
static_assert(!whence::attribution<without_value_type>);

struct without_scores : whence::class_maps<double> {
  void scores();
};
static_assert(!whence::attribution<without_scores>);

struct without_status : whence::class_maps<double> {
  void status();
};
static_assert(!whence::attribution<without_status>);

static_assert(!whence::attribution<whence::map_batch<double>>);
static_assert(!whence::attribution<int>);

template <class Method, class Model = archetypes::classifier, class Score = archetypes::score_function>
constexpr bool is_method = whence::attribution_method<Method, Model, Score>;

static_assert(is_method<archetypes::attribution_method>);
static_assert(!is_method<archetypes::attribution_method, archetypes::classifier, whence::top_logit>);
static_assert(!is_method<archetypes::attribution_method, archetypes::classifier, int>);
static_assert(!is_method<archetypes::attribution_method, int>);

struct not_const : archetypes::immovable {
  whence::class_maps<double> operator()(archetypes::classifier const&, images const&,
                                        archetypes::score_function const&);
};
static_assert(!is_method<not_const>);

struct without_a_score : archetypes::immovable {
  whence::class_maps<double> operator()(archetypes::classifier const&, images const&) const;
};
static_assert(!is_method<without_a_score>);

struct of_bare_maps : archetypes::immovable {
  whence::map_batch<double> operator()(archetypes::classifier const&, images const&,
                                       archetypes::score_function const&) const;
};
static_assert(!is_method<of_bare_maps>);

}  // namespace
