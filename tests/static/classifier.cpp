// SPDX-License-Identifier: BSD-3-Clause
#include <concepts>
#include <static/archetypes.hpp>
#include <whence/concepts/associated_types.hpp>
#include <whence/concepts/check_backend.hpp>
#include <whence/concepts/classifier.hpp>
#include <whence/concepts/rung.hpp>

namespace {

using archetypes::images;
using archetypes::immovable;
using archetypes::logits;

static_assert(whence::classifier<archetypes::classifier>);
static_assert(whence::check_backend<archetypes::classifier, whence::rung::classifier>());
static_assert(!whence::tappable<archetypes::classifier>);
static_assert(std::same_as<whence::value_t<archetypes::classifier>, double>);

class without_value_type : public archetypes::classifier {
  using value_type = void;
};
static_assert(!whence::classifier<without_value_type>);

struct of_whole_numbers : immovable {
  using value_type = int;
  whence::logit_matrix<int> forward(whence::image_batch<int> const&) const;
};
static_assert(!whence::classifier<of_whole_numbers>);

struct without_forward : archetypes::classifier {
  void forward();
};
static_assert(!whence::classifier<without_forward>);

struct forward_not_const : archetypes::classifier {
  logits forward(images const&);
};
static_assert(!whence::classifier<forward_not_const>);

struct forward_of_other_numbers : archetypes::classifier {
  whence::logit_matrix<float> forward(images const&) const;
};
static_assert(!whence::classifier<forward_of_other_numbers>);

struct forward_of_dynamic_rank : archetypes::classifier {
  xt::xarray<double> forward(images const&) const;
};
static_assert(!whence::classifier<forward_of_dynamic_rank>);

struct forward_by_reference : archetypes::classifier {
  logits const& forward(images const&) const;
};
static_assert(!whence::classifier<forward_by_reference>);

class forward_private : archetypes::classifier {};
static_assert(!whence::classifier<forward_private>);

static_assert(!whence::classifier<int>);

}  // namespace
