// SPDX-License-Identifier: BSD-3-Clause
// A backend that records one tap a pass is told what to write for several.
// expected-error: no public `record` takes a batch of images and several taps. Write: std::vector<record_type>
// unexpected-error: is not const|returns another type
#include <static/archetypes.hpp>
#include <whence/concepts/check_backend.hpp>

#ifdef WHENCE_TWIN
using backend = archetypes::multi_tappable;
#else
using backend = archetypes::tappable;
#endif
static_assert(whence::check_backend<backend, whence::rung::multi_tappable>());
