// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>
#include <whence/backends/libtorch/detail/plan.hpp>

namespace whence::libtorch::detail {

/// What an operator's results depend on, its arguments depending on `arguments`.
///
/// @param first its first argument, as recorded
inline dependence depends_on(std::string const& kind, c10::IValue const& first, dependence arguments) {
  auto const any_of = [&](std::initializer_list<std::string_view> names) {
    return std::find(names.begin(), names.end(), kind) != names.end();
  };
  // The backend converts every batch to one precision on one device, and records without gradients.
  if (kind.starts_with("prim::is_") ||
      any_of({"prim::device", "prim::dtype", "prim::layout", "prim::requires_grad", "aten::is_floating_point",
              "aten::is_complex", "aten::__is__", "aten::__isnot__"})) {
    return dependence::nothing;
  }
  // What a dictionary holds was settled when the module was recorded.
  if (first.isGenericDict() && any_of({"aten::len", "aten::__contains__", "aten::keys"})) return dependence::nothing;
  if (any_of({"aten::size", "aten::dim", "aten::numel", "aten::len", "aten::stride", "aten::is_contiguous",
              "aten::storage_offset", "aten::is_same_size"})) {
    return std::min(arguments, dependence::shapes);
  }
  return arguments;
}

}  // namespace whence::libtorch::detail
