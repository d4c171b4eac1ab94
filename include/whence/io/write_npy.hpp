// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <bit>
#include <concepts>
#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <type_traits>
#include <vector>
#include <whence/core/tensor.hpp>
#include <whence/io/detail/write_file.hpp>
#include <whence/io/write_error.hpp>

namespace whence {

namespace detail {

/// The header of format 1.0, to the byte as NumPy writes it: data begin at a multiple of 64.
[[nodiscard]] inline std::string npy_header_text(std::string const& descr, std::span<std::size_t const> shape) {
  std::string extents;
  for (std::size_t const extent : shape) extents += (extents.empty() ? "" : ", ") + std::to_string(extent);
  if (shape.size() == 1) extents += ',';
  std::string dictionary = "{'descr': '" + descr + "', 'fortran_order': False, 'shape': (" + extents + "), }";
  constexpr std::size_t start = 10;
  while ((start + dictionary.size() + 1) % 64 != 0) dictionary += ' ';
  dictionary += '\n';
  std::string header("\x93NUMPY\x01\x00", 8);
  header += static_cast<char>(dictionary.size() & 0xff);
  header += static_cast<char>(dictionary.size() >> 8);
  return header + dictionary;
}

}  // namespace detail

/// An array as a NumPy `.npy` file, for `numpy.load`. It appears when it is complete, as write_png's does.
///
/// @param array any rank; float or double, of the machine's byte order
/// @throws write_error where the file cannot be written
template <std::floating_point T, std::size_t Rank>
requires(std::is_same_v<T, float> || std::is_same_v<T, double>) void write_npy(std::filesystem::path const& path,
                                                                               tensor<T, Rank> const& array) {
  std::string const order = std::endian::native == std::endian::little ? "<" : ">";
  std::vector<std::size_t> const shape(array.shape().begin(), array.shape().end());
  auto const header = detail::npy_header_text(order + (sizeof(T) == 4 ? "f4" : "f8"), shape);
  auto const header_bytes = std::as_bytes(std::span(header));
  auto const data = std::as_bytes(std::span(array.data(), array.size()));
  std::vector<std::byte> file(header_bytes.begin(), header_bytes.end());
  file.insert(file.end(), data.begin(), data.end());
  detail::write_file(path, file);
}

}  // namespace whence
