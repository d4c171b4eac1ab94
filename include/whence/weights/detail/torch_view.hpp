// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>
#include <whence/core/shape_text.hpp>
#include <whence/weights/detail/element_count.hpp>
#include <whence/weights/detail/pickle_heap.hpp>
#include <whence/weights/detail/torch_storage.hpp>
#include <whence/weights/detail/torch_type.hpp>
#include <whence/weights/detail/weights_refusal.hpp>
#include <whence/weights/weight_limits.hpp>

namespace whence::detail {

/// A tensor of a file: a window of strides upon a storage, all of which lies within it.
struct torch_view {
  torch_type const* type = nullptr;
  std::span<std::byte const> storage{};
  std::uint64_t first = 0;  ///< in elements, as the strides are
  std::vector<std::uint64_t> shape{};
  std::vector<std::uint64_t> strides{};
  std::uint64_t count = 0;
  bool is_negated = false;  ///< by a mark that PyTorch resolves when it computes

  /// Whether the elements lie one behind the other in row-major order.
  [[nodiscard]] bool is_contiguous() const {
    std::uint64_t step = 1;
    for (std::size_t axis = shape.size(); count != 0 && axis-- != 0;) {
      if (shape[axis] != 1 && strides[axis] != step) return false;
      step *= shape[axis];
    }
    return true;
  }
};

/// Checks that a view stays within its storage and holds no more elements than that.
///
/// @throws weights_error for one that leaves it, and for one that repeats elements, such as an expanded one
inline void check_torch_range(torch_view const& view, std::string const& where) {
  if (view.count == 0) return;
  std::uint64_t const stored = view.storage.size() / view.type->bytes;
  std::uint64_t last = view.first;
  bool fits = true;
  for (std::size_t axis = 0; axis != view.shape.size(); ++axis) {
    if (view.shape[axis] == 1) continue;
    if (view.strides[axis] == 0) {
      detail::refuse_weights({where}, {"a value for each place (in Python, tensor.contiguous())"},
                             {"an expanded view, which repeats values along axis ", decimal(axis)});
    }
    auto const reach = detail::checked_product(view.shape[axis] - 1, view.strides[axis]);
    fits = fits && reach && *reach <= std::numeric_limits<std::uint64_t>::max() - last;
    if (fits) last += *reach;
  }
  if (!fits || last >= stored) {
    detail::refuse_weights({where}, {"elements within a storage of ", decimal(stored)},
                           {fits ? "element " + std::to_string(last) : "elements beyond 2^64"});
  }
  if (view.count > stored) {
    detail::refuse_weights({where}, {"a value for each place (in Python, tensor.contiguous())"},
                           {"a view that repeats values: ", decimal(view.count), " of a storage of ", decimal(stored)});
  }
}

/// Reads a tensor's description: (storage, first element, size, stride, requires_grad, hooks, ...).
///
/// @param tensor a value of kind tensor
/// @param parts of a storage's persistent id
/// @throws weights_error where it says anything else, or leaves its storage
[[nodiscard]] inline torch_view read_torch_view(pickle_heap const& heap, pickle_index tensor, std::size_t parts,
                                                torch_data const& data, weight_limits const& limits,
                                                std::string const& where) {
  auto const arguments = heap.items(tensor);
  auto const version = heap.at(tensor).integer;
  auto const id = detail::read_storage_id(heap, arguments[0], parts, where);
  torch_view view;
  view.type = id.type;
  view.storage = detail::find_storage(heap, arguments[0], id, data, where);
  view.first = detail::torch_number(heap, arguments[1], where, "a first element");
  auto const numbers = [&](pickle_index index, std::string_view what, std::string_view each) {
    if (heap.kind(index) != pickle_kind::tuple || heap.at(index).count > limits.rank) {
      detail::refuse_pickled(heap, index, {where}, {what, " in a tuple of at most ", decimal(limits.rank)});
    }
    std::vector<std::uint64_t> read;
    for (pickle_index const item : heap.items(index)) read.push_back(detail::torch_number(heap, item, where, each));
    return read;
  };
  view.shape = numbers(arguments[2], "extents", "an extent");
  view.strides = numbers(arguments[3], "strides", "a stride");
  if (view.shape.size() != view.strides.size()) {
    detail::refuse_weights({where}, {"a stride for each of ", decimal(view.shape.size()), " extents"},
                           {decimal(view.strides.size()), " strides"});
  }
  if (version == 3) {
    auto const* dtype = heap.kind(arguments[6]) == pickle_kind::global
                            ? detail::allowed_global(detail::global_name(heap.text(arguments[6])))->dtype
                            : nullptr;
    if (dtype == nullptr) {
      detail::refuse_pickled(heap, arguments[6], {where}, {"a dtype, such as torch.float32"});
    }
    view.type = dtype;
  }
  std::size_t const metadata = version == 3 ? 7 : 6;
  if (metadata < arguments.size() && detail::is_pickle_dictionary(heap, arguments[metadata])) {
    view.is_negated = heap.at(arguments[metadata]).count != 0;
  }
  auto const count = detail::element_count(view.shape);
  if (!count) detail::refuse_weights({where}, {"a shape whose values can be counted"}, {"2^64 or more"});
  view.count = *count;
  detail::check_torch_range(view, where);
  return view;
}

}  // namespace whence::detail
