// SPDX-License-Identifier: BSD-3-Clause
#pragma once

namespace explain {

/// What std::bad_alloc means to the reader of a message.
inline constexpr char const* no_memory = "the memory does not suffice; a smaller photo or --size may help";

}  // namespace explain
