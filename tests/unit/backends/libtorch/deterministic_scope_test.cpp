// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <whence/backends/libtorch/deterministic_scope.hpp>

BOOST_AUTO_TEST_SUITE(backends_libtorch_deterministic_scope)

BOOST_AUTO_TEST_CASE(settings_are_strict_inside_and_as_before_outside) {
  at::Context& settings = at::globalContext();
  bool const deterministic = settings.deterministicAlgorithms();
  bool const tf32 = settings.allowTF32CuDNN();
  bool const benchmark = settings.benchmarkCuDNN();
  {
    whence::libtorch::deterministic_scope const strict;
    BOOST_TEST(settings.deterministicAlgorithms());
    BOOST_TEST(settings.deterministicAlgorithmsWarnOnly());
    BOOST_TEST(settings.deterministicCuDNN());
    BOOST_TEST(!settings.benchmarkCuDNN());
    BOOST_TEST(!settings.allowTF32CuDNN());
    BOOST_TEST(!settings.allowTF32CuBLAS());
  }
  BOOST_TEST(settings.deterministicAlgorithms() == deterministic);
  BOOST_TEST(settings.allowTF32CuDNN() == tf32);
  BOOST_TEST(settings.benchmarkCuDNN() == benchmark);
}

BOOST_AUTO_TEST_SUITE_END()
