// SPDX-License-Identifier: BSD-3-Clause
#include <static/archetypes.hpp>
#include <whence/concepts/deepest_tap.hpp>
#include <whence/concepts/images_of.hpp>
#include <whence/concepts/named_tap.hpp>
#include <whence/concepts/tap_of.hpp>

namespace {

static_assert(whence::images_of<whence::image_batch<double>, archetypes::classifier>);
static_assert(!whence::images_of<whence::image_batch<float>, archetypes::classifier>);
static_assert(!whence::images_of<whence::tensor<double, 3>, archetypes::classifier>);
static_assert(!whence::images_of<xt::xarray<double>, archetypes::classifier>);
static_assert(!whence::images_of<whence::image_batch<double>&, archetypes::classifier>);
static_assert(!whence::images_of<whence::image_batch<double>, int>);

static_assert(whence::tap_of<archetypes::tap, archetypes::tappable>);
static_assert(!whence::tap_of<archetypes::tap, archetypes::classifier>);
static_assert(!whence::tap_of<whence::named_tap, archetypes::tappable>);
static_assert(!whence::tap_of<whence::deepest_tap, archetypes::tappable>);

struct place {};
struct finds_a_place : archetypes::tappable {
  tap_type find_tap(place const&) const;
};
static_assert(whence::tap_of<place, finds_a_place> && !whence::tap_of<whence::named_tap, finds_a_place>);

struct finds_but_not_const : archetypes::tappable {
  tap_type find_tap(place const&);
};
static_assert(!whence::tap_of<place, finds_but_not_const>);

struct finds_something_else : archetypes::tappable {
  int find_tap(place const&) const;
};
static_assert(!whence::tap_of<place, finds_something_else>);

}  // namespace
