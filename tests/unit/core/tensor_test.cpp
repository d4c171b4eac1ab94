// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <whence/core/tensor.hpp>

BOOST_AUTO_TEST_SUITE(core_tensor)

// Everything that walks over `.data()` counts on it.
BOOST_AUTO_TEST_CASE(the_last_axis_is_contiguous) {
  whence::image_batch<float> const images = xt::zeros<float>({2, 3, 4, 5});
  BOOST_TEST(&images(0, 0, 0, 1) == images.data() + 1);
  BOOST_TEST(&images(0, 0, 1, 0) == images.data() + 5);
  BOOST_TEST(&images(0, 1, 0, 0) == images.data() + 20);
  BOOST_TEST(&images(1, 0, 0, 0) == images.data() + 60);
}

BOOST_AUTO_TEST_CASE(an_empty_batch_keeps_its_other_extents) {
  whence::logit_matrix<float> const logits = xt::zeros<float>({0, 10});
  BOOST_TEST(logits.shape(0) == 0u);
  BOOST_TEST(logits.shape(1) == 10u);
  BOOST_TEST(logits.size() == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
