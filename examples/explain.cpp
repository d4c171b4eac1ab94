// SPDX-License-Identifier: BSD-3-Clause
// explain PHOTO: why does the network call this a ...?
#include <CLI/CLI.hpp>
#include <algorithm>
#include <exception>
#include <iomanip>
#include <iostream>
#include <string>
#include <vector>
#include <whence/whence.hpp>

#include "explain/class_names.hpp"
#include "explain/drawing.hpp"
#include "explain/methods.hpp"
#include "explain/model.hpp"
#include "explain/options.hpp"
#include "explain/report.hpp"
#include "explain/usage_error.hpp"

namespace {

/// What the network sees: a photo, or a tensor that was prepared elsewhere.
struct input {
  std::optional<whence::photo> photo;
  whence::image_batch<float> images;
  whence::placement placement;
  std::string words;
};

input read_input(options const& chosen, network const& model) {
  if (!chosen.tensor.empty()) {
    auto images = whence::read_npy<float, 4>(chosen.tensor);
    std::string words = "tensor " + whence::shape_text(images.shape());
    return {std::nullopt, std::move(images), {}, std::move(words)};
  }
  if (model.input_channels() != 3) {
    throw whence::error(chosen.photo, "a model that takes RGB, or its input as --tensor FILE.npy",
                        "a model of " + std::to_string(model.input_channels()) + " channels");
  }
  whence::photo photo = whence::read_photo(chosen.photo);
  bool const squash = chosen.recipe == "squash";
  auto seen = whence::preprocess(photo, squash ? whence::imagenet_squash : whence::imagenet);
  std::string words = std::to_string(photo.height()) + " x " + std::to_string(photo.width()) +
                      (squash ? ", the whole photo squeezed to 224 x 224 (squash)"
                              : ", shorter side to 256, of which the middle 224 x 224 (crop)");
  return {std::move(photo), std::move(seen.images), seen.placement, std::move(words)};
}

void list_taps(network const& model) {
  std::cout << "name            kind              channels  cells at 224 x 224  a cell every  first cell at pixel\n";
  for (auto const& tap : model.taps()) {
    std::cout << std::left << std::setw(16) << tap.name << std::setw(18) << tap.kind << std::right << std::setw(8)
              << tap.channels << std::setw(20) << std::to_string(tap.height) + " x " + std::to_string(tap.width);
    if (tap.geometry)
      std::cout << std::setw(14) << tap.geometry->rows.stride << std::setw(21) << tap.geometry->rows.offset;
    std::cout << '\n';
  }
}

void list_methods() {
  for (auto const& [name, words, looks_at_tap] : method_menu()) {
    std::cout << std::left << std::setw(17) << name << words << '\n';
  }
}

explanation explain_input(options const& chosen, network const& model, whence::image_batch<float> const& images,
                          class_names const& names, std::string const& tap) {
  look const where{model.find_tap(whence::named_tap{tap}), chosen.keep_signed};
  whence::class_choice const wanted = names.find(chosen.class_name);
  if (chosen.against) {
    whence::logit_margin const score{wanted, names.find_one(*chosen.against)};
    return explain_by(chosen.method, model, images, where, score);
  }
  return explain_by(chosen.method, model, images, where, whence::class_logit{wanted});
}

whence::picture draw(options const& chosen, explanation const& explained, input const& seen) {
  bool const both_signs =
      chosen.keep_signed || std::holds_alternative<whence::pixel_attributions<float>>(explained.answer);
  auto const scale = both_signs ? whence::map_scale::symmetric : whence::map_scale::min_max;
  auto const with = [&](auto const& colors) {
    if (!seen.photo) return draw_tensor(explained, seen.images, scale, colors);
    return draw_photo(explained, *seen.photo, seen.placement, chosen.style.value_or("panel"), scale, colors);
  };
  return both_signs ? with(whence::diverging{}) : with(whence::coolwarm{});
}

int run(options const& chosen) {
  if (chosen.list_methods) list_methods();
  if (chosen.only_lists() && !chosen.list_taps) return 0;
  network const model = load_model(chosen);
  if (chosen.list_taps) {
    list_taps(model);
    return 0;
  }
  class_names const names(chosen.labels, model.taps().back().channels, chosen.model.empty());
  input const seen = read_input(chosen, model);
  std::string const tap = tap_name(chosen, model, seen.images.shape(2), seen.images.shape(3));
  explanation const explained = explain_input(chosen, model, seen.images, names, tap);

  auto const& entry = *std::ranges::find(method_menu(), chosen.method, &method_entry::name);
  report done{chosen.tensor.empty() ? chosen.photo : chosen.tensor,
              seen.words,
              chosen.method,
              entry.looks_at_tap ? tap : "",
              {},
              &explained,
              &names,
              {}};
  if (chosen.against) done.against = names.find_one(*chosen.against);
  whence::write_png(chosen.out, draw(chosen, explained, seen));
  done.written.push_back(chosen.out);
  if (!chosen.save_map.empty()) {
    std::visit([&](auto const& answer) { whence::write_npy(chosen.save_map, answer.values); }, explained.answer);
    done.written.push_back(chosen.save_map);
  }
  if (!chosen.save_logits.empty()) {
    whence::write_npy(chosen.save_logits, explained.logits);
    done.written.push_back(chosen.save_logits);
  }
  chosen.json ? print_json(std::cout, done) : print_text(std::cout, done);
  return 0;
}

/// @throws usage_error where options contradict one another
void check(options const& chosen) {
  if (chosen.only_lists()) return;
  if (chosen.photo.empty() == chosen.tensor.empty()) {
    throw usage_error("command line", "a PHOTO, or --tensor FILE.npy (--help shows all options)",
                      chosen.photo.empty() ? "neither" : "both");
  }
  if (!chosen.tensor.empty() && chosen.style.value_or("heatmap") != "heatmap") {
    throw usage_error("--style " + *chosen.style, "heatmap, for a tensor has no photo to lie on", *chosen.style);
  }
}

}  // namespace

int main(int argc, char* argv[]) {
  std::vector<std::string> methods;
  for (auto const& entry : method_menu()) methods.emplace_back(entry.name);
  CLI::App app("Explains why an image classifier calls a photograph what it calls it.", "explain");
  options chosen;
  declare(app, chosen, architecture_names(), methods);
  try {
    app.parse(argc, argv);
  } catch (CLI::ParseError const& problem) {
    return app.exit(problem) == 0 ? 0 : 2;
  }
  try {
    check(chosen);
    return run(chosen);
  } catch (usage_error const& problem) {
    std::cerr << "explain: " << problem.what() << '\n';
    return 2;
  } catch (whence::unknown_tap_error const& problem) {
    std::cerr << "explain: " << problem.what() << '\n';
    return 2;
  } catch (std::exception const& problem) {
    std::cerr << "explain: " << problem.what() << '\n';
    return 1;
  }
}
