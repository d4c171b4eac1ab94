// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <concepts>
#include <string>
#include <whence/methods/baselines/given_baseline.hpp>

using whence::given_baseline;
using whence::image_batch;

BOOST_AUTO_TEST_SUITE(methods_baselines_given_baseline)

static_assert(std::semiregular<given_baseline<float>>);
static_assert(whence::image_baseline<given_baseline<double>, double>);
static_assert(!whence::image_baseline<given_baseline<double>, float>);
static_assert(std::same_as<decltype(given_baseline{image_batch<float>{}}), given_baseline<float>>);

BOOST_AUTO_TEST_CASE(one_image_serves_all) {
  image_batch<double> const images = {{{{1, 2}}}, {{{3, 4}}}};
  given_baseline const baseline{image_batch<double>{{{{7, 8}}}}};
  BOOST_TEST((baseline(images) == image_batch<double>{{{{7, 8}}}, {{{7, 8}}}}));
}

BOOST_AUTO_TEST_CASE(of_as_many_as_images_each_has_its_own) {
  image_batch<double> const images = {{{{1, 2}}}, {{{3, 4}}}};
  given_baseline const baseline{image_batch<double>{{{{5, 6}}}, {{{7, 8}}}}};
  BOOST_TEST((baseline(images) == image_batch<double>{{{{5, 6}}}, {{{7, 8}}}}));
}

BOOST_AUTO_TEST_CASE(another_number_or_size_is_refused_with_both_shapes) {
  auto const refuse = [](image_batch<double> const& given, std::string const& shape) {
    BOOST_CHECK_EXCEPTION(static_cast<void>(given_baseline{given}(image_batch<double>::from_shape({4, 1, 2, 3}))),
                          whence::shape_error, [&](whence::shape_error const& complaint) {
                            return complaint.got() == shape &&
                                   complaint.expected().find("(4, 1, 2, 3)") != std::string::npos;
                          });
  };
  refuse(image_batch<double>::from_shape({2, 1, 2, 3}), "(2, 1, 2, 3)");
  refuse(image_batch<double>::from_shape({1, 1, 3, 2}), "(1, 1, 3, 2)");
  refuse(image_batch<double>::from_shape({1, 3, 2, 3}), "(1, 3, 2, 3)");
  refuse(image_batch<double>{}, "(0, 0, 0, 0)");
}

BOOST_AUTO_TEST_SUITE_END()
