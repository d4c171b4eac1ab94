// SPDX-License-Identifier: BSD-3-Clause
// The files of examples/data that a program carries within itself, so that it runs from any folder.
#pragma once
#include <cstddef>
#include <span>
#include <string_view>

/// vgg16_small.safetensors; begins at a multiple of 64 bytes.
[[nodiscard]] std::span<std::byte const> embedded_model() noexcept;

/// The names of that model's ten classes, one a line.
[[nodiscard]] std::string_view embedded_labels() noexcept;

/// The names of ImageNet's 1000 classes, one a line.
[[nodiscard]] std::string_view embedded_imagenet_labels() noexcept;
