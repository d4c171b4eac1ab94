// SPDX-License-Identifier: BSD-3-Clause
#include <iostream>
#include <whence/whence.hpp>

int main() {
  std::cout << whence::version::major_number << '.' << whence::version::minor_number << ' '
            << whence::nearest_names_text("features.82", {"features.2", "features.28", "classifier.6"}) << '\n';
}
