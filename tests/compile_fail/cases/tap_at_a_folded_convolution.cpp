// SPDX-License-Identifier: BSD-3-Clause
// A convolution before a batch norm is folded into it, and is no tap.
// expected-error: no_module_of_this_vgg_has_that_name
#include <whence/backends/reference/vgg.hpp>

#ifdef WHENCE_TWIN
constexpr auto tap = whence::vgg16_bn::tap("features.41");
#else
constexpr auto tap = whence::vgg16_bn::tap("features.40");
#endif
