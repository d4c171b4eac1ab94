// SPDX-License-Identifier: BSD-3-Clause
// What the reference backend and LibTorch answer, of the same weights, by every method there is.
#pragma once
#include <torch/script.h>

#include <boost/test/unit_test.hpp>
#include <cstddef>
#include <filesystem>
#include <vector>
#include <whence/backends/libtorch/script_module.hpp>
#include <whence/backends/reference/vgg_network.hpp>
#include <whence/image/preprocess.hpp>
#include <whence/io/read_photo.hpp>
#include <whence/scores/class_logit.hpp>
#include <whence/weights/read_weights.hpp>

#include "scripted_vgg.hpp"
#include "support/every_method.hpp"

namespace whence::test {

/// One method, on both backends.
struct both_answers {
  told_answer reference;
  told_answer libtorch;
};

/// The small VGG16, asked about a photo of 48 x 32 pixels.
template <class T>
std::vector<both_answers> both_answers_of_every_method() {
  std::filesystem::path const data(WHENCE_EXAMPLE_DATA);
  auto const weights = whence::read_weights<T>(data / "vgg16_small.safetensors");
  auto const& layout = whence::vgg_layouts[2];
  whence::recipe const squeezed{.height = 48, .width = 32};
  auto const images = whence::preprocess<T>(whence::read_photo(data / "snake.jpg"), squeezed).images;
  whence::class_logit const asked{9};  // what the network sees in so small a picture

  auto const reference =
      answers_of_every_method(reference::vgg_network<T>(layout, weights, {}, reference::engine::exact), images, asked);
  whence::libtorch::script_options options;
  options.device = torch::kCPU;
  whence::libtorch::basic_script_module<T> const scripted(scripted_vgg(layout, weights), options);
  auto const libtorch = answers_of_every_method(scripted, images, asked);

  BOOST_REQUIRE(reference.size() == libtorch.size());
  std::vector<both_answers> both;
  for (std::size_t i = 0; i != reference.size(); ++i) {
    BOOST_TEST(reference[i].name == libtorch[i].name);
    BOOST_TEST((reference[i].shape == libtorch[i].shape), reference[i].name);
    BOOST_TEST((reference[i].status == libtorch[i].status), reference[i].name);
    BOOST_TEST((reference[i].classes == libtorch[i].classes), reference[i].name);
    BOOST_TEST((reference[i].status == std::vector{map_status::meaningful}), reference[i].name);
    both.push_back({reference[i], libtorch[i]});
  }
  return both;
}

}  // namespace whence::test
