// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <utility>
#include <vector>
#include <whence/weights/detail/half.hpp>

namespace whence::detail {

[[nodiscard]] constexpr bool is_floating_dtype(std::string_view dtype) {
  return dtype == "F32" || dtype == "F64" || dtype == "F16" || dtype == "BF16";
}

/// The little-endian number at `bytes`, which need not be aligned.
template <std::unsigned_integral U>
[[nodiscard]] U load_little_endian(std::byte const* bytes) {
  std::array<std::byte, sizeof(U)> raw;
  std::memcpy(raw.data(), bytes, sizeof(U));
  if constexpr (std::endian::native == std::endian::big) std::ranges::reverse(raw);
  return std::bit_cast<U>(raw);
}

/// A buffer of the numbers that the patterns in `data`, of type U, stand for.
template <class T, std::unsigned_integral U, class Number>
[[nodiscard]] std::shared_ptr<T const> converted(std::span<std::byte const> data, Number const& number) {
  auto const values = std::make_shared<std::vector<T>>(data.size() / sizeof(U));
  for (std::size_t i = 0; i != values->size(); ++i) {
    (*values)[i] = static_cast<T>(number(detail::load_little_endian<U>(data.data() + i * sizeof(U))));
  }
  return {values, values->data()};
}

/// One tensor's values: the file's own bytes where they are T in the machine's order and aligned for it, else a copy.
///
/// @param dtype one of the four floating-point types
/// @param owner what keeps `data` alive
template <std::floating_point T>
[[nodiscard]] std::shared_ptr<T const> safetensors_values(std::string_view dtype, std::span<std::byte const> data,
                                                          std::shared_ptr<void const> const& owner) {
  bool const is_native = std::endian::native == std::endian::little &&
                         ((dtype == "F32" && std::same_as<T, float>) || (dtype == "F64" && std::same_as<T, double>));
  bool const is_aligned = reinterpret_cast<std::uintptr_t>(data.data()) % alignof(T) == 0;
  if (is_native && is_aligned) return {owner, reinterpret_cast<T const*>(data.data())};
  if (dtype == "F64") {
    return detail::converted<T, std::uint64_t>(data, [](std::uint64_t u) { return std::bit_cast<double>(u); });
  }
  if (dtype == "F32") {
    return detail::converted<T, std::uint32_t>(data, [](std::uint32_t u) { return std::bit_cast<float>(u); });
  }
  return detail::converted<T, std::uint16_t>(data,
                                             dtype == "F16" ? detail::float_of_float16 : detail::float_of_bfloat16);
}

}  // namespace whence::detail
