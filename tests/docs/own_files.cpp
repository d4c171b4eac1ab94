// SPDX-License-Identifier: BSD-3-Clause
// own_files CHECKPOINT PHOTO FOLDER: the code of docs/how_to/use_your_own_weights.md and prepare_images.md.
#include <array>
#include <exception>
#include <filesystem>
#include <iostream>
#include <span>
#include <string>
#include <vector>
#include <whence/whence.hpp>

namespace {

void expect(bool right, char const* what) {
  if (!right) throw whence::error("own_files", what, "something else");
}

/// What another program left: one image of 3 x 32 x 48 numbers.
std::vector<float> pixels_from_elsewhere() {
  std::vector<float> values(3 * 32 * 48);
  for (std::size_t i = 0; i != values.size(); ++i) values[i] = static_cast<float>(i * 37 % 101) / 50.0F - 1.0F;
  return values;
}

template <class Model>
void explain_prepared(Model const& model, whence::photo const& photo, std::filesystem::path const& out) {
  std::vector<float> const values = pixels_from_elsewhere();
  auto const images = whence::images_from(std::span(values), {1, 3, 32, 48});
  auto const where = whence::placement::squash(photo.size(), {32, 48});
  auto const answer = whence::grad_cam{}(model, images);
  whence::write_png(out / "prepared.png", whence::explanation_panel(photo, answer, where));
}

}  // namespace

int main(int argc, char* argv[]) try {
  if (argc != 4) {
    std::cerr << "usage: own_files CHECKPOINT PHOTO FOLDER\n";
    return 2;
  }
  std::string const checkpoint = argv[1];
  std::filesystem::path const out = argv[3];
  std::filesystem::create_directories(out);

  auto const weights = whence::read_weights(checkpoint, {.entry = "state_dict", .prefix = "module."});
  for (auto const& name : weights.names()) {
    std::cout << name << ' ' << whence::shape_text(weights.at(name).shape()) << '\n';
  }

  whence::vgg_layout const& layout = whence::vgg_layouts.front();  // vgg11
  auto const model = whence::reference::vgg_network<float>(layout, weights);

  auto const photo = whence::read_photo(argv[2]);
  whence::recipe const own{.height = 64, .width = 96, .mean = {.5, .5, .5}, .std = {.5, .5, .5}};
  auto const seen = whence::preprocess(photo, own);
  auto const answer = whence::grad_cam{}(model, seen.images);
  whence::write_png(out / "own.png", whence::explanation_panel(photo, answer, seen.placement));

  auto const original = whence::read_photo(argv[2]);
  auto const placed = seen.placement.on_photo_of(original.size());
  whence::write_png(out / "larger.png", whence::overlay(original, answer, placed));

  auto const deep = whence::read_photo16(argv[2]);
  auto const deep_answer = whence::grad_cam{}(model, whence::preprocess(deep, own).images);
  auto const shown = whence::to_8_bits(deep);
  whence::write_png(out / "deep.png", whence::overlay(shown, deep_answer, seen.placement));

  explain_prepared(model, photo, out);
  expect(answer.status[0] != whence::map_status::logits_not_finite, "a network of finite logits");
  return 0;
} catch (std::exception const& problem) {
  std::cerr << problem.what() << '\n';
  return 1;
}
