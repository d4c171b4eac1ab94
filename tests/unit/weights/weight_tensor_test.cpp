// SPDX-License-Identifier: BSD-3-Clause
#include <whence/weights/weight_tensor.hpp>

#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <limits>

BOOST_AUTO_TEST_SUITE(weights_weight_tensor)

BOOST_AUTO_TEST_CASE(values_made_in_memory_are_kept_in_order) {
  whence::weight_tensor<float> const tensor({2, 2}, std::vector<float>{1, 2, 3, 4});
  BOOST_TEST(tensor.size() == 4u);
  BOOST_TEST(tensor.values()[2] == 3.0f);
  BOOST_TEST(tensor.shape()[1] == 2u);
}

BOOST_AUTO_TEST_CASE(a_scalar_has_one_value) {
  whence::weight_tensor<double> const tensor({}, std::vector<double>{5});
  BOOST_TEST(tensor.size() == 1u);
}

BOOST_AUTO_TEST_CASE(copies_share_their_values_and_keep_them_alive) {
  auto original = std::make_unique<whence::weight_tensor<float>>(std::vector<std::size_t>{1}, std::vector<float>{6});
  auto const copy = *original;
  BOOST_TEST(copy.data() == original->data());
  original.reset();
  BOOST_TEST(copy.values()[0] == 6.0f);
}

BOOST_AUTO_TEST_CASE(values_that_lie_elsewhere_live_as_long_as_the_tensor) {
  auto owner = std::make_shared<std::vector<float>>(3, 7.0f);
  std::weak_ptr<std::vector<float>> const watched = owner;
  {
    whence::weight_tensor<float> const tensor({3}, std::shared_ptr<float const>(owner, owner->data()));
    owner.reset();
    BOOST_TEST(!watched.expired());
    BOOST_TEST(tensor.values()[2] == 7.0f);
  }
  BOOST_TEST(watched.expired());
}

BOOST_AUTO_TEST_CASE(another_number_of_values_than_the_shape_holds_is_refused) {
  BOOST_CHECK_EXCEPTION((whence::weight_tensor<float>({2, 3}, std::vector<float>(5))), whence::shape_error,
                        [](whence::shape_error const& error) {
                          return error.where() == "weight_tensor(2, 3)" && error.expected() == "6 values" &&
                                 error.got() == "5";
                        });
}

BOOST_AUTO_TEST_CASE(a_shape_whose_product_wraps_to_zero_is_refused) {
  std::size_t const half = std::numeric_limits<std::size_t>::max() / 2 + 1;  // twice this is 0
  BOOST_CHECK_THROW((whence::weight_tensor<float>({half, 2}, std::vector<float>{})), whence::shape_error);
  BOOST_CHECK_THROW((whence::weight_tensor<float>({half, 2}, std::shared_ptr<float const>())), whence::shape_error);
}

BOOST_AUTO_TEST_SUITE_END()
