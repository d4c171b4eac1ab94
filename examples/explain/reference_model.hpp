// SPDX-License-Identifier: BSD-3-Clause
// The models of `explain`: a VGG of this library's own backend, from a file of weights or inside the program.
#pragma once
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>
#include <whence/backends/reference/engine.hpp>
#include <whence/backends/reference/network.hpp>
#include <whence/backends/reference/vgg_network.hpp>
#include <whence/core/error.hpp>
#include <whence/core/shape_error.hpp>
#include <whence/image/image_size.hpp>
#include <whence/weights/read_weights.hpp>

#include "embedded.hpp"
#include "explain/by_option.hpp"
#include "explain/file_hash.hpp"
#include "explain/numbers.hpp"
#include "explain/options.hpp"
#include "explain/tap_place.hpp"
#include "explain/usage_error.hpp"

namespace explain {

class reference_model {
 public:
  using model_type = whence::reference::network<float>;

  static constexpr char program[] = "explain";
  static constexpr char purpose[] = "Explains why an image classifier calls a photograph what it calls it.";
  static constexpr char tap_words[] =
      "the layer to look at, by torchvision's name [the last convolution, or the ReLU behind it, "
      "by method: features.28 or 29]";

  void declare(CLI::App& app, options& chosen) {
    app.add_option("--model", chosen.model,
                   "weights: PyTorch's .pth, or safetensors; without it, the small VGG16 inside this program")
        ->type_name("FILE")
        ->group("Model");
    app.add_option("--architecture", architecture_, "what the weights are of")
        ->check(CLI::IsMember(architecture_names()))
        ->capture_default_str()
        ->group("Model");
    app.add_option("--entry", entry_, "where in a checkpoint the weights are, such as state_dict")
        ->type_name("NAME")
        ->group("Model");
    app.add_option("--prefix", prefix_, "what to take off the weights' names, such as module.")
        ->type_name("TEXT")
        ->group("Model");
    app.add_option("--engine", engine_,
                   "how convolutions are computed: fast; lean: with less memory, slower; exact: as matrix products")
        ->check(CLI::IsMember({"exact", "fast", "lean"}))
        ->capture_default_str()
        ->group("Model");
  }

  /// @throws usage_error where options are about a file and none is given
  void check(options const& chosen) const {
    if (!chosen.model.empty()) return;
    auto const refuse = [](std::string const& option) {
      throw usage_error(option, "--model FILE with it",
                        "none, and the model inside this program is a vgg16 that is ready for use");
    };
    if (architecture_ != "vgg16") refuse("--architecture " + architecture_);
    if (entry_) refuse("--entry " + *entry_);
    if (prefix_) refuse("--prefix " + *prefix_);
  }

  /// A file's model, or the small one inside this program.
  ///
  /// @throws whence::error where the weights cannot be read or are of something else; it says which option may help
  [[nodiscard]] model_type load(options const& chosen) const {
    auto const layout =
        *std::ranges::find_if(whence::vgg_layouts, [&](auto const& l) { return l.name() == architecture_; });
    if (chosen.model.empty()) {
      return whence::reference::vgg_network<float>(
          layout, whence::read_safetensors<float>(embedded_model(), {}, "the small VGG16 inside this program"), {},
          engine());
    }
    return with_options_named({{"weight_options::", "--"}}, chosen.model, [&] {
      auto const weights =
          whence::read_weights<float>(chosen.model, {.entry = entry_.value_or(""), .prefix = prefix_.value_or("")});
      try {
        return whence::reference::vgg_network<float>(layout, weights, {}, engine());
      } catch (whence::error const& problem) {
        throw whence::error(problem.where(), problem.expected(), problem.got() + help_for(weights.names()));
      }
    });
  }

  /// The size of the model's input that the command line asks for.
  ///
  /// @throws usage_error where the model cannot take it
  [[nodiscard]] whence::image_size input_size(options const& chosen, model_type const& model) const {
    if (!chosen.size) return usual_size;
    auto const wanted = size_of(*chosen.size);
    try {
      (void)model.taps(wanted.height, wanted.width);
    } catch (whence::shape_error const& problem) {
      throw usage_error("--size " + *chosen.size, "an input that leaves cells for every layer",
                        "one too small (" + std::string(problem.what()) + ')');
    }
    return wanted;
  }

  [[nodiscard]] std::string_view labels(options const& chosen) const {
    return chosen.model.empty() ? embedded_labels() : std::string_view();
  }
  [[nodiscard]] std::size_t classes(model_type const& model) const { return model.taps().back().channels; }

  /// The last convolution, or the ReLU behind it.
  [[nodiscard]] std::string usual_tap(model_type const& model, bool behind_relu) const {
    auto const taps = model.taps();
    auto const from_last = std::ranges::find(taps.rbegin(), taps.rend(), "convolution", &whence::tap_info::kind);
    if (!behind_relu) return from_last->name;
    return std::ranges::find(from_last.base(), taps.end(), "relu", &whence::tap_info::kind)->name;
  }

  /// @throws usage_error where it has no place in the picture
  void check_tap(options const&, model_type const& model, std::string const& tap) const { require_place(model, tap); }

 private:
  [[nodiscard]] whence::reference::engine engine() const {
    if (engine_ == "exact") return whence::reference::engine::exact;
    return engine_ == "lean" ? whence::reference::engine::lean : whence::reference::engine::fast;
  }

  static std::vector<std::string> architecture_names() {
    std::vector<std::string> names;
    for (auto const& layout : whence::vgg_layouts) names.push_back(layout.name());
    return names;
  }

  /// What to try where a model cannot be built of tensors of these names.
  [[nodiscard]] std::string help_for(std::vector<std::string> const& names) const {
    constexpr std::string_view first = "features.0.weight";
    auto const found = std::ranges::find_if(names, [&](std::string const& name) { return name.ends_with(first); });
    std::string const before = found == names.end() ? "" : found->substr(0, found->size() - first.size());
    if (!before.empty()) return "; try --prefix " + prefix_.value_or("") + before;
    return "; if these are the weights of another VGG than " + architecture_ + ", name it by --architecture";
  }

  std::string architecture_ = "vgg16";
  std::optional<std::string> entry_;
  std::optional<std::string> prefix_;
  std::string engine_ = "fast";
};

}  // namespace explain
