// SPDX-License-Identifier: BSD-3-Clause
#pragma once
// The reference backend: VGG networks on xtensor and OpenBLAS, and the readers of their weights.
#include <whence/backends/reference/network.hpp>
#include <whence/backends/reference/vgg.hpp>
#include <whence/backends/reference/vgg_layout.hpp>
#include <whence/backends/reference/vgg_network.hpp>
#include <whence/core.hpp>
#include <whence/weights/read_weights.hpp>
#include <whence/weights/safetensors.hpp>
#include <whence/weights/weight_map.hpp>
#include <whence/weights/weight_tensor.hpp>
#include <whence/weights/weights_error.hpp>
