// SPDX-License-Identifier: BSD-3-Clause
// The reference backend's engines by name: the one place of the benchmarks that knows which there are.
#pragma once
#include <filesystem>
#include <string>
#include <vector>
#include <whence/backends/reference/vgg.hpp>
#include <whence/core/error.hpp>

namespace benchmarks {

inline std::vector<std::string> engine_names() {
  return {"exact"};
}

/// What float runs on unless told otherwise.
inline std::string default_engine() {
  return "exact";
}

inline std::string engines_text() {
  std::string text;
  for (std::string const& name : engine_names()) text += text.empty() ? name : ' ' + name;
  return text;
}

/// Which instructions the engines use, of those the machine has.
inline std::string instruction_set_text() {
  return "chosen by OpenBLAS";
}

/// @throws whence::error for an engine that is not named above
inline whence::vgg16 load_vgg16(std::filesystem::path const& weights, std::string const& engine = default_engine()) {
  if (engine != "exact") throw whence::error("engine", engines_text(), engine);
  return whence::vgg16::load(weights);
}

}  // namespace benchmarks
