// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <torch/cuda.h>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>
#include <whence/backends/libtorch/script_options.hpp>

#include "explain/numbers.hpp"
#include "explain/usage_error.hpp"

namespace explain {

/// What a command line says of a TorchScript file.
struct script_choices {
  std::optional<std::string> device;
  std::optional<std::string> precision;
  std::optional<std::string> output;
  std::optional<std::size_t> channels;
  std::optional<std::string> tokens;
  std::optional<std::string> channels_last;
};

inline std::vector<std::string> precision_names() {
  return {"float", "double", "half"};
}

namespace detail {

/// @throws usage_error where there is no such device
inline torch::Device device_of(std::string const& text) {
  if (text == "cpu") return torch::kCPU;
  std::string_view const view = text;
  bool const is_numbered = view.starts_with("cuda:");
  auto const index = is_numbered ? number_of<c10::DeviceIndex>(view.substr(5)) : std::optional<c10::DeviceIndex>(-1);
  if ((text != "cuda" && !is_numbered) || !index || *index < -1 || (is_numbered && *index < 0)) {
    throw usage_error("--device " + text, "cpu, cuda or cuda:N", "'" + text + "'");
  }
  auto const devices = static_cast<int>(torch::cuda::device_count());
  if (!torch::cuda::is_available() || *index >= devices) {
    throw usage_error("--device " + text, "a CUDA device that LibTorch can use",
                      torch::cuda::is_available() ? "only " + std::to_string(devices) + " of them, counted from 0"
                                                  : "none on this machine, or a LibTorch without CUDA");
  }
  return {torch::kCUDA, *index};
}

/// @throws usage_error unless the text is HxW or HxW+LEADING
inline whence::libtorch::tap_layout tokens_of(std::string const& text) {
  std::string_view const view = text;
  std::size_t const plus = view.find('+');
  auto const grid = extents_of(view.substr(0, plus), 4096);
  auto const leading =
      plus == std::string_view::npos ? std::optional<std::size_t>(0) : number_of<std::size_t>(view.substr(plus + 1));
  if (!grid || !leading || *leading > 4096) {
    throw usage_error("--tokens " + text,
                      "height x width of the grid, and how many tokens stand before it, such as 14x14+1",
                      "'" + text + "'");
  }
  return whence::libtorch::tap_layout::tokens(grid->height, grid->width, *leading);
}

}  // namespace detail

/// The same for the library, but for the shape of images.
///
/// @throws usage_error where the text of one is none, or asks for a device that is not there
inline whence::libtorch::script_options script_options_of(script_choices const& given) {
  whence::libtorch::script_options options;
  if (given.device) options.device = detail::device_of(*given.device);
  if (given.precision) {
    options.precision = *given.precision == "double" ? torch::kDouble
                        : *given.precision == "half" ? torch::kHalf
                                                     : torch::kFloat;
  }
  if (given.output) {
    if (auto const index = number_of<std::size_t>(*given.output)) {
      options.output = *index;
    } else {
      options.output = *given.output;
    }
  }
  if (given.tokens) options.layouts[""] = detail::tokens_of(*given.tokens);
  if (given.channels_last) options.layouts[*given.channels_last] = whence::libtorch::tap_layout::channels_last();
  return options;
}

}  // namespace explain
