// SPDX-License-Identifier: BSD-3-Clause
#pragma once

namespace whence {

/// The types a model backend names inside itself.
template <class Model>
using value_t = typename Model::value_type;  ///< its numbers: float or double

template <class Model>
using tap_t = typename Model::tap_type;  ///< a point of the network, cheap to copy

template <class Model>
using record_t = typename Model::record_type;  ///< what one forward pass kept

}  // namespace whence
