// SPDX-License-Identifier: BSD-3-Clause
// All but the LibTorch adapter and the law suite.
#pragma once
#include <whence/core.hpp>
#include <whence/io.hpp>
#include <whence/reference.hpp>
