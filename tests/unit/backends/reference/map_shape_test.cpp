// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <whence/backends/reference/map_shape.hpp>

BOOST_AUTO_TEST_SUITE(backends_reference_map_shape)

BOOST_AUTO_TEST_CASE(it_counts_cells_and_values_and_speaks_of_itself) {
  whence::reference::map_shape const shape{3, 4, 5};
  BOOST_TEST(shape.cells() == 20u);
  BOOST_TEST(shape.size() == 60u);
  BOOST_TEST(shape.batch(2)[0] == 2u);
  BOOST_TEST(shape.batch(2)[3] == 5u);
  BOOST_TEST(shape.text() == "(3, 4, 5)");
}

BOOST_AUTO_TEST_SUITE_END()
