// SPDX-License-Identifier: BSD-3-Clause
#include <span>
#include <static/archetypes.hpp>
#include <vector>
#include <whence/concepts/check_backend.hpp>
#include <whence/concepts/multi_tappable.hpp>

namespace {

using archetypes::images;

static_assert(whence::multi_tappable<archetypes::multi_tappable>);
static_assert(whence::check_backend<archetypes::multi_tappable, whence::rung::multi_tappable>());
static_assert(!whence::model_backend<archetypes::multi_tappable>);

static_assert(whence::tappable<archetypes::tappable> && !whence::multi_tappable<archetypes::tappable>);

struct without_record_of_one : archetypes::multi_tappable {
  std::vector<record_type> record(images const&, std::span<tap_type const>) const;
};
static_assert(!whence::multi_tappable<without_record_of_one>);

struct not_const : archetypes::multi_tappable {
  using tappable::record;
  std::vector<record_type> record(images const&, std::span<tap_type const>);
};
static_assert(!whence::multi_tappable<not_const>);

struct of_a_vector_that_no_span_becomes : archetypes::tappable {
  using tappable::record;
  std::vector<record_type> record(images const&, std::vector<tap_type> const&) const;
};
static_assert(!whence::multi_tappable<of_a_vector_that_no_span_becomes>);

struct one_record_for_all : archetypes::tappable {
  using tappable::record;
  record_type record(images const&, std::span<tap_type const>) const;
};
static_assert(!whence::multi_tappable<one_record_for_all>);

}  // namespace
