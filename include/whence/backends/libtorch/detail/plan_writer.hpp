// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <limits>
#include <set>
#include <string>
#include <utility>
#include <vector>
#include <whence/backends/libtorch/detail/in_place.hpp>
#include <whence/backends/libtorch/detail/plan.hpp>
#include <whence/backends/libtorch/detail/plan_aliases.hpp>
#include <whence/backends/libtorch/detail/plan_constructs.hpp>
#include <whence/backends/libtorch/detail/plan_dependence.hpp>
#include <whence/backends/libtorch/detail/plan_step.hpp>
#include <whence/backends/libtorch/detail/rectifier.hpp>
#include <whence/backends/libtorch/detail/refusals.hpp>

namespace whence::libtorch::detail {

/// A guard found that the module would take another way than the plan.
struct departure {
  std::string place;
};

/// Writes a plan down, operator by operator, each applied as it is written.
class plan_writer {
 public:
  /// @param differentiated what a module is told that asks whether gradients are wanted
  explicit plan_writer(bool differentiated) : differentiated_(differentiated) {}

  plan made{};
  std::vector<c10::IValue> values{};  ///< by slot; all kept while recording, so that memory is told apart

  std::size_t add(c10::IValue value, dependence on, std::size_t maker = nowhere) {
    made.slots.push_back({on, {}, maker});
    values.push_back(std::move(value));
    aliases_.add_slot();
    return values.size() - 1;
  }

  /// A weight or a constant; gradients do not reach it.
  std::size_t add_constant(c10::IValue value) { return add(settled(std::move(value)), dependence::nothing); }

  /// The slot that holds a value now.
  [[nodiscard]] std::size_t current(std::size_t slot) const { return aliases_.current(slot); }

  /// A slot's value where it hangs on nothing, else None.
  [[nodiscard]] c10::IValue known(std::size_t slot) const {
    return made.slots[slot].on == dependence::nothing ? values[slot] : c10::IValue();
  }

  /// The value a decision hangs on; one that hangs on shapes is looked at again whenever the plan runs.
  c10::IValue decide(std::size_t slot, torch::jit::Node const& node) {
    if (made.slots[slot].on == dependence::values) {
      detail::refuse(node, "no decision that hangs on the values of a tensor", "one");
    }
    if (made.slots[slot].on == dependence::shapes && guarded_.insert(slot).second) {
      instruction guard{"whence::guard", {}, {slot}};
      guard.decides = true;
      guard.place = detail::place_of(node);
      guard.operate = [recorded = values[slot], place = guard.place](torch::jit::Stack& stack) {
        bool const same =
            recorded.isBool() ? stack.back().toBool() == recorded.toBool() : stack.back().toInt() == recorded.toInt();
        if (!same) throw departure{place};
      };
      made.code.push_back(std::move(guard));
    }
    return values[slot];
  }

  /// @return the slots of the node's outputs
  std::vector<std::size_t> write(torch::jit::Node const& node, std::vector<std::size_t> inputs) {
    instruction now{node.kind().toQualString(), {}, std::move(inputs)};
    now.place = detail::place_of(node);
    detail::require_gradients(node, now.kind);
    dependence on = dependence::nothing;
    for (std::size_t const input : now.inputs) on = std::max(on, made.slots[input].on);
    if (!now.inputs.empty()) on = detail::depends_on(now.kind, values[now.inputs[0]], on);

    bool writes = false;
    if (now.kind == "prim::requires_grad" || now.kind == "aten::is_grad_enabled") {
      now.operate = [answer = differentiated_](torch::jit::Stack& stack) { stack.assign(1, c10::IValue(answer)); };
    } else if (auto built = detail::construct(node)) {
      now.operate = std::move(*built);
    } else {
      writes = bind_operator(node, now);
    }
    recognise(node, now, on);
    std::size_t const written = writes ? now.inputs[0] : nowhere;
    std::string const place = now.kind + " at " + now.place;
    auto outputs = write(std::move(now), node.outputs().size(), on);
    if (written != nowhere) aliases_.written(values, written, outputs.back(), place);
    outputs.resize(node.outputs().size());
    return outputs;
  }

  /// @return the slots of the results, and of the copy that was written to
  std::vector<std::size_t> write(instruction now, std::size_t results, dependence on) {
    std::size_t const maker = on == dependence::nothing ? nowhere : made.code.size();
    results += now.on_copy ? 1 : 0;
    for (std::size_t i = 0; i != results; ++i) now.outputs.push_back(add({}, on, maker));
    detail::step(
        now, [&](std::size_t slot) -> c10::IValue const& { return values[slot]; },
        [&](std::size_t slot, c10::IValue value) {
          values[slot] = on == dependence::nothing ? settled(std::move(value)) : std::move(value);
        });
    auto const outputs = now.outputs;
    if (maker != nowhere) made.code.push_back(std::move(now));
    return outputs;
  }

 private:
  static c10::IValue settled(c10::IValue value) {
    if (!value.isTensor() || !value.toTensor().defined()) return value;
    at::Tensor held = value.toTensor().detach();
    return held.is_inference() ? held.clone() : held;  // what was made in inference mode cannot be differentiated
  }

  /// Gives the instruction its operator: where that would write in place, one that does not.
  ///
  /// @return whether the module's own writes
  bool bind_operator(torch::jit::Node const& node, instruction& now) const {
    c10::FunctionSchema const* const schema = node.maybeSchema();
    if (schema == nullptr) detail::refuse(node, "operators alone", "a construct that cannot be recorded, " + now.kind);
    now.counts_inputs = schema->is_vararg();
    auto const written = detail::written_argument(*schema);
    if (written && (*written != 0 || detail::writes_to_each_of_a_list(*schema))) {
      detail::refuse(node, "operators that write to their first argument alone", now.kind);
    }
    if (!written) {
      now.operate = node.getOperation();
      return false;
    }
    auto const twin = values[now.inputs[0]].isTensor() ? detail::functional_twin(now.kind, *schema) : nullptr;
    if (twin) {
      now.kind.pop_back();
      now.operate = detail::keep_precision(twin->getOperation(&node));
    } else {
      now.operate = node.getOperation();
      now.on_copy = true;
    }
    return true;
  }

  /// Marks rectifiers and what may hide one; refuses what only happens in training.
  void recognise(torch::jit::Node const& node, instruction& now, dependence on) const {
    auto const argument = [&](std::size_t i) { return i < now.inputs.size() ? values[now.inputs[i]] : c10::IValue(); };
    auto const absent = [&](std::size_t i) { return argument(i).isNone(); };
    auto const fixed = [&](std::size_t i) {
      return i < now.inputs.size() && made.slots[now.inputs[i]].on == dependence::nothing;
    };
    auto const number = [&](std::size_t i) {
      bool const known = fixed(i) && (argument(i).isInt() || argument(i).isDouble());
      return known ? argument(i).toScalar().toDouble() : std::numeric_limits<double>::quiet_NaN();
    };
    detail::require_evaluation_mode(node, now.kind, argument);
    if (on != dependence::values || now.inputs.empty() || !argument(0).isTensor()) return;
    now.ceiling = detail::rectifier_ceiling(now.kind, number, absent);
    bool const bound_known = !std::isnan(number(1)) || absent(1);
    now.hides_relu = now.ceiling == 0 && detail::may_hide_a_relu(now.kind, fixed(0) || fixed(1), bound_known);
  }

  bool differentiated_;
  plan_aliases aliases_;
  std::set<std::size_t> guarded_;
};

}  // namespace whence::libtorch::detail
