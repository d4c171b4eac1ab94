// SPDX-License-Identifier: BSD-3-Clause
#include <static/archetypes.hpp>
#include <whence/concepts/check_backend.hpp>
#include <whence/concepts/input_differentiable.hpp>
#include <whence/concepts/model_backend.hpp>

namespace {

using archetypes::logits;
using archetypes::maps;

static_assert(whence::model_backend<archetypes::model_backend>);
static_assert(whence::check_backend<archetypes::model_backend>());
static_assert(!whence::input_differentiable<archetypes::model_backend>);
static_assert(!whence::resumable<archetypes::model_backend>);

struct without_record : archetypes::model_backend {
  void record();
};
static_assert(!whence::model_backend<without_record>);

struct without_backward : archetypes::model_backend {
  void backward();
};
static_assert(!whence::model_backend<without_backward>);

struct backward_not_const : archetypes::model_backend {
  maps backward(record_type const&, logits const&);
};
static_assert(!whence::model_backend<backward_not_const>);

struct backward_into_the_record : archetypes::model_backend {
  maps backward(record_type&, logits const&) const;
};
static_assert(!whence::model_backend<backward_into_the_record>);

struct backward_of_other_numbers : archetypes::model_backend {
  whence::feature_tensor<float> backward(record_type const&, logits const&) const;
};
static_assert(!whence::model_backend<backward_of_other_numbers>);

struct backward_of_dynamic_rank : archetypes::model_backend {
  xt::xarray<double> backward(record_type const&, logits const&) const;
};
static_assert(!whence::model_backend<backward_of_dynamic_rank>);

}  // namespace
