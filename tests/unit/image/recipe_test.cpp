// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <limits>
#include <whence/image/recipe.hpp>
#include <whence/image/recipe_error.hpp>

namespace {

std::string complaint_about(whence::recipe const& recipe) {
  try {
    recipe.check();
  } catch (whence::recipe_error const& complaint) {
    return complaint.what();
  }
  return "";
}

bool holds(std::string const& text, std::string const& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(image_recipe)

BOOST_AUTO_TEST_CASE(the_named_recipes_are_in_order_and_differ_only_in_the_resize) {
  whence::imagenet.check();
  whence::imagenet_squash.check();
  BOOST_TEST((whence::imagenet.resize == whence::resize_mode::resize_then_crop));
  BOOST_TEST((whence::imagenet_squash.resize == whence::resize_mode::squash));
  BOOST_TEST(whence::imagenet.shorter_side == 256u);
  BOOST_TEST((whence::imagenet.input_size() == whence::image_size{224, 224}));
  BOOST_TEST(whence::imagenet.mean == whence::imagenet_squash.mean, boost::test_tools::per_element());
  BOOST_TEST(whence::imagenet.std == whence::imagenet_squash.std, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_grey_recipe_needs_one_mean_and_one_deviation) {
  BOOST_TEST(complaint_about({.channels = 1, .mean = {0.5}, .std = {0.25}}) == "");
  BOOST_TEST(holds(complaint_about({.channels = 1}), "3 means and 3 deviations"));
  BOOST_TEST(holds(complaint_about({.mean = {0.5}}), "1 means and 3 deviations"));
}

BOOST_AUTO_TEST_CASE(numbers_that_cannot_scale_a_pixel_are_refused) {
  BOOST_TEST(holds(complaint_about({.std = {0.2, 0.0, 0.2}}), "above zero"));
  BOOST_TEST(holds(complaint_about({.std = {0.2, -1.0, 0.2}}), "above zero"));
  BOOST_TEST(holds(complaint_about({.mean = {0.2, std::numeric_limits<double>::quiet_NaN(), 0.2}}), "finite"));
  BOOST_TEST(holds(complaint_about({.std = {std::numeric_limits<double>::infinity(), 1, 1}}), "finite"));
}

BOOST_AUTO_TEST_CASE(sizes_that_no_picture_has_are_refused) {
  BOOST_TEST(holds(complaint_about({.height = 0}), "0 x 224"));
  BOOST_TEST(holds(complaint_about({.width = std::numeric_limits<std::size_t>::max() / 3}), "65535 pixels a side"));
  BOOST_TEST(holds(complaint_about({.channels = 4}), "got 4"));
  BOOST_TEST(holds(complaint_about({.resize = whence::resize_mode::resize_then_crop, .shorter_side = 0}), "shorter"));
  BOOST_TEST(complaint_about({.resize = whence::resize_mode::squash, .shorter_side = 0}) == "");
}

BOOST_AUTO_TEST_CASE(grey_has_no_order_and_opencv_no_other_filter) {
  BOOST_TEST(complaint_about({.order = whence::channel_order::bgr}) == "");
  BOOST_TEST(holds(complaint_about({.channels = 1, .order = whence::channel_order::bgr, .mean = {0.5}, .std = {0.25}}),
                   "got grey alone"));
  BOOST_TEST(complaint_about({.filter = whence::resize_filter::bicubic}) == "");
  BOOST_TEST(complaint_about({.antialias = false}) == "");
  BOOST_TEST(holds(complaint_about({.filter = whence::resize_filter::bicubic, .antialias = false}),
                   "the bilinear filter where nothing is antialiased"));
}

BOOST_AUTO_TEST_SUITE_END()
