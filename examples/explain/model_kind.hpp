// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <CLI/CLI.hpp>
#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <whence/concepts/input_differentiable.hpp>
#include <whence/image/image_size.hpp>

#include "explain/options.hpp"

namespace explain {

/// One kind of models: where they come from, the options that are about them alone, and what a program has to know of
/// them beyond the seam of the library. Each program has one.
///
/// `declare` is called before the command line is parsed, `check` right after.
template <class Kind>
concept model_kind = whence::input_differentiable<typename Kind::model_type> && std::default_initializable<Kind> &&
    requires(Kind& open, Kind const& kind, CLI::App& app, options& declared, options const& chosen,
             typename Kind::model_type const& model, std::string const& tap) {
  { Kind::program } -> std::convertible_to<std::string>;
  { Kind::purpose } -> std::convertible_to<std::string>;
  { Kind::tap_words } -> std::convertible_to<std::string>;  // of --tap, for --help
  open.declare(app, declared);
  kind.check(chosen);
  { kind.load(chosen) } -> std::same_as<typename Kind::model_type>;
  { kind.input_size(chosen, model) } -> std::same_as<whence::image_size>;
  { kind.labels(chosen) } -> std::convertible_to<std::string_view>;  // that come with the model, one a line
  { kind.classes(model) } -> std::same_as<std::size_t>;
  { kind.usual_tap(model, true) } -> std::same_as<std::string>;  // its name; whether behind a ReLU
  kind.check_tap(chosen, model, tap);
};

}  // namespace explain
