// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstdint>
#include <whence/core/tensor.hpp>

namespace whence {

/// What comes out of drawing: red, green, blue, eight bits each, (H, W, 3), ready to be written as PNG.
using picture = tensor<std::uint8_t, 3>;

}  // namespace whence
