// SPDX-License-Identifier: BSD-3-Clause
// explain_torchscript PHOTO --model FILE.pt: the same for a network that was saved as TorchScript, run by LibTorch.
#include "explain/run.hpp"
#include "explain/script_model.hpp"

int main(int argc, char* argv[]) {
  return explain::main_of<explain::script_model>(argc, argv);
}
