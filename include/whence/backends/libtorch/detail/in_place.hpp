// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <whence/backends/libtorch/detail/torch_version.hpp>

namespace whence::libtorch::detail {

/// The operator that computes what an in-place one writes: `aten::relu` for `aten::relu_`; null where none takes the
/// same arguments.
inline std::shared_ptr<torch::jit::Operator> functional_twin(std::string const& kind,
                                                             c10::FunctionSchema const& schema) {
  if (kind.size() < 2 || kind.back() != '_' || kind[kind.size() - 2] == '_') return nullptr;
  auto const symbol = c10::Symbol::fromQualString(kind.substr(0, kind.size() - 1));
  for (auto const& candidate : torch::jit::getAllOperatorsFor(symbol)) {
    c10::FunctionSchema const& other = candidate->schema();
    bool same = other.overload_name() == schema.overload_name() && other.returns().size() == 1 &&
                other.arguments().size() == schema.arguments().size();
    for (std::size_t i = 0; same && i != other.arguments().size(); ++i) {
      same = *other.arguments()[i].type() == *schema.arguments()[i].type();
    }
    if (same) return candidate;
  }
  return nullptr;
}

/// A twin's result in the precision of its first argument: in place, `half += float` stays half.
inline std::function<void(torch::jit::Stack&)> keep_precision(std::function<void(torch::jit::Stack&)> twin) {
  return [twin = std::move(twin)](torch::jit::Stack& stack) {
    auto const precision = stack[0].toTensor().scalar_type();
    twin(stack);
    at::Tensor const result = stack.back().toTensor();
    if (result.scalar_type() != precision) stack.back() = result.to(precision);
  };
}

/// Which argument an operator writes to; nothing where it writes to none.
///
/// The first one is `0`; operators that write to another (`out=`) cannot be recorded.
inline std::optional<std::size_t> written_argument(c10::FunctionSchema const& schema) {
  for (std::size_t i = schema.arguments().size(); i-- != 0;) {
    auto const* const alias = schema.arguments()[i].alias_info();
    if (alias != nullptr && alias->isWrite()) return i;
  }
  return std::nullopt;
}

/// Whether an operator writes to the tensors of a list, such as `_foreach_add_`: a copy of the list would hold the
/// same. (Those that write to the list itself take lists of anything.)
inline bool writes_to_each_of_a_list(c10::FunctionSchema const& schema) {
  auto const list = schema.arguments()[0].type()->cast<c10::ListType>();
  return list && list->getElementType()->kind() == c10::TypeKind::TensorType && schema.name().ends_with("_");
}

}  // namespace whence::libtorch::detail
