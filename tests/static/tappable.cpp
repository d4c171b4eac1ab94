// SPDX-License-Identifier: BSD-3-Clause
#include <static/archetypes.hpp>
#include <whence/concepts/check_backend.hpp>
#include <whence/concepts/tappable.hpp>

namespace {

static_assert(whence::tappable<archetypes::tappable>);
static_assert(whence::check_backend<archetypes::tappable, whence::rung::tappable>());
static_assert(!whence::model_backend<archetypes::tappable> && !whence::resumable<archetypes::tappable>);

struct without_forward : archetypes::tappable {
  void forward();
};
static_assert(!whence::tappable<without_forward>);

class without_tap_type : public archetypes::tappable {
  using tap_type = void;
};
static_assert(!whence::tappable<without_tap_type>);

class without_record_type : public archetypes::tappable {
  using record_type = void;
};
static_assert(!whence::tappable<without_record_type>);

struct without_record : archetypes::tappable {
  void record();
};
static_assert(!whence::tappable<without_record>);

struct record_not_const : archetypes::tappable {
  record_type record(archetypes::images const&, tap_type const&);
};
static_assert(!whence::tappable<record_not_const>);

struct record_by_reference : archetypes::tappable {
  record_type const& record(archetypes::images const&, tap_type const&) const;
};
static_assert(!whence::tappable<record_by_reference>);

template <class Record>
struct recording : archetypes::classifier {
  using tap_type = archetypes::tap;
  using record_type = Record;
  record_type record(archetypes::images const&, tap_type const&) const;
};
static_assert(whence::tappable<recording<archetypes::record>>);

struct record_without_logits : archetypes::record {
  void logits();
};
static_assert(!whence::tappable<recording<record_without_logits>>);

struct record_of_logits_not_const : archetypes::record {
  archetypes::logits const& logits();
};
static_assert(!whence::tappable<recording<record_of_logits_not_const>>);

struct record_of_one_row : archetypes::record {
  double logits() const;
};
static_assert(!whence::tappable<recording<record_of_one_row>>);

struct record_without_feature_maps : archetypes::record {
  void feature_maps();
};
static_assert(!whence::tappable<recording<record_without_feature_maps>>);

struct record_of_feature_maps_not_const : archetypes::record {
  archetypes::maps const& feature_maps();
};
static_assert(!whence::tappable<recording<record_of_feature_maps_not_const>>);

}  // namespace
