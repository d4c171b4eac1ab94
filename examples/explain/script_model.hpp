// SPDX-License-Identifier: BSD-3-Clause
// The models of `explain_torchscript`: TorchScript files, run by LibTorch.
#pragma once
#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <whence/core.hpp>
#include <whence/io/detail/read_file.hpp>
#include <whence/io/read_npy.hpp>
#include <whence/libtorch.hpp>

#include "explain/by_option.hpp"
#include "explain/numbers.hpp"
#include "explain/options.hpp"
#include "explain/script_options_of.hpp"
#include "explain/tap_place.hpp"
#include "explain/usage_error.hpp"

namespace explain {

class script_model {
 public:
  using model_type = whence::libtorch::script_module;

  static constexpr char program[] = "explain_torchscript";
  static constexpr char purpose[] =
      "Explains why an image classifier, saved as a TorchScript file, calls a photograph what it calls it.";
  static constexpr char tap_words[] =
      "the layer to look at, by the path of its module, such as layer4 [the last feature maps that no pooling made]";

  void declare(CLI::App& app, options& chosen) {
    auto const add = [&](char const* name, auto& value, char const* words) {
      return app.add_option(name, value, words)->group("Model");
    };
    add("--model", chosen.model, "a TorchScript file. It is a program: take it from whom you would run a program")
        ->type_name("FILE.pt");
    add("--device", given_.device, "where it computes: cpu, cuda or cuda:N [cuda where there is a device, else cpu]")
        ->type_name("DEVICE");
    add("--precision", given_.precision, "the numbers it computes with [the file's own]")
        ->check(CLI::IsMember(precision_names()));
    add("--output", given_.output, "which element of what it returns holds the logits, where that is no single tensor")
        ->type_name("INDEX|KEY");
    add("--channels", given_.channels, "of its input; 1: it is shown photos in grey [3]")
        ->check(CLI::Range(1, 4096).description(""))
        ->type_name("N");
    add("--tokens", given_.tokens,
        "the grid of layers that put out tokens (N, LEADING + H * W, K), as vision transformers do, such as 14x14+1")
        ->type_name("HxW[+LEADING]");
    add("--channels-last", given_.channels_last, "a layer that puts out (N, h, w, K)")->type_name("NAME");
  }

  /// @throws usage_error where there is no file, or an option's value is none
  void check(options const& chosen) const {
    if (chosen.list_methods && !chosen.list_taps) return;
    if (chosen.model.empty()) {
      throw usage_error("command line", "--model FILE.pt, a TorchScript file (--help shows all options)", "none");
    }
    if (!chosen.tensor.empty() && given_.channels) {
      throw usage_error("--channels", "it without --tensor, whose channels are the model's", "both");
    }
    if (chosen.size) (void)size_of(*chosen.size);
    (void)script_options_of(given_);
  }

  /// @throws whence::error where the file is no TorchScript, or holds a module that cannot be explained
  [[nodiscard]] model_type load(options const& chosen) const {
    auto settings = script_options_of(given_);
    settings.example = example_of(chosen);
    require_readable(chosen.model);
    auto model = with_options_named(names_of_options(chosen), chosen.model, [&] {
      try {
        return model_type::load(chosen.model, settings);
      } catch (whence::error const& problem) {
        if (!problem.where().starts_with("file ")) throw;
        throw whence::error(problem.where(), problem.expected(), problem.got() + weights_alone);
      }
    });
    if (given_.channels_last) (void)model.find_tap(whence::named_tap{*given_.channels_last});
    return model;
  }

  /// That of the tensor, or the one that the command line asks for.
  [[nodiscard]] whence::image_size input_size(options const& chosen, model_type const&) const {
    auto const example = example_of(chosen);
    return {example[2], example[3]};
  }

  [[nodiscard]] std::string_view labels(options const&) const { return {}; }
  [[nodiscard]] std::size_t classes(model_type const& model) const { return model.classes(); }

  /// The deepest, by the shortest of its names: a block's output has those of its last layers too.
  ///
  /// @throws usage_error where there is none
  [[nodiscard]] std::string usual_tap(model_type const& model, bool) const {
    auto const deepest = [&] {
      try {
        return model.find_tap(whence::deepest_tap{});
      } catch (whence::unknown_tap_error const&) {
        throw usage_error("tap", "--tap NAME, or --tokens where layers put out tokens (--list-taps)",
                          "a model in which none puts out feature maps (N, K, h, w)");
      }
    }();
    std::string shortest;
    for (auto const& tap : model.taps()) {
      bool const is_shorter = shortest.empty() || tap.name.size() < shortest.size();
      if (is_shorter && model.find_tap(whence::named_tap{tap.name}) == deepest) shortest = tap.name;
    }
    return shortest;
  }

  /// @throws usage_error where its cells look nowhere, or nobody knows where; whence::error where it has no cells
  void check_tap(options const& chosen, model_type const& model, std::string const& name) const {
    auto const taps = model.taps();
    auto const info = info_of_tap(model, taps, name);
    if (info != taps.end() && info->channels != 0) {
      std::string const last = name + " puts out (N, h, w, K), --channels-last " + name + " says so";
      return require_place(model, name, "; if " + last);
    }
    // Not in the list, or there as no maps: what is wrong with it shows when it is recorded.
    auto const place = with_options_named(names_of_options(chosen), chosen.model, [&] {
      whence::image_batch<float> blank(example_of(chosen));
      blank.fill(0.0F);
      return model.record(blank, model.find_tap(whence::named_tap{name})).geometry();
    });
    if (!place) throw no_place(model, name, place_unknown);
  }

 private:
  static constexpr char weights_alone[] =
      "; if it holds weights alone, as .pth and .safetensors do, it has no network: "
      "torch.jit.script(model).save(FILE), "
      "in Python, writes both";

  /// @throws whence::error with a reason, where LibTorch would give a number
  static void require_readable(std::string const& file) {
    std::error_code ignored;
    if (std::filesystem::is_directory(file, ignored)) throw whence::error(file, "a file", "a directory");
    whence::detail::file_handle const handle(std::fopen(file.c_str(), "rb"));
    if (!handle) throw whence::error(file, "a readable file", whence::detail::reason_of(errno));
  }

  /// The shape of an image to record the model with.
  [[nodiscard]] std::array<std::size_t, 4> example_of(options const& chosen) const {
    if (!chosen.tensor.empty()) {
      auto const shape = whence::read_npy<float, 4>(chosen.tensor).shape();
      return {1, shape[1], shape[2], shape[3]};
    }
    auto const size = chosen.size ? size_of(*chosen.size) : usual_size;
    return {1, given_.channels.value_or(3), size.height, size.width};
  }

  /// What this command line calls the library's options.
  [[nodiscard]] option_names names_of_options(options const& chosen) const {
    std::string const shape = whence::shape_text(example_of(chosen));
    return {{"script_options::example", shape + (chosen.tensor.empty() ? " (--size, --channels)" : ", the tensor's")},
            {"script_options::precision = torch::kFloat", "--precision float"},
            {"script_options::layouts", "--tokens, --channels-last"},
            {"script_options::", "--"}};
  }

  script_choices given_;
};

}  // namespace explain
