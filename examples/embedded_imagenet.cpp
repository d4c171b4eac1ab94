// SPDX-License-Identifier: BSD-3-Clause
// Apart from embedded.cpp: a program that needs no more than these labels does not carry the model.
#include "embedded.hpp"

extern "C" {
extern char const whence_embedded_imagenet_labels[];
extern char const whence_embedded_imagenet_labels_end[];
}

std::string_view embedded_imagenet_labels() noexcept {
  return {whence_embedded_imagenet_labels, whence_embedded_imagenet_labels_end};
}
