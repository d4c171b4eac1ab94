// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>
#include <whence/weights/detail/mapped_file.hpp>
#include <whence/weights/detail/prefixed_name.hpp>
#include <whence/weights/detail/safetensors_json.hpp>
#include <whence/weights/detail/safetensors_layout.hpp>
#include <whence/weights/detail/tensor_values.hpp>
#include <whence/weights/detail/weights_refusal.hpp>
#include <whence/weights/weight_limits.hpp>
#include <whence/weights/weight_map.hpp>

namespace whence {

namespace detail {

/// The format's own end of a header's length.
inline constexpr std::uint64_t longest_safetensors_header = 100'000'000;

template <std::floating_point T>
[[nodiscard]] weight_map<T> weights_of_safetensors(std::span<std::byte const> file,
                                                   std::shared_ptr<void const> const& owner, std::string const& source,
                                                   weight_limits const& limits, std::string_view prefix = "") {
  if (file.size() < 8) {
    detail::refuse_weights({source}, {"a safetensors file, which begins with 8 bytes of header length"},
                           {decimal(file.size()), " bytes"});
  }
  auto const header_bytes = detail::load_little_endian<std::uint64_t>(file.data());
  auto const rest = file.subspan(8);
  auto const limit = std::min<std::uint64_t>(limits.header_bytes, longest_safetensors_header);
  if (header_bytes > limit) {
    detail::refuse_weights({source}, {"a safetensors header of at most ", decimal(limit), " bytes"},
                           {"a header length of ", decimal(header_bytes)});
  }
  if (header_bytes > rest.size()) {
    detail::refuse_weights({source}, {"a header of ", decimal(header_bytes), " bytes"},
                           {"a file of ", decimal(file.size()), " bytes"});
  }
  auto const length = static_cast<std::size_t>(header_bytes);
  std::string_view const text(reinterpret_cast<char const*>(rest.data()), length);
  auto const data = rest.subspan(length);
  auto header = detail::parse_safetensors_header(text, source, limits);
  detail::check_safetensors_layout(header, data.size(), source);

  weight_map<T> weights(source);
  for (auto& entry : header.entries) {
    if (!entry.name.starts_with(prefix)) continue;
    entry.name.erase(0, prefix.size());
    auto const type = detail::safetensors_element(entry.dtype);
    if (!type) {
      weights.insert_left_out(std::move(entry.name), std::move(entry.dtype));
      continue;
    }
    // All fit: the layout's check has found the offsets within the data and the shape's product to be their length.
    auto const begin = static_cast<std::size_t>(entry.offsets[0]);
    auto const bytes = data.subspan(begin, static_cast<std::size_t>(entry.offsets[1]) - begin);
    std::vector<std::size_t> shape(entry.shape.begin(), entry.shape.end());
    weights.insert(std::move(entry.name),
                   {std::move(shape), detail::tensor_values<T>(*type, std::endian::little, bytes, owner)});
  }
  if (weights.size() == 0 && weights.left_out().empty() && !header.entries.empty()) {
    detail::refuse_prefix(prefix, header.entries[0].name, source);
  }
  for (auto& [key, value] : header.metadata) weights.insert_metadata(key, std::move(value));
  return weights;
}

}  // namespace detail

/// The weights of a safetensors file.
///
/// The file is mapped, not read: tensors whose elements are T already, and aligned, point into it, and only the pages
/// that are used are ever loaded. Other elements become T in a copy: floating-point numbers of 64, 32, 16 and 8 bits,
/// integers and booleans, rounded to nearest where T cannot hold them. Tensors of complex numbers and of elements that
/// share bytes are checked like all others and listed in `left_out()`. Nothing in a file is believed before it is
/// checked. Do not shorten the file while its weights are in use.
///
/// @param path the file
/// @param limits what a file may ask for
/// @return the tensors in the order of the header, and the metadata
/// @throws weights_error where the file cannot be read or breaks one of the format's rules; it names file and tensor
/// @source https://github.com/huggingface/safetensors, "Format"
template <std::floating_point T = float>
[[nodiscard]] weight_map<T> read_safetensors(std::filesystem::path const& path, weight_limits const& limits = {}) {
  auto const file = std::make_shared<detail::mapped_file const>(path);
  return detail::weights_of_safetensors<T>(file->bytes(), file, path.string(), limits);
}

/// The same of a file that is in memory already, such as one compiled into the program.
///
/// @param file all of its bytes. They are not copied: they must outlive the weights, as static ones do. Aligned for T
/// (`alignas(8)`), its tensors are used where they lie
/// @param source what errors call it
template <std::floating_point T = float>
[[nodiscard]] weight_map<T> read_safetensors(std::span<std::byte const> file, weight_limits const& limits = {},
                                             std::string const& source = "safetensors in memory") {
  return detail::weights_of_safetensors<T>(file, nullptr, source, limits);
}

}  // namespace whence
