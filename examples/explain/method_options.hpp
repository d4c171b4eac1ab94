// SPDX-License-Identifier: BSD-3-Clause
// What can be set of a method, whatever its paper calls it, and whatever is inside it.
#pragma once
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <whence/core/progress.hpp>

namespace explain {

/// How many images, masks, noisy copies or points of a path it is made of; null where that is not for anyone to choose.
template <class Method>
std::size_t* samples_of(Method& method) {
  if constexpr (requires { method.samples; }) {
    return &method.samples;
  } else if constexpr (requires { method.steps; }) {
    return &method.steps;
  } else if constexpr (requires { method.masks.count; }) {
    return &method.masks.count;
  } else if constexpr (requires { requires std::same_as<decltype(method.masks), std::size_t>; }) {
    return &method.masks;
  } else {
    return nullptr;
  }
}

/// Of its random numbers; null where it has none.
template <class Method>
std::uint64_t* seed_of(Method& method) {
  if constexpr (requires { method.seed; }) {
    return &method.seed;
  } else if constexpr (requires { method.noise.seed; }) {
    return &method.noise.seed;
  } else if constexpr (requires { method.draws.seed; }) {
    return &method.draws.seed;
  } else if constexpr (requires { method.masks.seed; }) {
    return &method.masks.seed;
  } else if constexpr (requires { method.formula.seed; }) {
    return &method.formula.seed;
  } else {
    return nullptr;
  }
}

/// How many images go through the network at once; null where there is but one.
template <class Method>
std::size_t* batch_of(Method& method) {
  if constexpr (requires { method.batch; }) {
    return &method.batch;
  } else {
    return nullptr;
  }
}

/// Whether a class map keeps its signs; null where that is not for anyone to choose.
template <class Method>
bool* signs_of(Method& method) {
  if constexpr (requires { method.keep_signed; }) {
    return &method.keep_signed;
  } else if constexpr (requires { method.method; }) {
    return signs_of(method.method);
  } else {
    return nullptr;
  }
}

template <class Method>
void set_observer(Method& method, whence::progress const& observer) {
  if constexpr (requires { method.observer; }) method.observer = observer;
}

/// Whether it compares the image with others.
template <class Method>
concept takes_references = requires(Method& method) {
  method.references;
};

}  // namespace explain
