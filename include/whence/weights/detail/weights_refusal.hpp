// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/core/detail/text_parts.hpp>
#include <whence/weights/weights_error.hpp>

namespace whence::detail {

/// @throws weights_error always
[[noreturn, gnu::cold]] inline void refuse_weights(text_parts where, text_parts expected, text_parts got) {
  detail::refuse<weights_error>(where, expected, got);
}

}  // namespace whence::detail
