// SPDX-License-Identifier: BSD-3-Clause
#include <whence/whence.hpp>

int main() {
  return whence::version::major_number;
}
