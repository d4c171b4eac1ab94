// SPDX-License-Identifier: BSD-3-Clause
// All methods, compiled for TorchScript files.
#include <whence/backends/libtorch/script_module.hpp>

#include "explain/explain_by_any.hpp"

template explain::explanation explain::explain_by(options const&, whence::libtorch::script_module const&,
                                                  whence::libtorch::script_module::tap_type const&,
                                                  whence::image_batch<float> const&, whence::image_batch<float> const&,
                                                  asked_score const&, whence::progress const&);
