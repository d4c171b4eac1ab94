// SPDX-License-Identifier: BSD-3-Clause
// All methods, compiled for the reference backend.
#include <whence/backends/reference/network.hpp>

#include "explain/explain_by_any.hpp"

template explain::explanation explain::explain_by(options const&, whence::reference::network<float> const&,
                                                  whence::reference::network<float>::tap_type const&,
                                                  whence::image_batch<float> const&, whence::image_batch<float> const&,
                                                  asked_score const&, whence::progress const&);
