// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>
#include <whence/io/decode_photo.hpp>
#include <whence/io/decode_photo16.hpp>
#include <whence/io/read_npy.hpp>
#include <whence/io/read_photo.hpp>
#include <whence/weights/read_pytorch.hpp>
#include <whence/weights/read_safetensors.hpp>
#include <whence/weights/read_weights.hpp>

namespace attacks {

/// Every value looked at, so that a sanitizer sees those that lie where they must not.
template <class Values>
[[nodiscard]] double sum_of(Values const& values) {
  double sum = 0;
  for (auto const value : values) sum += static_cast<double>(value);
  return sum;
}

template <class T>
void look_at(whence::weight_map<T> const& weights) {
  double volatile sum = 0;
  for (auto const& name : weights.names()) sum = sum + sum_of(weights.at(name).values());
}

/// All bytes of a file in a block of just that size, so that a sanitizer sees every look behind its end, which it does
/// not see of a file that is mapped.
[[nodiscard]] inline std::vector<std::byte> bytes_of(std::filesystem::path const& path) {
  std::ifstream in(path, std::ios::binary);
  std::vector<char> const text{std::istreambuf_iterator<char>(in), {}};
  auto const bytes = std::as_bytes(std::span(text));
  return {bytes.begin(), bytes.end()};
}

/// Small, so that one file of thousands takes little time.
inline constexpr whence::photo_limits small_photos{.pixels = std::size_t{1} << 20};

/// Has a file read by the reader of that name in the manifest.
inline void read_from_file(std::string const& reader, std::filesystem::path const& path) {
  if (reader == "safetensors") {
    look_at(whence::read_safetensors<float>(path));
  } else if (reader == "pytorch") {
    look_at(whence::read_pytorch<float>(path));
  } else if (reader == "weights") {
    look_at(whence::read_weights<float>(path));
  } else if (reader == "npy") {
    double volatile sum = sum_of(whence::read_npy<float, 2>(path));
    static_cast<void>(sum);
  } else if (reader == "npy_of_three_axes") {
    double volatile sum = sum_of(whence::read_npy<float, 3>(path));
    static_cast<void>(sum);
  } else if (reader == "photo") {
    double volatile sum = sum_of(whence::read_photo(path).pixels);
    static_cast<void>(sum);
  } else {
    throw std::runtime_error("no reader called " + reader);
  }
}

/// The same of bytes in memory, named as the file is.
///
/// @return whether the reader takes such
inline bool read_from_memory(std::string const& reader, std::span<std::byte const> bytes, std::string const& source) {
  if (reader == "safetensors") {
    look_at(whence::read_safetensors<float>(bytes, {}, source));
    look_at(whence::read_safetensors<double>(bytes, {}, source));
  } else if (reader == "pytorch") {
    look_at(whence::read_pytorch<float>(bytes, {}, source));
    look_at(whence::read_pytorch<double>(bytes, {}, source));
  } else if (reader == "photo") {
    double volatile sum = sum_of(whence::decode_photo(bytes, small_photos, source).pixels);
    sum = sum + sum_of(whence::decode_photo16(bytes, small_photos, source).pixels);
  } else {
    return false;
  }
  return true;
}

}  // namespace attacks
