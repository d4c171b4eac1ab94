// SPDX-License-Identifier: BSD-3-Clause
// explain PHOTO: why does the network call this a ...?
#include "explain/reference_model.hpp"
#include "explain/run.hpp"

int main(int argc, char* argv[]) {
  return explain::main_of<explain::reference_model>(argc, argv);
}
