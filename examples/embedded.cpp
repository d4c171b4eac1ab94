// SPDX-License-Identifier: BSD-3-Clause
#include "embedded.hpp"

extern "C" {
extern std::byte const whence_embedded_model[];
extern std::byte const whence_embedded_model_end[];
extern char const whence_embedded_labels[];
extern char const whence_embedded_labels_end[];
}

std::span<std::byte const> embedded_model() noexcept {
  return {whence_embedded_model, whence_embedded_model_end};
}

std::string_view embedded_labels() noexcept {
  return {whence_embedded_labels, whence_embedded_labels_end};
}
