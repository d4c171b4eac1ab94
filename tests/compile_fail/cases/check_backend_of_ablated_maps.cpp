// SPDX-License-Identifier: BSD-3-Clause
// A backend that can only be resumed is told what to write to take maps away by itself.
// expected-error: no public `ablate` takes a record, the index of an image and those of channels. Write: whence::logit_matrix<value_type> ablate
// unexpected-error: is not const|returns another type
#include <static/archetypes.hpp>
#include <whence/concepts/check_backend.hpp>

#ifdef WHENCE_TWIN
using backend = archetypes::ablatable;
#else
using backend = archetypes::resumable;
#endif
static_assert(whence::check_backend<backend, whence::rung::ablatable>());
