// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <whence/image/to_8_bits.hpp>

BOOST_AUTO_TEST_SUITE(image_to_8_bits)

BOOST_AUTO_TEST_CASE(every_value_becomes_the_nearest) {
  whence::photo16 deep{whence::tensor<std::uint16_t, 3>({256, 256, 3})};
  for (std::size_t i = 0; i != deep.pixels.size(); ++i) deep.pixels.data()[i] = static_cast<std::uint16_t>(i / 3);
  auto const shallow = whence::to_8_bits(deep);
  BOOST_TEST((shallow.size() == deep.size()));
  int differing = 0;
  for (std::size_t i = 0; i != deep.pixels.size(); ++i) {
    differing += shallow.pixels.data()[i] == std::lround(static_cast<double>(i / 3) / 257.0) ? 0 : 1;
  }
  BOOST_TEST(differing == 0);
}

BOOST_AUTO_TEST_CASE(a_photo_of_nothing_stays_so) {
  BOOST_TEST(whence::to_8_bits(whence::photo16{}).pixels.size() == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
