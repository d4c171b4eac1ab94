// SPDX-License-Identifier: BSD-3-Clause
// Everything in single precision, compiled by itself.
#include "run_both.hpp"

template void parity::run<float>(parity::options const&);
