// SPDX-License-Identifier: BSD-3-Clause
// Every kind of PNG picture there is, against what NumPy makes of its values (tests/golden/io/png_kinds).
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <whence/io/read_npy.hpp>
#include <whence/io/read_photo.hpp>
#include <whence/io/read_photo16.hpp>

#include "io_files.hpp"

namespace {

/// Calls check(name of the file, what is to be read of it in 16 bits) for each kind, plain and interlaced.
template <class Check>
void for_each_kind(Check const& check) {
  auto const expected = whence::read_npy<float, 4>(whence_test::golden("png_kinds/expected.npy"));
  std::size_t const values = expected.shape(1) * expected.shape(2) * expected.shape(3);
  std::ifstream names(whence_test::golden("png_kinds/kinds.txt"));
  std::size_t kinds = 0;
  for (std::string name; std::getline(names, name); ++kinds) {
    BOOST_TEST_REQUIRE(kinds < expected.shape(0));
    float const* const picture = expected.data() + kinds * values;
    check("png_kinds/" + name + ".png", std::span(picture, values));
    check("png_kinds/" + name + "_interlaced.png", std::span(picture, values));
  }
  BOOST_TEST(kinds == expected.shape(0));
  BOOST_TEST(kinds == 26u);  // 5 depths of grey, 2 of RGB, 4 of palettes, these without and with transparency; 2 and 2
}

}  // namespace

BOOST_AUTO_TEST_SUITE(io_png_kinds)

BOOST_AUTO_TEST_CASE(every_kind_is_read_in_16_bits_to_the_last_one) {
  for_each_kind([](std::string const& name, std::span<float const> expected) {
    auto const photo = whence::read_photo16(whence_test::golden(name));
    BOOST_TEST_REQUIRE(photo.pixels.size() == expected.size());
    int differing = 0;
    for (std::size_t i = 0; i != expected.size(); ++i) {
      differing += static_cast<float>(photo.pixels.data()[i]) == expected[i] ? 0 : 1;
    }
    BOOST_TEST(differing == 0, name << ": " << differing << " values differ");
  });
}

BOOST_AUTO_TEST_CASE(every_kind_is_read_in_8_bits_as_the_nearest_level) {
  for_each_kind([](std::string const& name, std::span<float const> expected) {
    auto const photo = whence::read_photo(whence_test::golden(name));
    BOOST_TEST_REQUIRE(photo.pixels.size() == expected.size());
    int differing = 0;
    for (std::size_t i = 0; i != expected.size(); ++i) {
      differing += photo.pixels.data()[i] == std::lround(expected[i] / 257) ? 0 : 1;
    }
    BOOST_TEST(differing == 0, name << ": " << differing << " values differ");
  });
}

BOOST_AUTO_TEST_SUITE_END()
