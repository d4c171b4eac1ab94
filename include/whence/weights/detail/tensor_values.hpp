// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <type_traits>
#include <whence/weights/detail/copy_elements.hpp>
#include <whence/weights/detail/element_type.hpp>

namespace whence::detail {

/// Whether a file's elements are T as they lie there, but for their alignment.
template <std::floating_point T>
[[nodiscard]] constexpr bool is_stored_as(element_type type, std::endian order) {
  return order == std::endian::native && type == (std::is_same_v<T, float> ? element_type::f32 : element_type::f64);
}

/// One tensor's values, row-major and without gaps in the file: the file's own bytes where they are T in the machine's
/// order and aligned for it, else a copy.
///
/// @param data a whole number of elements
/// @param owner what keeps `data` alive
template <std::floating_point T>
[[nodiscard]] std::shared_ptr<T const> tensor_values(element_type type, std::endian order,
                                                     std::span<std::byte const> data,
                                                     std::shared_ptr<void const> const& owner) {
  bool const is_aligned = reinterpret_cast<std::uintptr_t>(data.data()) % alignof(T) == 0;
  if (detail::is_stored_as<T>(type, order) && is_aligned) return {owner, reinterpret_cast<T const*>(data.data())};
  std::size_t const count = data.size() / detail::bytes_of(type);
  auto const values = std::make_shared_for_overwrite<T[]>(count);
  if (detail::is_stored_as<T>(type, order)) {
    if (count != 0) std::memcpy(values.get(), data.data(), data.size());
  } else {
    detail::copy_elements(type, order, data.data(), 1, count, values.get());
  }
  return {values, values.get()};
}

}  // namespace whence::detail
