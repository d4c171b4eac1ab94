// SPDX-License-Identifier: BSD-3-Clause
// From the file to the place in the photograph: where the shipped model's reasons lie.
#define BOOST_TEST_MODULE where_maps_lie
#include <boost/test/unit_test.hpp>
#include <cstddef>
#include <filesystem>
#include <string>
#include <whence/whence.hpp>

namespace {

std::filesystem::path const data = WHENCE_EXAMPLE_DATA;

struct place {
  std::size_t row;
  std::size_t column;
};

/// The photo's pixel at which the heatmap is highest.
template <class Score>
place hottest_pixel(std::string const& file, std::size_t expected_class, Score const& score) {
  auto const photo = whence::read_photo(data / file);
  auto const model = whence::vgg16::load(data / "vgg16_small.safetensors");
  auto const seen = whence::preprocess(photo, whence::imagenet_squash);
  auto const answer = whence::grad_cam{whence::vgg16::tap("features.28")}(model, seen.images, score);
  BOOST_TEST(answer.classes(0) == expected_class);
  auto const shown = whence::heatmap_of(answer, seen.placement);
  std::size_t best = 0;
  for (std::size_t i = 0; i != shown.values.size(); ++i) {
    if (shown.values.data()[i] > shown.values.data()[best]) best = i;
  }
  return {best / photo.width(), best % photo.width()};
}

}  // namespace

// Rows and columns below were read off the photographs by eye.

BOOST_AUTO_TEST_CASE(the_snake_is_called_a_golf_ball_for_the_scales_of_its_body) {
  auto const [row, column] = hottest_pixel("snake.jpg", 8, whence::top_logit{});
  BOOST_TEST(row > 180);  // the thick coil below the head, 600 x 450
  BOOST_TEST(row < 390);
  BOOST_TEST(column > 300);
  BOOST_TEST(column < 590);
}

BOOST_AUTO_TEST_CASE(asked_for_a_springer_the_map_lies_on_the_upper_spaniels_face) {
  auto const [row, column] = hottest_pixel("spaniels.jpg", 1, whence::class_logit{1});
  BOOST_TEST(row > 40);  // its head with both ears and the bib below, 800 x 600
  BOOST_TEST(row < 260);
  BOOST_TEST(column > 240);
  BOOST_TEST(column < 425);
}

BOOST_AUTO_TEST_CASE(the_cathedral_is_a_church_for_its_towers) {
  auto const [row, column] = hottest_pixel("church_berlin_cathedral.jpg", 4, whence::top_logit{});
  bool const left_tower = column > 130 && column < 270;
  bool const right_tower = column > 500 && column < 690;
  BOOST_TEST((left_tower || right_tower));
  BOOST_TEST(row > 140);
  BOOST_TEST(row < 420);
}
