// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <string>
#include <whence/backends/reference/vgg_layout.hpp>

BOOST_AUTO_TEST_SUITE(backends_reference_vgg_layout)

BOOST_AUTO_TEST_CASE(the_eight_layouts_bear_torchvisions_names_and_count_their_layers) {
  std::string names;
  for (auto const& layout : whence::vgg_layouts) {
    names += layout.name() + ' ';
    std::size_t convolutions = 0;
    for (std::size_t const n : layout.convolutions) convolutions += n;
    BOOST_TEST(convolutions + 3 == layout.depth);
  }
  BOOST_TEST(names == "vgg11 vgg13 vgg16 vgg19 vgg11_bn vgg13_bn vgg16_bn vgg19_bn ");
}

BOOST_AUTO_TEST_CASE(names_are_numbered_exactly) {
  using whence::detail::is_numbered;
  static_assert(is_numbered("features.0", "features.", 0) && is_numbered("features.28", "features.", 28));
  static_assert(!is_numbered("features.2", "features.", 28) && !is_numbered("features.281", "features.", 28));
  static_assert(!is_numbered("features.028", "features.", 28) && !is_numbered("28", "features.", 28));
  BOOST_TEST(is_numbered("features.100", "features.", 100));
}

BOOST_AUTO_TEST_CASE(a_convolution_folded_into_its_batch_norm_has_no_value) {
  constexpr auto layout = whence::vgg_layouts[4];  // vgg11_bn: conv, bn, relu, pool, ...
  static_assert(whence::detail::vgg_value(layout, "features.0") == 0);
  static_assert(whence::detail::vgg_value(layout, "features.1") == 1);
  static_assert(whence::detail::vgg_value(layout, "features.3") == 3);
  BOOST_TEST(whence::detail::vgg_value(layout, "features.99") == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
