// SPDX-License-Identifier: BSD-3-Clause
// The components that were found, used as far as each goes without the others.
#include <iostream>
#include <whence/core.hpp>
#ifdef HAS_io
#include <whence/io.hpp>
#endif

int main(int, [[maybe_unused]] char** arguments) {
  whence::tensor<double, 3> map({1, 2, 2});
  map.fill(0.5);
  std::cout << whence::nearest_names_text("chruch", {"church", "chain saw"}) << '\n';
#ifdef HAS_io
  auto const photo = whence::read_photo(arguments[1]);
  std::cout << photo.width() << " x " << photo.height() << '\n';
#endif
}
