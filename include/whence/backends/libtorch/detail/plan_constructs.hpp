// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>
#include <whence/backends/libtorch/detail/torch_version.hpp>
#include <whence/backends/libtorch/module_error.hpp>

namespace whence::libtorch::detail {

using operation = std::function<void(torch::jit::Stack&)>;

/// A container taken apart into as many parts as it was recorded with.
inline operation unpacking(std::size_t parts) {
  return [parts](torch::jit::Stack& stack) {
    c10::IValue const whole = std::move(stack.back());
    stack.clear();
    if (whole.isTuple()) {
      for (auto const& part : whole.toTupleRef().elements()) stack.push_back(part);
    } else {
      for (c10::IValue const& part : whole.toListRef()) stack.push_back(part);
    }
    if (stack.size() != parts) {
      throw module_error("module", "a list of " + std::to_string(parts) + ", as recorded",
                         std::to_string(stack.size()));
    }
  };
}

/// Lists, tuples and dictionaries are put together and taken apart by the interpreter itself, not by operators.
///
/// @return nothing for other nodes
inline std::optional<operation> construct(torch::jit::Node const& node) {
  std::string const kind = node.kind().toQualString();
  if (kind == "prim::ListUnpack" || kind == "prim::TupleUnpack") return detail::unpacking(node.outputs().size());
  if (kind == "prim::ListConstruct") {
    auto const element = node.output()->type()->expect<c10::ListType>()->getElementType();
    return [element](torch::jit::Stack& stack) {
      c10::impl::GenericList list(element);
      for (c10::IValue& part : stack) list.emplace_back(std::move(part));
      stack.assign(1, c10::IValue(std::move(list)));
    };
  }
  if (kind == "prim::TupleConstruct") {
    auto const type = node.output()->type()->expect<c10::TupleType>();
    return [type](torch::jit::Stack& stack) {
      std::vector<c10::IValue> parts(stack.begin(), stack.end());
      auto tuple = type->name() ? c10::ivalue::Tuple::createNamed(std::move(parts), type)
                                : c10::ivalue::Tuple::create(std::move(parts));
      stack.assign(1, c10::IValue(std::move(tuple)));
    };
  }
  if (kind == "prim::DictConstruct") {
    auto const type = node.output()->type()->expect<c10::DictType>();
    return [type](torch::jit::Stack& stack) {
      c10::impl::GenericDict dictionary(type->getKeyType(), type->getValueType());
      for (std::size_t i = 0; i + 1 < stack.size(); i += 2) dictionary.insert_or_assign(stack[i], stack[i + 1]);
      stack.assign(1, c10::IValue(std::move(dictionary)));
    };
  }
  return std::nullopt;
}

}  // namespace whence::libtorch::detail
