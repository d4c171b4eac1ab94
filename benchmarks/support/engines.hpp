// SPDX-License-Identifier: BSD-3-Clause
// The reference backend's engines by name: the one place of the benchmarks that knows which there are.
#pragma once
#include <filesystem>
#include <string>
#include <utility>
#include <whence/backends/reference/engine.hpp>
#include <whence/backends/reference/instruction_set.hpp>
#include <whence/backends/reference/vgg.hpp>
#include <whence/core/error.hpp>
#include <whence/core/executor.hpp>

namespace benchmarks {

inline constexpr std::pair<char const*, whence::reference::engine> engines[] = {
    {"fast", whence::reference::engine::fast},
    {"exact", whence::reference::engine::exact},
    {"lean", whence::reference::engine::lean},
};

/// All of them; what float runs on unless told otherwise comes first.
inline std::string engines_text() {
  static_assert(engines[0].second == whence::reference::default_engine<float>);
  std::string text;
  for (auto const& [name, engine] : engines) {
    if (!text.empty()) text += ' ';
    text += name;
  }
  return text;
}

/// @throws whence::error for a name that is not above
inline whence::reference::engine engine_named(std::string const& wanted) {
  for (auto const& [name, engine] : engines) {
    if (wanted == name) return engine;
  }
  throw whence::error("engine", engines_text(), wanted);
}

/// Which instructions the kernels use; those of the exact engine are BLAS's own choice.
inline std::string instruction_set_text() {
  return std::string(whence::reference::to_text(whence::reference::instruction_set_in_use()));
}

inline whence::vgg16 load_vgg16(std::filesystem::path const& weights, whence::reference::engine engine,
                                whence::executor threads = {}) {
  return whence::vgg16::load(weights, {}, std::move(threads), engine);
}

}  // namespace benchmarks
