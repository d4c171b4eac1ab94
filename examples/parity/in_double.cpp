// SPDX-License-Identifier: BSD-3-Clause
// Everything in double precision, compiled by itself.
#include "run_both.hpp"

template void parity::run<double>(parity::options const&);
