// SPDX-License-Identifier: BSD-3-Clause
// The figures of `explain --steps`, of the shipped model and photographs.
#define BOOST_TEST_MODULE steps
#include <unistd.h>
#include <algorithm>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <limits>
#include <span>
#include <string>
#include <utility>
#include <vector>
#include <whence/whence.hpp>

#include "explain/steps/write_steps.hpp"

using namespace explain;

namespace {

std::string const data = WHENCE_EXAMPLE_DATA;
std::string const tap_name = "features.28";

auto const& model() {
  static auto const small = whence::vgg16::load(data + "/vgg16_small.safetensors").network();
  return small;
}

class_names const& names() {
  static class_names const ten(data + "/labels.txt", 10);
  return ten;
}

whence::preprocessed<float> seen(whence::photo const& photo) {
  return whence::preprocess(photo, whence::imagenet_squash);
}

template <class Score>
steps::step_values values_of(std::string const& photo, Score const& score) {
  return steps::values_of_steps(model(), model().find_tap(whence::named_tap{tap_name}), tap_name,
                                seen(whence::read_photo(data + "/" + photo)).images, names(), score);
}

/// Asks what no class has a say in.
struct asks_nothing {
  struct question {
    template <class T>
    T value(std::span<T const>) const {
      return T(0);
    }
    template <class T>
    void cotangent(std::span<T const>, std::span<T> out) const {
      std::ranges::fill(out, T(0));
    }
    std::size_t class_index() const { return 8; }
  };
  template <class T>
  question ask(std::span<T const>, std::size_t) const {
    return {};
  }
};

/// A folder that is removed at the end.
struct scratch {
  scratch() : folder(std::filesystem::temp_directory_path() / ("whence_steps_" + std::to_string(getpid()))) {}
  scratch(scratch const&) = delete;
  scratch& operator=(scratch const&) = delete;
  ~scratch() { std::filesystem::remove_all(folder); }
  std::filesystem::path folder;
};

/// How many pixels have a colour: stripes, text and frames are grey, or nearly so.
std::size_t coloured(whence::picture const& figure) {
  std::size_t count = 0;
  for (std::size_t i = 0; i != figure.size(); i += 3) {
    auto const [least, most] = std::minmax({figure.data()[i], figure.data()[i + 1], figure.data()[i + 2]});
    count += most - least > 40;
  }
  return count;
}

std::size_t pixels_of(whence::picture const& figure, whence::rgb const& color) {
  std::size_t count = 0;
  for (std::size_t i = 0; i != figure.size(); i += 3)
    count += std::ranges::equal(color, std::span(figure.data() + i, 3));
  return count;
}

std::string const photos[] = {"snake.jpg", "church_berlin_cathedral.jpg"};

}  // namespace

BOOST_DATA_TEST_CASE(every_step_is_a_picture_in_the_order_of_the_article, photos, file) {
  scratch const place;
  auto const photo = whence::read_photo(data + "/" + file);
  auto const input = seen(photo);
  auto const written = write_steps(place.folder / "a" / "b", model(), model().find_tap(whence::named_tap{tap_name}),
                                   tap_name, photo, input.images, input.placement, names(), whence::top_logit{});
  std::vector<std::string> found;
  for (auto const& entry : std::filesystem::directory_iterator(place.folder / "a" / "b")) {
    found.push_back(entry.path().string());
  }
  std::ranges::sort(found);
  BOOST_TEST(written == found, boost::test_tools::per_element());
  std::vector<std::string> const stems{
      "figure_04_photo",          "figure_05_probabilities",        "figure_06_feature_maps", "figure_07_gradients",
      "figure_08_mean_gradients", "figure_09_signed_and_rectified", "figure_10_upsampled",    "figure_11_panel"};
  BOOST_TEST_REQUIRE(written.size() == stems.size());
  for (std::size_t i = 0; i != written.size(); ++i) {
    BOOST_TEST(std::filesystem::path(written[i]).filename() == stems[i] + ".png");
    auto const figure = whence::read_photo(written[i]);
    BOOST_TEST(figure.width() >= 900U);
    BOOST_TEST(figure.width() <= 1400U);
    BOOST_TEST(figure.height() >= 400U);
    BOOST_TEST(figure.height() <= 1400U);
    BOOST_TEST(coloured(figure.pixels) > 1000U);
    auto const corner = figure.pixels.data();
    BOOST_TEST((corner[0] == 255 && corner[1] == 255 && corner[2] == 255));
  }
}

