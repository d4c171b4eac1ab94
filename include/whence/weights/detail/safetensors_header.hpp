// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>
#include <whence/core/detail/printable.hpp>
#include <whence/core/detail/text_parts.hpp>

namespace whence::detail {

/// What a safetensors file says of one tensor.
struct safetensors_entry {
  std::string name;
  std::string dtype;
  std::vector<std::uint64_t> shape;
  std::array<std::uint64_t, 2> offsets{};  ///< begin and end, in bytes behind the header

  /// What errors call the tensor.
  [[nodiscard]] std::string where(std::string const& source) const {
    return detail::joined({source, ", tensor '", detail::printable(name), "'"});
  }
};

/// What a safetensors file says of itself before its data begin.
struct safetensors_header {
  std::vector<safetensors_entry> entries;  ///< in the order of the text
  std::map<std::string, std::string, std::less<>> metadata;
};

}  // namespace whence::detail
