// SPDX-License-Identifier: BSD-3-Clause
// A name that no module bears is refused where the network is known, and the compiler says why.
// expected-error: no_module_of_this_vgg_has_that_name
#include <whence/backends/reference/vgg.hpp>

#ifdef WHENCE_TWIN
constexpr auto tap = whence::vgg16::tap("features.28");
#else
constexpr auto tap = whence::vgg16::tap("features.99");
#endif
