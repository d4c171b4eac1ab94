// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <whence/render/gray.hpp>

BOOST_AUTO_TEST_SUITE(render_gray)

BOOST_AUTO_TEST_CASE(grey_goes_from_black_to_white_in_even_steps) {
  for (int level = 0; level != 256; ++level) {
    auto const expected = static_cast<std::uint8_t>(level);
    BOOST_TEST((whence::gray{}(level / 255.0) == whence::rgb{expected, expected, expected}));
  }
}

BOOST_AUTO_TEST_SUITE_END()
