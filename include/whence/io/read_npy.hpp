// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <whence/core/shape_text.hpp>
#include <whence/core/tensor.hpp>
#include <whence/io/detail/npy_header.hpp>
#include <whence/io/detail/picture_format.hpp>
#include <whence/io/detail/read_file.hpp>
#include <whence/io/npy_error.hpp>

namespace whence {

namespace detail {

/// A NumPy file taken apart: what its header says, and the bytes behind it.
struct npy_parts {
  npy_header header;
  std::span<std::byte const> data;
};

[[nodiscard]] inline npy_parts take_apart_npy(std::span<std::byte const> file, std::string const& source) {
  std::string_view const text = text_of(file);
  if (!text.starts_with("\x93NUMPY")) throw npy_error(source, "a NumPy file", first_bytes_text(file));
  auto const byte_at = [&](std::size_t i) { return i < file.size() ? std::to_integer<std::size_t>(file[i]) : 0; };
  std::size_t const version = byte_at(6);
  if (version < 1 || version > 3 || byte_at(7) != 0) {
    throw npy_error(source, "NumPy format 1.0, 2.0 or 3.0", std::to_string(version) + '.' + std::to_string(byte_at(7)));
  }
  std::size_t const start = version == 1 ? 10 : 12;
  std::size_t length = byte_at(8) | byte_at(9) << 8;
  if (version != 1) length |= byte_at(10) << 16 | byte_at(11) << 24;
  constexpr std::size_t longest = 65'536;
  if (length > longest) {
    throw npy_error(source, "a header of at most " + std::to_string(longest) + " bytes", std::to_string(length));
  }
  if (file.size() < start || file.size() - start < length) {
    throw npy_error(source, "a header of " + std::to_string(length) + " bytes",
                    "a file of " + std::to_string(file.size()) + " bytes in all");
  }
  return {npy_header_parser(text.substr(start, length), source).parse(), file.subspan(start + length)};
}

/// Elements of type Stored, not necessarily aligned, as elements of type T.
template <class Stored, class T>
void cast_elements(std::span<std::byte const> data, std::endian order, T* out) {
  for (std::size_t i = 0; i != data.size() / sizeof(Stored); ++i) {
    std::array<std::byte, sizeof(Stored)> raw;
    std::memcpy(raw.data(), data.data() + i * sizeof(Stored), sizeof(Stored));
    if (order != std::endian::native) std::ranges::reverse(raw);
    out[i] = static_cast<T>(std::bit_cast<Stored>(raw));
  }
}

}  // namespace detail

/// The array in a NumPy `.npy` file.
///
/// Elements of float32 or float64, of either byte order, become T. Arrays in Fortran order are refused.
///
/// @param path a file of format 1.0, 2.0 or 3.0, as `numpy.save` writes it
/// @param largest the most bytes the file may have
/// @throws npy_error where the file cannot be read, breaks the format, holds elements of another type or an array of
/// another rank, or is longer or shorter than its array
template <std::floating_point T, std::size_t Rank>
[[nodiscard]] tensor<T, Rank> read_npy(std::filesystem::path const& path, std::size_t largest = std::size_t{1} << 32) {
  auto const file = detail::read_file<npy_error>(path, largest);
  auto const [header, data] = detail::take_apart_npy(file, path.string());
  std::string const& descr = *header.descr;
  auto const& extents = *header.shape;

  bool const is_float32 = descr == "<f4" || descr == ">f4";
  if (!is_float32 && descr != "<f8" && descr != ">f8") {
    throw npy_error(path.string(), "elements of float32 or float64 ('<f4' or '<f8')", detail::quoted_npy_text(descr));
  }
  if (extents.size() != Rank) {
    throw npy_error(path.string(), "an array of rank " + std::to_string(Rank), "shape " + whence::shape_text(extents));
  }
  if (*header.fortran_order) {
    throw npy_error(path.string(), "C order (numpy.ascontiguousarray before saving)", "Fortran order");
  }
  std::size_t bytes = is_float32 ? 4 : 8;
  // Without the extents of 0: an array of nothing has strides as well, and they must not wrap.
  for (std::size_t const extent : extents) {
    if (extent == 0) continue;
    if (bytes > static_cast<std::size_t>(std::numeric_limits<std::ptrdiff_t>::max()) / extent) {
      throw npy_error(path.string(), "a shape whose bytes can be counted", whence::shape_text(extents));
    }
    bytes *= extent;
  }
  if (std::ranges::count(extents, std::size_t{0}) != 0) bytes = 0;
  if (data.size() != bytes) {
    throw npy_error(path.string(), std::to_string(bytes) + " bytes for " + descr + " " + whence::shape_text(extents),
                    std::to_string(data.size()));
  }

  std::array<std::size_t, Rank> shape;
  std::ranges::copy(extents, shape.begin());
  auto array = tensor<T, Rank>::from_shape(shape);
  auto const order = descr.front() == '<' ? std::endian::little : std::endian::big;
  if (is_float32) {
    detail::cast_elements<float>(data, order, array.data());
  } else {
    detail::cast_elements<double>(data, order, array.data());
  }
  return array;
}

}  // namespace whence
