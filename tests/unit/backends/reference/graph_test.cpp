// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <whence/backends/reference/graph.hpp>
#include <whence/backends/reference/layer.hpp>
#include <whence/backends/reference/node.hpp>

#include "support/residual_network.hpp"

using whence::reference::addition;
using whence::reference::flatten;
using whence::reference::graph;
using whence::reference::max_pool;
using whence::reference::node;
using whence::reference::relu;
using whence::reference::window;

namespace {

graph<float> small_graph() {
  std::vector<node<float>> nodes;
  nodes.push_back({"relu", relu<float>{}, {0}});
  nodes.push_back({"sum", addition<float>{}, {1, 0}});
  nodes.push_back({"pool", max_pool<float>(window::square(2, 2)), {2}});
  nodes.push_back({"flatten", flatten<float>{}, {3}});
  return {1, std::move(nodes)};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(backends_reference_graph)

BOOST_AUTO_TEST_CASE(a_value_lives_until_its_last_reader) {
  auto const network = small_graph();
  BOOST_TEST(network.last_reader(0) == 1u);  // the images are read by the sum
  BOOST_TEST(network.last_reader(1) == 1u);
  BOOST_TEST(network.last_reader(2) == 2u);
}

BOOST_AUTO_TEST_CASE(what_lies_behind_a_value_is_all_that_is_computed_from_it) {
  std::vector<bool> const expected{false, true, true, true, true};
  BOOST_TEST(small_graph().behind(1) == expected);
}

BOOST_AUTO_TEST_CASE(maps_end_where_they_are_flattened) {
  auto const network = small_graph();
  BOOST_TEST(network.is_spatial(0));
  BOOST_TEST(network.is_spatial(3));
  BOOST_TEST(!network.is_spatial(4));
  BOOST_TEST(network.is_pooling(3));
  BOOST_TEST(!network.is_pooling(2));
}

BOOST_AUTO_TEST_CASE(shapes_and_geometry_follow_from_the_image) {
  auto const infos = small_graph().trace({1, 2, 3});
  BOOST_TEST(infos[3].shape.height == 1u);
  BOOST_TEST(infos[3].shape.width == 1u);  // an odd column is dropped
  BOOST_TEST(infos[3].geometry->columns.offset == 0.5);
  BOOST_TEST(!infos[4].geometry.has_value());
}

BOOST_AUTO_TEST_CASE(a_layer_that_does_not_fit_is_named) {
  try {
    (void)small_graph().trace({1, 1, 1});
    BOOST_FAIL("no error");
  } catch (whence::shape_error const& complaint) {
    BOOST_TEST(complaint.where() == "layer pool (sliding window)");
  }
  BOOST_CHECK_THROW((void)small_graph().trace({2, 4, 4}), whence::shape_error);
  BOOST_CHECK_THROW((void)small_graph().trace({1, 0, 4}), whence::shape_error);
}

BOOST_AUTO_TEST_CASE(logits_that_are_still_maps_are_refused) {
  std::vector<node<float>> nodes;
  nodes.push_back({"relu", relu<float>{}, {0}});
  BOOST_CHECK_THROW((void)graph<float>(1, std::move(nodes)).trace({1, 2, 2}), whence::shape_error);
}

BOOST_AUTO_TEST_CASE(networks_of_other_nodes_have_another_fingerprint) {
  std::vector<node<float>> nodes;
  nodes.push_back({"relu", relu<float>{}, {0}});
  BOOST_TEST(small_graph().fingerprint() == small_graph().fingerprint());
  BOOST_TEST(small_graph().fingerprint() != graph<float>(1, std::move(nodes)).fingerprint());
}

BOOST_AUTO_TEST_CASE(nodes_of_one_name_but_another_kind_or_input_have_another_fingerprint) {
  auto const of = [](whence::reference::layer<float> operation, std::size_t input) {
    std::vector<node<float>> nodes;
    nodes.push_back({"first", relu<float>{}, {0}});
    nodes.push_back({"second", std::move(operation), {input}});
    return graph<float>(1, std::move(nodes)).fingerprint();
  };
  BOOST_TEST(of(relu<float>{}, 1) == of(relu<float>{}, 1));
  BOOST_TEST(of(relu<float>{}, 1) != of(whence::reference::dropout<float>{}, 1));
  BOOST_TEST(of(relu<float>{}, 1) != of(relu<float>{}, 0));
}

BOOST_AUTO_TEST_SUITE_END()
