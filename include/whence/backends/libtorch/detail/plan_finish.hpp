// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>
#include <whence/backends/libtorch/detail/plan.hpp>

namespace whence::libtorch::detail {

/// By slot: whether the logits depend on it.
inline std::vector<bool> heard_by_logits(plan const& made) {
  std::vector<bool> heard(made.slots.size(), false);
  heard[made.logits] = true;
  for (std::size_t i = made.code.size(); i-- != 0;) {
    bool wanted = false;
    for (std::size_t const output : made.code[i].outputs) wanted = wanted || heard[output];
    if (!wanted) continue;
    for (std::size_t const input : made.code[i].inputs) heard[input] = true;
  }
  return heard;
}

/// A module that was called several times has a tap for each call: `relu#1`, `relu#2`, ...; its name alone is the last.
inline void number_repeated(std::vector<plan_tap>& taps) {
  std::map<std::string, std::size_t> calls;
  for (plan_tap const& tap : taps) ++calls[tap.name];
  std::map<std::string, std::size_t> seen;
  for (plan_tap& tap : taps) {
    std::string const name = tap.name;
    if (calls[name] > 1) tap.name += "#" + std::to_string(++seen[name]);
  }
}

/// A number that tells modules of other operators, names or widths apart.
inline std::uint64_t fingerprint_of(plan const& made) {
  std::uint64_t state = 14'695'981'039'346'656'037u;
  auto const add = [&](std::uint64_t value) { state = (state ^ value) * 1'099'511'628'211u; };
  auto const add_text = [&](std::string_view text) { add(std::hash<std::string_view>{}(text)); };
  for (instruction const& now : made.code) {
    add_text(now.kind);
    for (std::size_t const input : now.inputs) add(input);
    for (std::size_t const output : now.outputs) add(output);
  }
  for (slot const& one : made.slots) {
    if (!one.constant.isTensor() || !one.constant.toTensor().defined()) continue;
    for (auto const extent : one.constant.toTensor().sizes()) add(static_cast<std::uint64_t>(extent));
  }
  for (plan_tap const& tap : made.module_taps) add_text(tap.name);
  return state;
}

/// What a plan knows once all its code is written.
///
/// @param values by slot, of the recording
inline void finish(plan& made, std::vector<c10::IValue> const& values) {
  made.sizes.resize(made.slots.size());
  for (std::size_t i = 0; i != made.slots.size(); ++i) {
    bool const is_tensor = values[i].isTensor() && values[i].toTensor().defined();
    made.is_tensor.push_back(is_tensor);
    if (is_tensor) made.sizes[i] = values[i].toTensor().sizes().vec();
    if (made.slots[i].on == dependence::nothing) made.slots[i].constant = values[i];
  }
  made.batches.resize(made.slots.size());
  made.heard = detail::heard_by_logits(made);
  detail::number_repeated(made.module_taps);
  made.fingerprint = detail::fingerprint_of(made);
}

}  // namespace whence::libtorch::detail
