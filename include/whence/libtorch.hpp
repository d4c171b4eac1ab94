// SPDX-License-Identifier: BSD-3-Clause
// LibTorch as a backend: TorchScript modules and C++ modules, on CUDA where it is there.
#pragma once
#include <whence/core.hpp>
#include <whence/backends/libtorch/deterministic_scope.hpp>
#include <whence/backends/libtorch/module_error.hpp>
#include <whence/backends/libtorch/module_record.hpp>
#include <whence/backends/libtorch/module_tap.hpp>
#include <whence/backends/libtorch/script_module.hpp>
#include <whence/backends/libtorch/script_options.hpp>
#include <whence/backends/libtorch/sequential_module.hpp>
#include <whence/backends/libtorch/sequential_options.hpp>
#include <whence/backends/libtorch/split_module.hpp>
#include <whence/backends/libtorch/split_options.hpp>
#include <whence/backends/libtorch/tap_layout.hpp>
