// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <string>

namespace parity {

struct options {
  std::string photo;
  std::string weights;  ///< empty: the small VGG16 inside this program
  std::string architecture = "vgg16";
  std::string script;  ///< empty: a network of LibTorch's modules, built of the same weights
  std::string device = "cpu";
  std::size_t threads = 1;
  std::size_t repeat = 5;
  bool in_double = false;
  bool all = false;  ///< the methods of hundreds of passes too
};

/// Prints the table, both backends computing with numbers of type T.
template <class T>
void run(options const& chosen);

}  // namespace parity