BOOST_AUTO_TEST_CASE(the_bars_are_the_probabilities_best_first) {
  auto const values = values_of("snake.jpg", whence::class_logit{3});
  auto const bars = steps::probability_bars(values, names());
  BOOST_TEST_REQUIRE(bars.size() == 10U);
  BOOST_TEST(bars.front().name == "golf ball");
  BOOST_TEST(std::ranges::is_sorted(bars, std::ranges::greater{}, &plot::bar::value));
  double sum = 0.0;
  for (auto const& one : bars) {
    sum += one.value;
    BOOST_TEST((one.color == (one.name == "chain saw" ? plot::theme::positive : plot::theme::plain)));
  }
  BOOST_TEST(sum == 100.0, boost::test_tools::tolerance(1e-5));
}

BOOST_AUTO_TEST_CASE(classes_asked_about_are_shown_however_improbable) {
  auto const values = values_of("snake.jpg", whence::logit_margin{8, 3});
  auto const bars = steps::probability_bars(values, names(), 2);
  BOOST_TEST_REQUIRE(bars.size() == 3U);
  BOOST_TEST(bars[1].name == "parachute");
  BOOST_TEST(bars[2].name.starts_with("chain saw (number "));
  BOOST_TEST((bars[0].color == plot::theme::positive));
  BOOST_TEST((bars[2].color == plot::theme::negative));
}

BOOST_AUTO_TEST_CASE(percentages_are_short_and_never_nothing) {
  BOOST_TEST(steps::percent_text(0.63178) == "63.2 %");
  BOOST_TEST(steps::percent_text(1.0) == "100.0 %");
  BOOST_TEST(steps::percent_text(0.0004) == "0.04 %");
  BOOST_TEST(steps::percent_text(1e-9) == "< 0.01 %");
}

BOOST_AUTO_TEST_CASE(the_mean_gradients_weigh_the_maps_to_the_signed_map) {
  auto const values = values_of("snake.jpg", whence::top_logit{});
  BOOST_TEST(values.mean_gradients.size() == 128U);
  std::size_t const cells = 14 * 14;
  for (std::size_t i = 0; i != cells; ++i) {
    double sum = 0.0;
    for (std::size_t k = 0; k != 128; ++k) {
      sum += double{values.mean_gradients[k]} * double{values.feature_maps.data()[k * cells + i]};
    }
    BOOST_TEST(std::abs(sum - double{values.signed_map.values.data()[i]}) < 1e-6);
    BOOST_TEST(values.rectified_map.values.data()[i] == std::max(values.signed_map.values.data()[i], 0.0F));
  }
}

BOOST_AUTO_TEST_CASE(what_the_network_saw_is_the_photo_again) {
  whence::photo const photo = whence::read_photo(data + "/snake.jpg");
  whence::recipe recipe{.height = photo.height(), .width = photo.width(), .resize = whence::resize_mode::whole};
  for (auto const order : {whence::channel_order::rgb, whence::channel_order::bgr}) {
    recipe.order = order;
    auto const again = steps::picture_of_input(whence::preprocess(photo, recipe).images, recipe);
    BOOST_TEST(std::ranges::equal(again, photo.pixels));
  }
}

