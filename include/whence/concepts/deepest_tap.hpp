// SPDX-License-Identifier: BSD-3-Clause
#pragma once

namespace whence {

/// The last feature map with spatial extent that is not a pooling's: what Grad-CAM is usually asked of.
struct deepest_tap {};

}  // namespace whence
