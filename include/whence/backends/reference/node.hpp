// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <string>
#include <vector>
#include <whence/backends/reference/layer.hpp>

namespace whence::reference {

/// One step of a network: a layer, the values it reads and the module's name. Value 0 is the images, value i + 1 what
/// node i puts out; a node reads values of nodes before it.
template <class T>
struct node {
  std::string name;
  layer<T> operation;
  std::vector<std::size_t> inputs;
};

}  // namespace whence::reference