BOOST_AUTO_TEST_CASE(a_frame_on_the_photo_shows_the_part_that_was_seen) {
  whence::photo const photo = whence::read_photo(data + "/snake.jpg");
  auto const whole = seen(photo), part = whence::preprocess(photo, whence::imagenet);
  auto const framed = [&](auto const& input) {
    return pixels_of(steps::photo_figure(photo, input.images, input.placement, whence::imagenet),
                     plot::theme::positive);
  };
  BOOST_TEST(framed(whole) == 0U);
  // Drawn at 342 x 456, 0.76 of its size. Rows 16 to 240 of 256 were seen: 21.4 to 320.6 in the drawing, which is
  // rounded to 21 and 321. Columns 58 to 282 of 341: 77.6 to 377.1, rounded to 78 and 377. The frame is 3 pixels wide,
  // inside.
  BOOST_TEST(framed(part) == 2U * 3U * (300U + 299U) - 4U * 9U);
}

BOOST_AUTO_TEST_CASE(a_map_of_zeros_has_no_colour_but_words) {
  auto const values = values_of("snake.jpg", asks_nothing{});
  BOOST_TEST(steps::detail::words_of_nothing_for(values) == "The map is all zero: it says nothing.");
  BOOST_TEST(coloured(steps::gradients_figure(values)) == 0U);
  BOOST_TEST(coloured(steps::signed_and_rectified_figure(values)) == 0U);
  BOOST_TEST(coloured(steps::upsampled_figure(values, {224, 224})) == 0U);
  BOOST_TEST(coloured(steps::mean_gradients_figure(values)) == 0U);
}

BOOST_AUTO_TEST_CASE(where_nothing_speaks_for_the_class_only_the_signed_map_is_painted) {
  auto values = values_of("snake.jpg", whence::top_logit{});
  for (float& value : values.signed_map.values) value = -std::abs(value) - 1e-3F;
  values.rectified_map.values.fill(0.0F);
  values.rectified_map.status = {whence::map_status::all_zero};
  BOOST_TEST(steps::detail::words_of_nothing_for(values) ==
             "All zero: nowhere do the feature maps speak for golf ball.");
  BOOST_TEST(coloured(steps::signed_and_rectified_figure(values)) > 1000U);
  BOOST_TEST(coloured(steps::upsampled_figure(values, {224, 224})) == 0U);
}

BOOST_AUTO_TEST_CASE(of_logits_that_are_not_finite_nothing_is_painted) {
  auto const tap = model().find_tap(whence::named_tap{tap_name});
  auto const photo = whence::read_photo(data + "/snake.jpg");
  auto input = seen(photo);
  input.images.fill(std::numeric_limits<float>::quiet_NaN());
  auto const values = steps::values_of_steps(model(), tap, tap_name, input.images, names(), whence::class_logit{8});
  BOOST_TEST(!values.has_finite_logits());
  for (auto const& figure : {steps::probabilities_figure(values, names()), steps::feature_maps_figure(values),
                             steps::gradients_figure(values), steps::mean_gradients_figure(values),
                             steps::signed_and_rectified_figure(values), steps::upsampled_figure(values, {224, 224})}) {
    BOOST_TEST(coloured(figure) == 0U);
  }
  scratch const place;
  BOOST_TEST(write_steps(place.folder, model(), tap, tap_name, photo, input.images, input.placement, names(),
                         whence::class_logit{8})
                 .size() == 8U);
}

BOOST_AUTO_TEST_CASE(a_batch_or_a_file_for_a_folder_is_refused) {
  scratch const place;
  auto const photo = whence::read_photo(data + "/snake.jpg");
  auto const input = seen(photo);
  auto const write = [&](std::filesystem::path const& folder, whence::image_batch<float> const& images) {
    return write_steps(folder, model(), model().find_tap(whence::named_tap{tap_name}), tap_name, photo, images,
                       input.placement, names(), whence::top_logit{});
  };
  whence::image_batch<float> const two = xt::zeros<float>({2, 3, 224, 224});
  BOOST_CHECK_THROW(static_cast<void>(write(place.folder, two)), whence::shape_error);
  BOOST_CHECK_THROW(static_cast<void>(write(data + "/snake.jpg", input.images)), whence::error);
}
