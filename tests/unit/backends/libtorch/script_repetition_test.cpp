// SPDX-License-Identifier: BSD-3-Clause
// One module asked often, and by several threads at once.
#include <ATen/Parallel.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <cstdio>
#include <thread>
#include <vector>
#include <whence/backends/libtorch/script_module.hpp>
#include <whence/methods/cam/grad_cam.hpp>
#include <whence/methods/gradient/guided_backprop.hpp>

#include "small_modules.hpp"
#include "support/numbers.hpp"

using namespace whence::test;
using whence::named_tap;
using double_module = whence::libtorch::basic_script_module<double>;

namespace {

/// Memory of the process, in kilobytes.
long resident() {
  long pages = 0;
  long ignored = 0;
  if (std::FILE* const file = std::fopen("/proc/self/statm", "r")) {
    if (std::fscanf(file, "%ld %ld", &ignored, &pages) != 2) pages = 0;
    std::fclose(file);
  }
  return pages * sysconf(_SC_PAGESIZE) / 1024;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(backends_libtorch_script_repetition)

BOOST_AUTO_TEST_CASE(a_thousand_explanations_leave_no_memory_behind) {
  at::set_num_threads(1);  // so small a network is slower on many
  double_module const model(residual_module(), in_double());
  auto const images = random_tensor<double, 4>({1, 2, 48, 48}, 4);
  whence::grad_cam<named_tap> const method{{"body"}};
  auto const explain = [&](int times) {
    for (int i = 0; i != times; ++i) {
      (void)method(model, images);
      (void)whence::guided_backprop{}(model, images);
    }
  };
  explain(200);
  long const before = resident();
  explain(1000);
  // A record is above 60 kB: one in a hundred that stayed would show.
  BOOST_TEST(resident() - before < 1000);
}

BOOST_AUTO_TEST_CASE(four_threads_on_one_module_get_the_bits_of_one) {
  double_module const model(residual_module(), in_double());
  auto const images = random_tensor<double, 4>({2, 2, 9, 8}, 4);
  whence::grad_cam<named_tap> const method{{"body"}};
  auto const expected = method(model, images).values;
  auto const guided = whence::guided_backprop{}(model, images).values;
  std::vector<int> same(4, 0);
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t != same.size(); ++t) {
    threads.emplace_back([&, t] {
      at::set_num_threads(1);  // LibTorch's setting is each thread's own
      for (int i = 0; i != 25; ++i) {
        same[t] += same_bits(method(model, images).values, expected) ? 1 : 0;
        same[t] += same_bits(whence::guided_backprop{}(model, images).values, guided) ? 1 : 0;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (int const count : same) BOOST_TEST(count == 50);
}

BOOST_AUTO_TEST_SUITE_END()
