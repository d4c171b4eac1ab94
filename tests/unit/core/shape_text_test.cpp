// SPDX-License-Identifier: BSD-3-Clause
#include <array>
#include <boost/test/unit_test.hpp>
#include <cstddef>
#include <vector>
#include <whence/core/shape_text.hpp>
#include <whence/core/tensor.hpp>

BOOST_AUTO_TEST_SUITE(core_shape_text)

BOOST_AUTO_TEST_CASE(extents_stand_in_brackets_with_commas_between) {
  BOOST_TEST(whence::shape_text(std::vector<std::size_t>{1, 3, 224, 224}) == "(1, 3, 224, 224)");
}

BOOST_AUTO_TEST_CASE(one_extent_has_no_comma) {
  BOOST_TEST(whence::shape_text(std::vector<std::size_t>{10}) == "(10)");
}

BOOST_AUTO_TEST_CASE(a_scalar_has_empty_brackets) {
  BOOST_TEST(whence::shape_text(std::array<int, 0>{}) == "()");
}

BOOST_AUTO_TEST_CASE(an_extent_of_zero_is_shown) {
  BOOST_TEST(whence::shape_text(std::array<std::size_t, 2>{0, 4}) == "(0, 4)");
}

BOOST_AUTO_TEST_CASE(the_shape_of_a_tensor_is_taken_as_it_is) {
  whence::map_batch<float> const maps = xt::zeros<float>({2, 5, 7});
  BOOST_TEST(whence::shape_text(maps.shape()) == "(2, 5, 7)");
}

BOOST_AUTO_TEST_SUITE_END()
