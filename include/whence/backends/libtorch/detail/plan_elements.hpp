// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>
#include <whence/backends/libtorch/detail/plan.hpp>

namespace whence::libtorch::detail {

/// A tensor in what a module returned.
struct returned_tensor {
  std::string element;  ///< which: `[0]`, `[out]`, `[out][0]`
  at::Tensor values;
};

/// The tensors of a tuple, list or dictionary, at whatever depth: by index, name or key.
inline void collect_tensors(c10::IValue const& whole, std::string const& element, std::vector<returned_tensor>& found) {
  auto const collect = [&](c10::IValue const& part, std::string const& key) {
    detail::collect_tensors(part, element + "[" + key + "]", found);
  };
  if (whole.isTensor()) {
    if (whole.toTensor().defined()) found.push_back({element, whole.toTensor()});
  } else if (whole.isGenericDict()) {
    for (auto const& entry : whole.toGenericDict()) {
      if (entry.key().isString()) collect(entry.value(), entry.key().toStringRef());
      if (entry.key().isInt()) collect(entry.value(), std::to_string(entry.key().toInt()));
    }
  } else if (whole.isTuple()) {
    auto const type = whole.type()->cast<c10::TupleType>();
    auto const& parts = whole.toTupleRef().elements();
    for (std::size_t i = 0; i != parts.size(); ++i) {
      bool const named = type && type->schema() && i < type->schema()->arguments().size();
      collect(parts[i], named ? type->schema()->arguments()[i].name() : std::to_string(i));
    }
  } else if (whole.isList()) {
    std::size_t i = 0;
    for (c10::IValue const& part : whole.toListRef()) collect(part, std::to_string(i++));
  }
}

/// The slot that was put into a tuple, list or dictionary at an index or key; nothing where an operator made it, or the
/// key is not known.
///
/// @param values by slot, of the recording
inline std::optional<std::size_t> put_in(plan const& made, std::vector<c10::IValue> const& values, std::size_t whole,
                                         c10::IValue const& key) {
  std::size_t const maker = made.slots[whole].maker;
  if (maker == nowhere || !(key.isInt() || key.isString())) return std::nullopt;
  instruction const& now = made.code[maker];
  auto const is_known = [&](std::size_t slot) { return made.slots[slot].on == dependence::nothing; };
  if (now.kind == "prim::TupleConstruct" || now.kind == "prim::ListConstruct") {
    auto const count = static_cast<std::int64_t>(now.inputs.size());
    std::int64_t const i = key.toInt() < 0 ? key.toInt() + count : key.toInt();
    return i >= 0 && i < count ? std::optional(now.inputs[static_cast<std::size_t>(i)]) : std::nullopt;
  }
  if (now.kind == "prim::DictConstruct") {
    for (std::size_t i = now.inputs.size(); i >= 2 && is_known(now.inputs[i - 2]); i -= 2) {
      if (values[now.inputs[i - 2]] == key) return now.inputs[i - 1];
    }
  }
  if (now.kind == "aten::_set_item" && values[whole].isGenericDict() && is_known(now.inputs[1])) {
    return values[now.inputs[1]] == key ? std::optional(now.inputs[2])
                                        : detail::put_in(made, values, now.inputs[0], key);
  }
  return std::nullopt;
}

/// The slot that holds a tensor: the first that did.
///
/// @param values by slot, of the recording
/// @return nowhere if there is none, or if some who read the tensor got it in another way: what is changed there they
///         would not see
inline std::size_t slot_of(plan const& made, std::vector<c10::IValue> const& values, at::Tensor const& wanted) {
  std::size_t first = nowhere;
  std::vector<bool> behind(values.size(), false);
  for (std::size_t slot = 0; slot != values.size(); ++slot) {
    std::size_t const maker = made.slots[slot].maker;
    if (first != nowhere && maker != nowhere) {
      auto const& inputs = made.code[maker].inputs;
      behind[slot] = std::any_of(inputs.begin(), inputs.end(), [&](std::size_t input) { return behind[input]; });
    }
    bool const holds = made.slots[slot].on == dependence::values && values[slot].isTensor() &&
                       values[slot].toTensor().defined() && values[slot].toTensor().is_same(wanted);
    if (holds && first == nowhere) {
      first = slot;
      behind[slot] = true;
    } else if (holds && !behind[slot]) {
      return nowhere;
    }
  }
  return first;
}

/// Gives elements of what modules returned their slots; those that have none are no taps.
///
/// @param elements (which of the module taps, its tensor)
inline void settle_elements(plan& made, std::vector<c10::IValue> const& values,
                            std::vector<std::pair<std::size_t, at::Tensor>> const& elements) {
  for (auto const& [tap, tensor] : elements) made.module_taps[tap].slot = detail::slot_of(made, values, tensor);
  std::erase_if(made.module_taps, [](plan_tap const& tap) { return tap.slot == nowhere; });
}

}  // namespace whence::libtorch::detail
