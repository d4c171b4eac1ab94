// SPDX-License-Identifier: BSD-3-Clause
#include <cstddef>
#include <span>
#include <static/archetypes.hpp>
#include <vector>
#include <whence/concepts/ablatable.hpp>
#include <whence/concepts/check_backend.hpp>

namespace {

using archetypes::logits;
using archetypes::maps;

static_assert(whence::ablatable<archetypes::ablatable>);
static_assert(whence::check_backend<archetypes::ablatable, whence::rung::ablatable>());
static_assert(!whence::model_backend<archetypes::ablatable>);

static_assert(whence::resumable<archetypes::resumable> && !whence::ablatable<archetypes::resumable>);

struct without_resume : archetypes::ablatable {
  void resume();
};
static_assert(!whence::ablatable<without_resume>);

struct not_const : archetypes::resumable {
  logits ablate(record_type const&, std::size_t, std::span<std::size_t const>);
};
static_assert(!whence::ablatable<not_const>);

struct of_a_vector_that_no_span_becomes : archetypes::resumable {
  logits ablate(record_type const&, std::size_t, std::vector<std::size_t> const&) const;
};
static_assert(!whence::ablatable<of_a_vector_that_no_span_becomes>);

struct of_maps_instead_of_logits : archetypes::resumable {
  maps ablate(record_type const&, std::size_t, std::span<std::size_t const>) const;
};
static_assert(!whence::ablatable<of_maps_instead_of_logits>);

}  // namespace
