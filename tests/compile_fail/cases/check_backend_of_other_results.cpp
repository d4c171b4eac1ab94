// SPDX-License-Identifier: BSD-3-Clause
// Members that return something else get a message of their own.
// expected-error: `forward` returns a tensor of dynamic rank, such as xt::xarray
// expected-error: `record` returns another type than record_type, or a reference
// expected-error: `backward` returns other numbers than value_type, float for double or the reverse
// expected-error: `resume` returns another type
// unexpected-error: no public|is not const
#include <cstddef>
#include <static/archetypes.hpp>
#include <whence/concepts/check_backend.hpp>

#ifdef WHENCE_TWIN
struct backend : archetypes::resumable {
  archetypes::maps backward(record_type const&, archetypes::logits const&) const;
};
#else
struct backend : archetypes::resumable {
  xt::xarray<double> forward(archetypes::images const&) const;
  record_type const& record(archetypes::images const&, tap_type const&) const;
  whence::feature_tensor<float> backward(record_type const&, archetypes::logits const&) const;
  archetypes::logits const& resume(record_type const&, std::size_t, archetypes::maps const&) const;
};
#endif
static_assert(whence::check_backend<backend>());
static_assert(whence::check_backend<backend, whence::rung::resumable>());
