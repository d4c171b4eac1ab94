// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <whence/backends/reference/filter_bank.hpp>
#include <whence/backends/reference/layer_weights.hpp>

using whence::weight_map;
using whence::weight_tensor;
using whence::weights_error;
using whence::reference::layer_weights;
using whence::reference::window;

namespace {

weight_map<double> one_filter_with_batch_norm() {
  weight_map<double> weights("test.safetensors");
  weights.insert("c.weight", {{1, 1, 1, 2}, {1.0, 3.0}});
  weights.insert("c.bias", {{1}, {5.0}});
  weights.insert("b.weight", {{1}, {2.0}});
  weights.insert("b.bias", {{1}, {7.0}});
  weights.insert("b.running_mean", {{1}, {4.0}});
  weights.insert("b.running_var", {{1}, {16.0 - 1e-5}});
  return weights;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(backends_reference_layer_weights)

BOOST_AUTO_TEST_CASE(a_batch_norm_is_folded_as_by_hand) {
  // s = 2 / sqrt(16) = .5; weights .5, 1.5; bias .5 (5 - 4) + 7 = 7.5
  auto const weights = one_filter_with_batch_norm();
  layer_weights<double> tensors(weights);
  auto const bank = tensors.take_filters("c", 1, {{1, 1, 0, 1}, {2, 1, 0, 1}});
  auto const folded = tensors.fold_batch_norm(bank, "b");
  BOOST_TEST(folded.weights.data()[0] == 0.5, boost::test_tools::tolerance(1e-14));
  BOOST_TEST(folded.weights.data()[1] == 1.5, boost::test_tools::tolerance(1e-14));
  BOOST_TEST(folded.bias.data()[0] == 7.5, boost::test_tools::tolerance(1e-14));
  tensors.expect_nothing_left("test");
}

BOOST_AUTO_TEST_CASE(a_tensor_of_another_shape_is_named_with_both_shapes) {
  auto const weights = one_filter_with_batch_norm();
  layer_weights<double> tensors(weights);
  try {
    (void)tensors.take_filters("c", 3, window::square(3, 1, 1));
    BOOST_FAIL("no error");
  } catch (weights_error const& complaint) {
    BOOST_TEST(complaint.where() == "test.safetensors, tensor c.weight");
    BOOST_TEST(complaint.expected() == "shape (any, 3, 3, 3)");
    BOOST_TEST(complaint.got() == "(1, 1, 1, 2)");
  }
}

BOOST_AUTO_TEST_CASE(a_tensor_that_no_layer_took_is_named) {
  auto const weights = one_filter_with_batch_norm();
  layer_weights<double> tensors(weights);
  (void)tensors.take("c.weight", {1, 1, 1, 2});
  try {
    tensors.expect_nothing_left("vgg0");
    BOOST_FAIL("no error");
  } catch (weights_error const& complaint) {
    BOOST_TEST(complaint.where() == "test.safetensors, tensor c.bias");
    BOOST_TEST(complaint.expected() == "only tensors that vgg0 has");
  }
}

BOOST_AUTO_TEST_CASE(a_tensor_of_whole_numbers_that_no_layer_has_is_named_but_a_batch_norms_counter_is_not) {
  weight_map<double> weights = one_filter_with_batch_norm();
  weights.insert_left_out("b.num_batches_tracked", "I64");
  layer_weights<double> tensors(weights);
  (void)tensors.fold_batch_norm(tensors.take_filters("c", 1, {{1, 1, 0, 1}, {2, 1, 0, 1}}), "b");
  BOOST_CHECK_NO_THROW(tensors.expect_nothing_left("vgg0"));
  weights.insert_left_out("extra\x1b[2J", "I64");
  BOOST_CHECK_EXCEPTION(tensors.expect_nothing_left("vgg0"), weights_error, [](weights_error const& complaint) {
    return complaint.where() == "test.safetensors, tensor extra?[2J";
  });
}

BOOST_AUTO_TEST_CASE(an_empty_tensor_never_fits) {
  weight_map<double> weights("test");
  weights.insert("x", {{0, 3}, std::vector<double>{}});
  layer_weights<double> tensors(weights);
  BOOST_CHECK_THROW((void)tensors.take("x", {std::nullopt, 3}), weights_error);
}

BOOST_AUTO_TEST_SUITE_END()
