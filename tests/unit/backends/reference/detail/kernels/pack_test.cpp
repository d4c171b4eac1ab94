// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>
#include <whence/backends/reference/detail/kernels/pack.hpp>

#include "support/every_instruction_set.hpp"

namespace kernels = whence::reference::detail::kernels;

namespace {

// out = rectified(a), larger(a, b), 3 a - b, a b + 1, and how many numbers a vector holds
struct arithmetic {
  template <int Bytes>
  [[gnu::always_inline]] static void run(float const* a, float const* b, float* out, std::size_t size, int* width) {
    *width = Bytes / int{sizeof(float)};
    using numbers = kernels::pack<float, Bytes / int{sizeof(float)}>;
    for (std::size_t i = 0; i < size; i += Bytes / sizeof(float)) {
      numbers const x = numbers::load(a + i);
      numbers const y = numbers::load(b + i);
      rectified(x).store(out + i);
      larger(x, y).store(out + size + i);
      (3.0F * x - y).store(out + 2 * size + i);
      numbers sum = numbers::all(1);
      multiply_add(sum, x, y);
      sum.store(out + 3 * size + i);
    }
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(backends_reference_detail_kernels_pack)

BOOST_AUTO_TEST_CASE(every_instruction_set_computes_the_same_in_vectors_of_its_own_width) {
  float const nan = std::numeric_limits<float>::quiet_NaN();
  std::vector<float> a(16, -2);
  std::vector<float> b(16, 5);
  a[1] = 3, b[1] = -1;
  a[2] = nan;
  a[3] = 1, b[3] = nan;
  support::for_every_instruction_set([&](whence::reference::instruction_set set) {
    BOOST_TEST_CONTEXT(to_text(set)) {
      std::vector<float> out(4 * 16);
      int width = 0;
      kernels::dispatch<arithmetic>(a.data(), b.data(), out.data(), std::size_t{16}, &width);
      BOOST_TEST(width >= 4 << static_cast<int>(set));  // more where the compiler's flags allow it
      float const* const rectified = out.data();
      float const* const larger = out.data() + 16;
      BOOST_TEST(rectified[0] == 0);
      BOOST_TEST(rectified[1] == 3);
      BOOST_TEST(std::isnan(rectified[2]));
      BOOST_TEST(larger[0] == 5);
      BOOST_TEST(larger[1] == 3);
      BOOST_TEST(std::isnan(larger[2]));
      BOOST_TEST(std::isnan(larger[3]));
      BOOST_TEST(out[2 * 16] == -11);     // 3 * -2 - 5
      BOOST_TEST(out[2 * 16 + 1] == 10);  // 3 * 3 + 1
      BOOST_TEST(out[3 * 16] == -9);      // -2 * 5 + 1
      BOOST_TEST(out[3 * 16 + 15] == -9);
    }
  });
}

BOOST_AUTO_TEST_SUITE_END()
