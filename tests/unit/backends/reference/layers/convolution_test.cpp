// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <whence/backends/reference/layers/convolution.hpp>

using whence::weight_tensor;
using whence::reference::convolution;
using whence::reference::window;

BOOST_AUTO_TEST_SUITE(backends_reference_layers_convolution)

BOOST_AUTO_TEST_CASE(another_number_of_channels_is_an_error_with_both_numbers) {
  convolution<float> const layer({weight_tensor<float>({2, 3, 1, 1}, std::vector<float>(6)),
                                  weight_tensor<float>({2}, std::vector<float>(2)), window::square(1)});
  BOOST_TEST(layer.output_shape({3, 5, 6}).channels == 2u);
  try {
    (void)layer.output_shape({4, 5, 6});
    BOOST_FAIL("no error");
  } catch (whence::shape_error const& complaint) {
    BOOST_TEST(complaint.expected() == "3 channels");
    BOOST_TEST(complaint.got() == "4");
  }
}

BOOST_AUTO_TEST_SUITE_END()
