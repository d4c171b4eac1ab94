// SPDX-License-Identifier: BSD-3-Clause
// The plots that the figures of `explain --steps` are made of.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

#include "explain/steps/histogram.hpp"
#include "explain/steps/tile_grid.hpp"

using namespace explain;

namespace {

using texts = std::vector<std::string>;

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

void check_ticks(plot::ticks const& found, texts const& expected, int exponent, double step) {
  BOOST_TEST(found.texts == expected, boost::test_tools::per_element());
  BOOST_TEST(found.values.size() == expected.size());
  BOOST_TEST(found.exponent == exponent);
  BOOST_TEST(found.step == step, boost::test_tools::tolerance(1e-12));
}

std::size_t sum(std::vector<std::size_t> const& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::size_t{0});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(nice_ticks)

BOOST_AUTO_TEST_CASE(they_are_one_two_or_five_times_a_power_of_ten_apart) {
  check_ticks(plot::nice_ticks(0, 1), {"0.0", "0.2", "0.4", "0.6", "0.8", "1.0"}, 0, 0.2);
  check_ticks(plot::nice_ticks(0, 223), {"0", "50", "100", "150", "200"}, 0, 50);
  check_ticks(plot::nice_ticks(0.95, 1.05), {"0.96", "0.98", "1.00", "1.02", "1.04"}, 0, 0.02);
}

BOOST_AUTO_TEST_CASE(negative_ranges_hold_zero_where_they_cross_it) {
  check_ticks(plot::nice_ticks(-0.0695, 0.0211), {"-0.06", "-0.04", "-0.02", "0.00", "0.02"}, 0, 0.02);
  check_ticks(plot::nice_ticks(-8, -3), {"-8", "-7", "-6", "-5", "-4", "-3"}, 0, 1);
  BOOST_TEST(!std::signbit(plot::nice_ticks(-1, 1).values[2]));
}

BOOST_AUTO_TEST_CASE(numbers_that_would_be_long_are_written_in_powers_of_a_thousand) {
  check_ticks(plot::nice_ticks(0, 1e-7), {"0", "20", "40", "60", "80", "100"}, -9, 2e-8);
  check_ticks(plot::nice_ticks(0, 250000), {"0", "50", "100", "150", "200", "250"}, 3, 50000);
  BOOST_TEST(plot::axis_label("mean gradient", "logit", -9) == "mean gradient (10^-9 logit)");
  BOOST_TEST(plot::axis_label("mean gradient", "logit", 0) == "mean gradient (logit)");
  BOOST_TEST(plot::axis_label("", "logit", -3) == "10^-3 logit");
  BOOST_TEST(plot::axis_label("number", "", 3) == "number (10^3)");
}

BOOST_AUTO_TEST_CASE(what_is_counted_has_no_halves) {
  check_ticks(plot::nice_ticks(0, 2.5, 6, 1.0), {"0", "1", "2"}, 0, 1);
  check_ticks(plot::nice_ticks(0, 0.4, 6, 1.0), {"0"}, 0, 1);
}

BOOST_AUTO_TEST_CASE(the_order_of_the_ends_does_not_matter) {
  BOOST_TEST(plot::nice_ticks(1, 0).texts == plot::nice_ticks(0, 1).texts);
}

BOOST_AUTO_TEST_CASE(a_range_without_extent_has_one_tick_and_one_that_is_not_finite_none) {
  check_ticks(plot::nice_ticks(3, 3), {"3"}, 0, 0);
  check_ticks(plot::nice_ticks(1, 1 + 1e-15), {"1"}, 0, 0);
  check_ticks(plot::nice_ticks(0, 1e-310), {"0"}, 0, 0);
  BOOST_TEST(plot::nice_ticks(not_a_number, 1).values.empty());
  BOOST_TEST(plot::nice_ticks(0, infinity).values.empty());
  BOOST_TEST(plot::nice_ticks(-1e308, 1e308).values.empty());  // as far apart as no number is
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(histogram)

BOOST_AUTO_TEST_CASE(every_value_is_in_one_bin_and_zero_begins_one) {
  std::vector<float> const values{-0.31F, -0.3F, -0.01F, 0.0F, 0.0F, 0.01F, 0.59F, 1.0F};
  auto const bins = plot::histogram_of(values, 10);
  // From -0.31 to 1 in at most 8 edges: 0.2 apart. From -0.4 on: two, one, (zero) three, none, one, none, none, one.
  BOOST_TEST(bins.width == 0.2, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(bins.first == -0.4, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(bins.counts == (std::vector<std::size_t>{2, 1, 3, 0, 1, 0, 0, 1}), boost::test_tools::per_element());
  BOOST_TEST(bins.zeros == 2U);
  BOOST_TEST(sum(bins.counts) == values.size());
}

BOOST_AUTO_TEST_CASE(no_value_is_lost_whatever_the_range) {
  for (float const scale : {1e-30F, 1e-7F, 1.0F, 3e7F}) {
    std::vector<float> values;
    for (int i = 0; i != 512; ++i) values.push_back(scale * static_cast<float>((i * 37) % 101 - 60));
    auto const bins = plot::histogram_of(values);
    BOOST_TEST(sum(bins.counts) == values.size());
    BOOST_TEST(bins.counts.size() <= 40U);
  }
}

BOOST_AUTO_TEST_CASE(zeros_alone_have_a_bin) {
  auto const bins = plot::histogram_of(std::vector<float>(7, 0.0F));
  BOOST_TEST(bins.counts == (std::vector<std::size_t>{7}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(lettering)

BOOST_AUTO_TEST_CASE(a_long_name_ends_in_dots_and_fits) {
  std::string const name = "soft-coated wheaten terrier";
  BOOST_TEST(plot::shortened(name, 1000, 18) == name);
  auto const cut = plot::shortened(name, 150, 18);
  BOOST_TEST(cut.ends_with("..."));
  BOOST_TEST(name.starts_with(cut.substr(0, cut.size() - 3)));
  BOOST_TEST(plot::width_of(cut, 18) <= 150U);
  BOOST_TEST(plot::shortened(name, 1, 18) == "...");
}

BOOST_AUTO_TEST_CASE(no_character_of_more_than_one_byte_is_cut_in_two) {
  std::string const name = "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9";
  for (std::size_t width = 1; width != 120; ++width) {
    std::string kept = plot::shortened(name, width, 18);
    if (kept.ends_with("...")) kept.resize(kept.size() - 3);
    BOOST_TEST(kept.size() % 2 == 0);
  }
}

BOOST_AUTO_TEST_CASE(lines_break_at_spaces_and_lose_no_word) {
  std::string const text = "where the feature maps at features.28 speak for golf ball";
  auto const lines = plot::wrapped(text, 200, 18);
  BOOST_TEST(lines.size() > 1U);
  std::string joined;
  for (auto const& line : lines) {
    BOOST_TEST(plot::width_of(line, 18) <= 200U);
    joined += (joined.empty() ? "" : " ") + line;
  }
  BOOST_TEST(joined == text);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(scales)

BOOST_AUTO_TEST_CASE(a_few_great_values_do_not_make_all_others_pale) {
  std::vector<float> values(400, 1.0F);
  values[7] = -100.0F;  // one of 400: less than half a per cent
  BOOST_TEST(plot::usual_limit(values) == 1.0);
  std::vector<float> sparse(400, 0.0F);
  sparse[7] = -100.0F;
  BOOST_TEST(plot::usual_limit(sparse) == 100.0);
  BOOST_TEST(plot::usual_limit(std::vector<float>(9, std::numeric_limits<float>::quiet_NaN())) == 0.0);
}

BOOST_AUTO_TEST_CASE(zero_is_white_on_a_scale_for_both_signs) {
  BOOST_TEST((plot::both_signs(0.3)(0.0) == whence::rgb{255, 255, 255}));
  BOOST_TEST((plot::both_signs(0.3)(0.3) == whence::diverging{}(1.0)));
  BOOST_TEST((plot::both_signs(0.3)(-9.0) == whence::diverging{}(0.0)));
}

BOOST_AUTO_TEST_CASE(a_pixel_of_several_cells_has_the_colour_of_their_mean) {
  auto canvas = plot::white_picture(1, 2);
  std::vector<float> const values{0.0F, 1.0F, 0.5F, 0.5F};
  plot::paint(canvas, {0, 0, 1, 2}, values, {1, 4}, {0.0, 1.0, whence::viridis{}});
  BOOST_TEST((std::equal(&canvas(0, 0, 0), &canvas(0, 0, 0) + 3, &canvas(0, 1, 0))));
}

BOOST_AUTO_TEST_CASE(pictures_fit_their_space_and_cells_are_whole) {
  BOOST_TEST((plot::fitted({450, 600}, {460, 456}) == whence::image_size{342, 456}));
  BOOST_TEST((plot::fitted({600, 160}, {460, 456}) == whence::image_size{460, 122}));
  BOOST_TEST((plot::fitted_cells({14, 14}, {364, 350}) == whence::image_size{350, 350}));
  BOOST_TEST((plot::fitted_cells({224, 224}, {112, 350}) == whence::image_size{112, 112}));
  BOOST_TEST((plot::fitted({1, 5000}, {460, 456}) == whence::image_size{1, 456}));
}

BOOST_AUTO_TEST_SUITE_END()
