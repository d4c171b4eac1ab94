// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>
#include <whence/core/detail/printable.hpp>
#include <whence/core/detail/text_parts.hpp>
#include <whence/core/shape_text.hpp>
#include <whence/weights/detail/element_count.hpp>
#include <whence/weights/detail/element_type.hpp>
#include <whence/weights/detail/safetensors_header.hpp>
#include <whence/weights/detail/weights_refusal.hpp>

namespace whence::detail {

/// The bits an element takes, or nothing for a type that the format does not have.
[[nodiscard]] constexpr std::optional<std::uint64_t> safetensors_bits(std::string_view dtype) {
  constexpr std::array<std::pair<std::string_view, std::uint64_t>, 22> known{
      {{"F64", 64},        {"F32", 32},    {"F16", 16},    {"BF16", 16},   {"I64", 64},    {"I32", 32},
       {"I16", 16},        {"I8", 8},      {"U64", 64},    {"U32", 32},    {"U16", 16},    {"U8", 8},
       {"BOOL", 8},        {"C64", 64},    {"F8_E5M2", 8}, {"F8_E4M3", 8}, {"F8_E8M0", 8}, {"F8_E5M2FNUZ", 8},
       {"F8_E4M3FNUZ", 8}, {"F6_E2M3", 6}, {"F6_E3M2", 6}, {"F4", 4}}};
  for (auto const& [name, bits] : known) {
    if (name == dtype) return bits;
  }
  return std::nullopt;
}

/// The elements that become numbers; nothing for the others.
[[nodiscard]] constexpr std::optional<element_type> safetensors_element(std::string_view dtype) {
  using enum element_type;
  constexpr std::array<std::pair<std::string_view, element_type>, 18> known{{{"F64", f64},
                                                                             {"F32", f32},
                                                                             {"F16", f16},
                                                                             {"BF16", bf16},
                                                                             {"F8_E5M2", f8_e5m2},
                                                                             {"F8_E4M3", f8_e4m3fn},
                                                                             {"F8_E5M2FNUZ", f8_e5m2fnuz},
                                                                             {"F8_E4M3FNUZ", f8_e4m3fnuz},
                                                                             {"F8_E8M0", f8_e8m0},
                                                                             {"I64", i64},
                                                                             {"I32", i32},
                                                                             {"I16", i16},
                                                                             {"I8", i8},
                                                                             {"U64", u64},
                                                                             {"U32", u32},
                                                                             {"U16", u16},
                                                                             {"U8", u8},
                                                                             {"BOOL", boolean}}};
  for (auto const& [name, type] : known) {
    if (name == dtype) return type;
  }
  return std::nullopt;
}

/// The bytes that an entry's type and shape call for.
///
/// @throws weights_error where the type is unknown, or the bytes cannot be counted or are not whole
[[nodiscard]] inline std::uint64_t safetensors_bytes(safetensors_entry const& entry, std::string const& source) {
  auto const bits = detail::safetensors_bits(entry.dtype);
  if (!bits) {
    detail::refuse_weights({entry.where(source)}, {"a dtype of the safetensors format, such as F32"},
                           {"'", detail::printable(entry.dtype), "'"});
  }
  auto const count = detail::element_count(entry.shape);
  auto const all_bits = count ? detail::checked_product(*count, *bits) : std::nullopt;
  if (!all_bits || *all_bits % 8 != 0) {
    detail::refuse_weights({entry.where(source)}, {all_bits ? "a whole number of bytes" : "a size below 2^64 bits"},
                           {entry.dtype, " ", whence::shape_text(entry.shape)});
  }
  return *all_bits / 8;
}

/// Holds a header against the data behind it: every byte belongs to exactly one tensor, and every tensor has the bytes
/// that its type and shape call for.
///
/// @param data_bytes what the file holds behind the header
/// @throws weights_error for a size that differs, a hole, an overlap, data past the end, or data left over
inline void check_safetensors_layout(safetensors_header const& header, std::uint64_t data_bytes,
                                     std::string const& source) {
  std::vector<std::pair<std::uint64_t, std::uint64_t>> places;
  for (auto const& entry : header.entries) {
    auto const [begin, end] = entry.offsets;
    auto const offsets = detail::joined({"[", decimal(begin), ", ", decimal(end), "]"});
    if (end < begin || end > data_bytes) {
      detail::refuse_weights({entry.where(source)},
                             {"data_offsets in order and within the file's ", decimal(data_bytes), " data bytes"},
                             {offsets});
    }
    auto const bytes = detail::safetensors_bytes(entry, source);
    if (end - begin != bytes) {
      detail::refuse_weights({entry.where(source)},
                             {decimal(bytes), " bytes for ", entry.dtype, " ", whence::shape_text(entry.shape)},
                             {decimal(end - begin), " at data_offsets ", offsets});
    }
    places.emplace_back(begin, end);
  }
  std::sort(places.begin(), places.end());
  std::uint64_t reached = 0;
  for (auto const& place : places) {
    if (place.first != reached) {
      auto const is_there = [&](auto const& entry) { return entry.offsets == std::array{place.first, place.second}; };
      auto const entry = std::find_if(header.entries.begin(), header.entries.end(), is_there);
      detail::refuse_weights({entry->where(source)},
                             {"data from byte ", decimal(reached), ", where the last tensor ends"},
                             {place.first < reached ? "an overlap" : "a hole", ": from byte ", decimal(place.first)});
    }
    reached = place.second;
  }
  if (reached != data_bytes) {
    detail::refuse_weights({source}, {"data that end with the last tensor, at byte ", decimal(reached)},
                           {decimal(data_bytes), " bytes of data"});
  }
}

}  // namespace whence::detail
