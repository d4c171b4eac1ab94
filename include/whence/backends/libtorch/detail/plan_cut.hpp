// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>
#include <whence/backends/libtorch/detail/plan.hpp>
#include <whence/backends/libtorch/detail/plan_step.hpp>

namespace whence::libtorch::detail {

/// A plan cut at a tap: what is done before it, and what is done again with other values there.
struct plan_cut {
  std::size_t tap = 0;
  stretch prefix{};                    ///< from the images to the tap and to what is carried past it
  stretch tail{};                      ///< from these to the logits
  std::vector<std::size_t> carried{};  ///< tensors the tail reads beside the tap, such as those of skip connections
};

/// Which slots nobody reads after each instruction.
inline stretch with_releases(plan const& made, std::vector<std::size_t> code, std::vector<std::size_t> const& kept) {
  std::vector<bool> done(made.slots.size(), false);
  for (std::size_t const slot : kept) done[slot] = true;
  stretch part{std::move(code), {}};
  part.released.resize(part.code.size());
  for (std::size_t i = part.code.size(); i-- != 0;) {
    instruction const& now = made.code[part.code[i]];
    for (auto const* const slots : {&now.inputs, &now.outputs}) {
      for (std::size_t const slot : *slots) {
        if (done[slot] || made.slots[slot].on == dependence::nothing) continue;
        done[slot] = true;
        part.released[i].push_back(slot);
      }
    }
  }
  return part;
}

/// Numbers, lists and the like are cheap: the tail computes them itself from the tensors it is given, so that they fit
/// whatever batch it runs with.
inline bool is_recomputed(plan const& made, instruction const& now) {
  return !now.outputs.empty() && std::all_of(now.outputs.begin(), now.outputs.end(), [&](std::size_t slot) {
    return made.slots[slot].on == dependence::shapes || !made.is_tensor[slot];
  });
}

/// Cuts a plan at a slot. Guards are kept on either side.
inline plan_cut cut_at(plan const& made, std::size_t tap) {
  auto const any = [](std::vector<std::size_t> const& slots, std::vector<bool> const& of) {
    return std::any_of(slots.begin(), slots.end(), [&](std::size_t slot) { return of[slot]; });
  };
  std::vector<bool> behind(made.slots.size(), false);
  behind[tap] = true;
  std::vector<bool> runs_behind(made.code.size(), false);
  for (std::size_t i = 0; i != made.code.size(); ++i) {
    if (!any(made.code[i].inputs, behind)) continue;
    runs_behind[i] = true;
    for (std::size_t const output : made.code[i].outputs) behind[output] = true;
  }

  plan_cut cut;
  cut.tap = tap;
  std::vector<bool> wanted(made.slots.size(), false);
  std::vector<bool> computed(made.slots.size(), false);
  std::vector<std::size_t> tail;
  wanted[made.logits] = true;
  for (std::size_t i = made.code.size(); i-- != 0;) {
    instruction const& now = made.code[i];
    bool const needed = now.decides ? runs_behind[i] : any(now.outputs, wanted);
    if (!needed || !(runs_behind[i] || detail::is_recomputed(made, now))) continue;
    tail.push_back(i);
    for (std::size_t const input : now.inputs) wanted[input] = true;
    for (std::size_t const output : now.outputs) computed[output] = true;
  }
  std::reverse(tail.begin(), tail.end());

  std::vector<bool> sought(made.slots.size(), false);
  for (std::size_t slot = 0; slot != made.slots.size(); ++slot) {
    if (!wanted[slot] || computed[slot] || slot == tap || made.slots[slot].on == dependence::nothing) continue;
    cut.carried.push_back(slot);
    sought[slot] = true;
  }
  sought[tap] = true;
  std::vector<std::size_t> prefix;
  for (std::size_t i = made.code.size(); i-- != 0;) {
    instruction const& now = made.code[i];
    if (runs_behind[i] || !(now.decides || any(now.outputs, sought))) continue;
    prefix.push_back(i);
    for (std::size_t const input : now.inputs) sought[input] = true;
  }
  std::reverse(prefix.begin(), prefix.end());

  std::vector<std::size_t> kept = cut.carried;
  kept.push_back(tap);
  cut.prefix = detail::with_releases(made, std::move(prefix), kept);
  cut.tail = detail::with_releases(made, std::move(tail), {made.logits});
  return cut;
}

/// @throws module_error where a rule for ReLUs would not reach all of them between a cut and the logits, or where the
///         module has none
inline void require_visible_relus(plan const& made, plan_cut const& cut) {
  for (std::size_t const i : cut.tail.code) {
    instruction const& now = made.code[i];
    if (!now.hides_relu) continue;
    throw module_error("rule for ReLUs", "operators in which no ReLU can be hidden", now.kind + " at " + now.place);
  }
  auto const is_rectifier = [](instruction const& now) { return now.ceiling > 0; };
  if (std::any_of(made.code.begin(), made.code.end(), is_rectifier)) return;
  throw module_error("rule for ReLUs", "a module with ReLUs", "one without any");
}

}  // namespace whence::libtorch::detail
