// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>
#include <whence/backends/libtorch/module_error.hpp>
#include <whence/backends/libtorch/module_record.hpp>
#include <whence/backends/libtorch/module_tap.hpp>
#include <whence/backends/libtorch/script_module.hpp>
#include <whence/backends/libtorch/script_options.hpp>
#include <whence/testing/check_laws.hpp>

#include "small_modules.hpp"
#include "support/numbers.hpp"

using namespace whence::test;
using whence::named_tap;
using double_module = whence::libtorch::basic_script_module<double>;

BOOST_AUTO_TEST_SUITE(backends_libtorch_script_module)

BOOST_AUTO_TEST_CASE(a_module_that_works_in_place_on_a_skip_connection_obeys_the_laws_at_every_tap) {
  double_module const model(residual_module(), in_double());
  auto const images = random_tensor<double, 4>({2, 2, 9, 8}, 11);
  std::vector<whence::libtorch::module_tap> taps;
  for (auto const& tap : model.taps()) taps.push_back(model.find_tap(named_tap{tap.name}));
  BOOST_TEST(taps.size() == 5);  // stem, relu#1, body, relu#2, head
  auto const report = whence::check_laws(model, images, taps);
  BOOST_TEST(report.passed(), report);
}

BOOST_AUTO_TEST_SUITE_END()
