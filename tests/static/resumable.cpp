// SPDX-License-Identifier: BSD-3-Clause
#include <cstddef>
#include <static/archetypes.hpp>
#include <whence/concepts/check_backend.hpp>
#include <whence/concepts/resumable.hpp>

namespace {

using archetypes::logits;
using archetypes::maps;

static_assert(whence::resumable<archetypes::resumable>);
static_assert(whence::check_backend<archetypes::resumable, whence::rung::resumable>());
static_assert(!whence::model_backend<archetypes::resumable>);

struct without_record : archetypes::resumable {
  void record();
};
static_assert(!whence::resumable<without_record>);

struct without_resume : archetypes::resumable {
  void resume();
};
static_assert(!whence::resumable<without_resume>);

struct resume_not_const : archetypes::resumable {
  logits resume(record_type const&, std::size_t, maps const&);
};
static_assert(!whence::resumable<resume_not_const>);

struct resume_without_the_image : archetypes::resumable {
  logits resume(record_type const&, maps const&) const;
};
static_assert(!whence::resumable<resume_without_the_image>);

struct resume_of_other_numbers : archetypes::resumable {
  whence::logit_matrix<float> resume(record_type const&, std::size_t, maps const&) const;
};
static_assert(!whence::resumable<resume_of_other_numbers>);

}  // namespace
