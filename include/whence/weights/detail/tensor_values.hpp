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
#include <vector>
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

/// One tensor's values that lie in the file with strides, gathered in row-major order.
///
/// @param storage what the strides lead through; the caller has checked that they stay within it
/// @param first_element where the tensor begins, in elements
/// @param strides in elements, as many as there are extents
template <std::floating_point T>
[[nodiscard]] std::shared_ptr<T const> strided_values(element_type type, std::endian order,
                                                      std::span<std::byte const> storage, std::uint64_t first_element,
                                                      std::span<std::uint64_t const> shape,
                                                      std::span<std::uint64_t const> strides) {
  std::size_t count = 1;
  for (std::uint64_t const extent : shape) count *= static_cast<std::size_t>(extent);
  auto const values = std::make_shared_for_overwrite<T[]>(count);
  if (count == 0) return {values, values.get()};

  std::size_t const row = shape.empty() ? 1 : static_cast<std::size_t>(shape.back());
  std::size_t const step = shape.empty() ? 1 : static_cast<std::size_t>(strides.back());
  std::vector<std::uint64_t> index(shape.size(), 0);  // of the row: its last entry stays 0
  std::uint64_t element = first_element;
  for (std::size_t done = 0; done != count; done += row) {
    std::byte const* const from = storage.data() + static_cast<std::size_t>(element) * detail::bytes_of(type);
    detail::copy_elements(type, order, from, step, row, values.get() + done);
    for (std::size_t axis = shape.size(); axis-- > 1;) {  // the axis before the last one first
      element += strides[axis - 1];
      if (++index[axis - 1] != shape[axis - 1]) break;
      element -= strides[axis - 1] * shape[axis - 1];
      index[axis - 1] = 0;
    }
  }
  return {values, values.get()};
}

}  // namespace whence::detail
