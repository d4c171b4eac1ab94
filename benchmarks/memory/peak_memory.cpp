// SPDX-License-Identifier: BSD-3-Clause
// peak_memory [METHOD ENGINE BATCH]: the most memory that a process holds which loads a full-width VGG16 (553 MB of
// weights) and runs one method twice. Without arguments, each method by each engine, each in a process of its own.
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <exception>
#include <filesystem>
#include <iomanip>
#include <iostream>
#include <string>
#include <string_view>

#include "support/engines.hpp"
#include "support/machine.hpp"
#include "support/methods.hpp"
#include "support/random_values.hpp"
#include "support/weights_file.hpp"

namespace {

void measure(std::string const& method, std::string const& engine, std::size_t batch) {
  auto const model = benchmarks::load_vgg16(benchmarks::random_weights(), benchmarks::engine_named(engine));
  auto const images = benchmarks::some_tensor(batch, 3, 224, 224);
  for (int run = 0; run != (benchmarks::is_long(method) ? 1 : 2); ++run) benchmarks::run_method(method, model, images);
  std::cout << std::left << std::setw(18) << method << std::setw(8) << engine << std::right << std::setw(6) << batch
            << std::setw(10) << std::lround(benchmarks::peak_memory_mb()) << std::endl;
}

/// This program again, with arguments.
///
/// @return whether it ended well
bool in_a_process_of_its_own(std::string const& method, std::string const& engine, std::string const& batch) {
  auto const program = std::filesystem::read_symlink("/proc/self/exe");
  pid_t const child = fork();
  if (child == 0) {
    execl(program.c_str(), program.c_str(), method.c_str(), engine.c_str(), batch.c_str(), nullptr);
    _exit(127);
  }
  int status = 0;
  return child > 0 && waitpid(child, &status, 0) == child && status == 0;
}

}  // namespace

int main(int argc, char* argv[]) try {
  if (argc == 4) {
    measure(argv[1], argv[2], std::stoul(argv[3]));
    return 0;
  }
  (void)benchmarks::random_weights();
  std::cout << "instruction set: " << benchmarks::instruction_set_text() << '\n'
            << "method            engine   batch        MB" << std::endl;
  bool well = true;
  benchmarks::for_each_method([&](std::string_view method, auto const&) {
    for (auto const& [engine, value] : benchmarks::engines) {
      for (std::string const batch : {"1", "16"}) {
        if (batch != "1" && benchmarks::is_long(method)) continue;
        well = in_a_process_of_its_own(std::string(method), engine, batch) && well;
      }
    }
  });
  return well ? 0 : 1;
} catch (std::exception const& problem) {
  std::cerr << "peak_memory: " << problem.what() << '\n';
  return 1;
}
