// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <whence/image/channel_order.hpp>
#include <whence/image/recipe.hpp>

BOOST_AUTO_TEST_SUITE(image_channel_order)

BOOST_AUTO_TEST_CASE(red_comes_first_unless_a_recipe_says_otherwise) {
  BOOST_TEST((whence::channel_order{} == whence::channel_order::rgb));
  BOOST_TEST((whence::recipe{}.order == whence::channel_order::rgb));
}

BOOST_AUTO_TEST_SUITE_END()
