// SPDX-License-Identifier: BSD-3-Clause
// What both translation units do; static, so that each has its own copy of it and shares only what whence shares.
#pragma once
#include <string>
#include <vector>
#include <whence/testing.hpp>
#include <whence/whence.hpp>

struct findings {
  double score = 0.0;
  std::vector<double> map;
  std::string text;
  std::vector<std::byte> png;
  std::vector<void const*> addresses;  // of things that must exist once in the program

  friend bool operator==(findings const&, findings const&) = default;
};

static findings use_whence() {
  findings found;
  auto const photo = whence::read_photo(WHENCE_EXAMPLE_DATA "/snake.jpg");
  auto const model = whence::vgg16::load(WHENCE_EXAMPLE_DATA "/vgg16_small.safetensors");
  auto const seen = whence::preprocess(photo, whence::imagenet_squash);
  auto const answer = whence::grad_cam{whence::vgg16::tap("features.28")}(model, seen.images);
  found.score = answer.scores(0);
  found.map.assign(answer.values.begin(), answer.values.end());
  found.png = whence::encode_png(whence::explanation_panel(photo, answer, seen.placement));
  found.text = whence::nearest_names_text("features.82", {"features.2", "features.28", "classifier.6"});
  found.addresses.push_back(&whence::imagenet);
  using namer = std::string (*)(std::string_view, std::vector<std::string> const&, std::size_t);
  namer const function = &whence::nearest_names_text;
  found.addresses.push_back(reinterpret_cast<void const*>(function));
  return found;
}
