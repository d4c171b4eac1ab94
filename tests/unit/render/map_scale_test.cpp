// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <tuple>
#include <vector>
#include <whence/render/map_scale.hpp>

using whence::map_scale;
using whence::map_status;

namespace {

using value_types = std::tuple<float, double>;

/// -10 ... 10 but for one value that dwarfs them.
std::vector<double> with_an_outlier(double outlier) {
  std::vector<double> values;
  for (int i = -10; i <= 10; ++i) values.push_back(i);
  values.push_back(outlier);
  return values;
}

std::vector<double> scaled(std::vector<double> values, map_scale scale, double saturation = 1) {
  BOOST_TEST((whence::detail::scale_shown(std::span(values), scale, saturation) == map_status::meaningful));
  return values;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(render_map_scale)

BOOST_AUTO_TEST_CASE(the_whole_range_is_spanned_unless_asked_otherwise) {
  BOOST_TEST(scaled({-1, 0, 3}, map_scale::min_max)[1] == 0.25);
  BOOST_TEST(scaled({-1, 1.5, 3}, map_scale::by_maximum)[1] == 0.5);
  BOOST_TEST(scaled({-4, 0, 2}, map_scale::symmetric)[2] == 0.75);
}

BOOST_AUTO_TEST_CASE(beyond_the_saturation_values_stand_at_the_ends) {
  // Of 22 sorted values share .95 is at position round(.95 * 21 = 19.95) = 20, share .05 at round(1.05) = 1.
  // min_max: from -9 to 10.
  auto const min_max = scaled(with_an_outlier(1e6), map_scale::min_max, 0.95);
  BOOST_TEST(min_max[0] == 0);
  BOOST_TEST(min_max[1] == 0);
  BOOST_TEST(min_max[2] == 1.0 / 19);
  BOOST_TEST(min_max[20] == 1);
  BOOST_TEST(min_max[21] == 1);
  // symmetric: magnitudes 0, 1, 1, ..., 10, 10, 1e6; position 20 is 10. Zero stays the middle.
  auto const symmetric = scaled(with_an_outlier(-1e6), map_scale::symmetric, 0.95);
  BOOST_TEST(symmetric[10] == 0.5);
  BOOST_TEST(symmetric[15] == 0.75);
  BOOST_TEST(symmetric[21] == 0);
  BOOST_TEST(scaled(with_an_outlier(1e6), map_scale::by_maximum, 0.95)[15] == 0.5);
}

BOOST_AUTO_TEST_CASE(where_nearly_all_is_zero_the_rest_is_what_there_is_to_see) {
  std::vector<double> values(1000, 0.0);
  values[500] = 4;
  values[501] = -2;
  auto const sparse = scaled(values, map_scale::symmetric, 0.99);
  BOOST_TEST(sparse[500] == 1);
  BOOST_TEST(sparse[501] == 0.25);
  BOOST_TEST(sparse[0] == 0.5);
}

BOOST_AUTO_TEST_CASE(what_was_not_seen_neither_counts_nor_gets_a_value) {
  double const nowhere = std::numeric_limits<double>::quiet_NaN();
  auto const values = scaled({nowhere, 2, 4, nowhere}, map_scale::min_max);
  BOOST_TEST(std::isnan(values[0]));
  BOOST_TEST(values[1] == 0);
  BOOST_TEST(values[2] == 1);
  std::vector<double> nothing{nowhere, nowhere};
  BOOST_TEST((whence::detail::scale_shown(std::span(nothing), map_scale::min_max, 1) == map_status::all_zero));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(the_largest_numbers_there_are_have_a_scale_too, T, value_types) {
  T const most = std::numeric_limits<T>::max();
  for (double const saturation : {1.0, 0.9}) {
    for (auto const scale : {map_scale::min_max, map_scale::by_maximum, map_scale::symmetric}) {
      std::vector<T> values{-most, -most / 2, T(0), most / 2, most};
      BOOST_TEST((whence::detail::scale_shown(std::span(values), scale, saturation) == map_status::meaningful));
      T const zero = scale == map_scale::by_maximum ? T(0) : T(0.5);
      BOOST_TEST(values[0] == T(0));
      BOOST_TEST(values[1] == zero / 2);
      BOOST_TEST(values[2] == zero);
      BOOST_TEST(values[3] == (zero + T(1)) / 2);
      BOOST_TEST(values[4] == T(1));
    }
  }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(far_beyond_the_saturation_is_not_beyond_the_numbers, T, value_types) {
  // Of 21 values share .9 is at position 18, share .1 at 2: from -most to 0, and the last two are far above.
  T const most = std::numeric_limits<T>::max();
  std::vector<T> values(21, T(0));
  values[0] = values[1] = values[2] = -most;
  values[19] = values[20] = most;
  BOOST_TEST((whence::detail::scale_shown(std::span(values), map_scale::min_max, 0.9) == map_status::meaningful));
  BOOST_TEST(values[0] == T(0));
  BOOST_TEST(values[3] == T(1));
  BOOST_TEST(values[20] == T(1));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(the_least_numbers_there_are_have_a_scale_too, T, value_types) {
  T const least = std::numeric_limits<T>::denorm_min();
  std::vector<T> values{T(0), least, 2 * least};
  BOOST_TEST((whence::detail::scale_shown(std::span(values), map_scale::min_max, 1) == map_status::meaningful));
  BOOST_TEST((values == std::vector<T>{T(0), T(0.5), T(1)}));
}

BOOST_AUTO_TEST_SUITE_END()
