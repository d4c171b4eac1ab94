// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <vector>
#include <whence/scores/class_choice.hpp>

using whence::class_choice;

static std::size_t chosen(class_choice const& choice, std::size_t image = 0,
                          std::vector<double> const& logits = {0.0, 3.0, 2.0}) {
  return choice.of(std::span<double const>(logits), image);
}

static auto says(std::string const& message) {
  return [message](whence::score_error const& complaint) {
    BOOST_TEST(std::string(complaint.what()) == message);
    return complaint.what() == message;
  };
}

BOOST_AUTO_TEST_SUITE(scores_class_choice)

BOOST_AUTO_TEST_CASE(unless_told_otherwise_it_is_the_top_class) {
  BOOST_TEST(chosen({}) == 1u);
  BOOST_TEST(chosen({}, 7) == 1u);
}

BOOST_AUTO_TEST_CASE(of_equal_logits_the_first_is_the_top_class) {
  BOOST_TEST(chosen({}, 0, {1.0, 2.0, 2.0}) == 1u);
  BOOST_TEST(chosen({}, 0, {0.0, -0.0}) == 0u);
}

BOOST_AUTO_TEST_CASE(a_top_class_is_found_among_infinite_logits) {
  double const infinite = std::numeric_limits<double>::infinity();
  BOOST_TEST(chosen({}, 0, {-infinite, infinite, 1e300}) == 1u);
  BOOST_TEST(chosen({}, 0, {-infinite, -infinite}) == 0u);
}

BOOST_AUTO_TEST_CASE(one_class_is_for_all_images) {
  class_choice const choice = 2;
  choice.expect_images(0);
  choice.expect_images(5);
  BOOST_TEST(chosen(choice, 0) == 2u);
  BOOST_TEST(chosen(choice, 4) == 2u);
}

BOOST_AUTO_TEST_CASE(one_class_in_braces_is_for_all_images) {
  class_choice const choice{2};
  choice.expect_images(5);
  BOOST_TEST(chosen(choice, 4) == 2u);
}

BOOST_AUTO_TEST_CASE(a_list_is_one_class_an_image) {
  class_choice const choice{2, 0};
  choice.expect_images(2);
  BOOST_TEST(chosen(choice, 0) == 2u);
  BOOST_TEST(chosen(choice, 1) == 0u);
}

BOOST_AUTO_TEST_CASE(a_list_that_does_not_fit_the_batch_is_refused_with_both_counts) {
  class_choice const choice{2, 0};
  auto const message = "classes of a score: expected one for all images, or one for each of the 3, got a list of 2";
  BOOST_CHECK_EXCEPTION(choice.expect_images(3), whence::score_error, says(message));
  BOOST_CHECK_THROW(choice.expect_images(1), whence::score_error);
  BOOST_CHECK_THROW(static_cast<void>(chosen(choice, 2)), whence::score_error);
}

BOOST_AUTO_TEST_CASE(a_vector_is_one_class_an_image_even_where_it_holds_only_one) {
  class_choice const choice = std::vector<std::size_t>{2};
  choice.expect_images(1);
  BOOST_TEST(chosen(choice, 0) == 2u);
  BOOST_CHECK_THROW(choice.expect_images(3), whence::score_error);
}

BOOST_AUTO_TEST_CASE(a_vector_that_came_out_empty_is_not_the_top_class) {
  class_choice const choice = std::vector<std::size_t>{};
  choice.expect_images(0);
  BOOST_CHECK_THROW(choice.expect_images(1), whence::score_error);
  BOOST_CHECK_THROW(static_cast<void>(chosen(choice)), whence::score_error);
}

BOOST_AUTO_TEST_CASE(a_class_the_network_does_not_have_is_refused_with_the_number_of_classes) {
  auto const message = "class of a score: expected an index below 3, got 3";
  BOOST_CHECK_EXCEPTION(static_cast<void>(chosen(3)), whence::score_error, says(message));
  BOOST_CHECK_THROW(static_cast<void>(chosen({0, 9}, 1)), whence::score_error);
  BOOST_TEST(chosen({0, 9}, 0) == 0u);
}

BOOST_AUTO_TEST_CASE(a_network_without_classes_has_no_top_class) {
  BOOST_CHECK_THROW(static_cast<void>(chosen({}, 0, {})), whence::score_error);
}

BOOST_AUTO_TEST_CASE(a_negative_index_is_refused_and_no_number_of_another_kind_is_taken) {
  int const below = -1;
  BOOST_CHECK_THROW(static_cast<void>(whence::class_choice(below)), whence::score_error);
  static_assert(!std::is_constructible_v<whence::class_choice, double>);
  static_assert(!std::is_constructible_v<whence::class_choice, bool>);
}

BOOST_AUTO_TEST_CASE(a_nan_is_the_top_class_wherever_it_stands_so_that_it_is_asked_about) {
  double const nan = std::numeric_limits<double>::quiet_NaN();
  BOOST_TEST(chosen({}, 0, {1, nan, 3}) == 1u);
  BOOST_TEST(chosen({}, 0, {nan, 2, 3}) == 0u);
  BOOST_TEST(chosen({}, 0, {1, 2, nan}) == 2u);
}

BOOST_AUTO_TEST_SUITE_END()
