// SPDX-License-Identifier: BSD-3-Clause
// expected-error: no public `backward` takes this rule. Write: template <whence::relu_rule Rule>
// unexpected-error: takes a record and a cotangent
#include <static/archetypes.hpp>
#include <whence/concepts/check_backend.hpp>

#ifdef WHENCE_TWIN
using backend = archetypes::differentiable_under;
#else
using backend = archetypes::model_backend;
#endif
static_assert(whence::check_backend<backend, archetypes::relu_rule>());
