// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <cstdint>

namespace whence::reference {

/// A point of a `network`: one of its values. Made by the network's `find_tap` and `image_tap`.
struct network_tap {
  std::size_t value = 0;      ///< 0: the images; i + 1: what node i puts out
  std::uint64_t network = 0;  ///< the fingerprint of the network it belongs to

  friend bool operator==(network_tap const&, network_tap const&) = default;
};

}  // namespace whence::reference
