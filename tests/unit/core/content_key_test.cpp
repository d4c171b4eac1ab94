// SPDX-License-Identifier: BSD-3-Clause
#include <whence/core/content_key.hpp>

#include <boost/test/unit_test.hpp>
#include <set>

BOOST_AUTO_TEST_SUITE(core_content_key)

BOOST_AUTO_TEST_CASE(an_image_has_the_same_key_wherever_it_stands) {
  whence::image_batch<float> const images{{{{1, 2}, {3, 4}}}, {{{5, 6}, {7, 8}}}, {{{1, 2}, {3, 4}}}};
  BOOST_TEST(whence::content_key(images, 0) == whence::content_key(images, 2));
  whence::image_batch<float> const alone{{{{5, 6}, {7, 8}}}};
  BOOST_TEST(whence::content_key(images, 1) == whence::content_key(alone, 0));
}

BOOST_AUTO_TEST_CASE(images_that_differ_in_one_value_or_in_the_order_of_values_have_other_keys) {
  std::set<std::uint64_t> keys;
  whence::image_batch<double> const images{{{{0, 0, 0}}}, {{{0, 0, 1}}},    {{{0, 1, 0}}},
                                           {{{1, 0, 0}}}, {{{-0.0, 0, 0}}}, {{{0, 0, 1.0000000000000002}}}};
  for (std::size_t n = 0; n != 6; ++n) keys.insert(whence::content_key(images, n));
  BOOST_TEST(keys.size() == 6u);
}

BOOST_AUTO_TEST_SUITE_END()
