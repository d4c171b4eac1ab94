// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>
#include <whence/backends/libtorch/detail/elementwise.hpp>
#include <whence/backends/libtorch/detail/placed_cells.hpp>
#include <whence/backends/libtorch/detail/plan.hpp>

namespace whence::libtorch::detail {

/// Follows where cells look through a plan. What it does not know the geometry of has none.
class plan_geometry {
 public:
  /// @param sizes by slot, for images of this size
  plan_geometry(plan const& made, std::vector<std::vector<std::int64_t>> const& sizes, std::size_t height,
                std::size_t width)
      : made_(made), sizes_(sizes), placed_(made.slots.size()), members_(made.slots.size()) {
    placed_[made.input] = detail::cells_of_images(height, width);
    for (instruction const& now : made.code) {
      if (!now.outputs.empty()) follow(now);
    }
  }

  /// Where a slot's cells look.
  [[nodiscard]] std::optional<placed_cells> const& operator[](std::size_t slot) const { return placed_[slot]; }

 private:
  using extents = std::vector<std::int64_t>;

  void follow(instruction const& now) {
    std::string const& kind = now.kind;
    std::optional<placed_cells>& result = placed_[now.outputs[0]];
    if (kind == "prim::ListConstruct") {
      members_[now.outputs[0]] = now.inputs;
    } else if (kind == "aten::append") {
      for (std::size_t const output : now.outputs) {
        members_[output] = members_[now.inputs[0]];
        members_[output].push_back(now.inputs[1]);
      }
    } else if (kind == "prim::ListUnpack" || kind == "prim::TupleUnpack" || kind == "aten::__getitem__") {
      for (std::size_t const output : now.outputs) placed_[output] = placed_[now.inputs[0]];
    } else if (kind == "aten::cat" || kind == "aten::concat") {
      auto const& parts = members_[now.inputs[0]];
      auto const axis = axis_argument(now, 1, sizes_[now.outputs[0]].size());
      result = parts.empty() ? std::nullopt : beside_each_other(parts, sizes_[now.outputs[0]]);
      if (!axis || (result && result->spans(*axis))) result.reset();
    } else if (detail::is_elementwise(kind)) {
      result = beside_each_other(now.inputs, sizes_[now.outputs[0]]);
    } else if (!now.inputs.empty() && placed_[now.inputs[0]]) {
      result = behind(now, *placed_[now.inputs[0]], sizes_[now.inputs[0]], sizes_[now.outputs[0]]);
    }
  }

  /// Behind an operator that has one map to look at.
  std::optional<placed_cells> behind(instruction const& now, placed_cells const& from, extents const& before,
                                     extents const& after) const {
    std::string const& kind = now.kind;
    auto const one_of = [&](std::initializer_list<std::string_view> names) {
      return std::find(names.begin(), names.end(), kind) != names.end();
    };
    if (one_of({"aten::permute", "aten::transpose"})) return permuted(now, from, before.size());
    if (one_of({"aten::view", "aten::reshape", "aten::flatten", "aten::unflatten"}))
      return reshaped(from, before, after);
    if (one_of({"aten::chunk", "aten::split", "aten::split_with_sizes", "aten::slice", "aten::narrow"})) {
      auto const axis = axis_argument(now, one_of({"aten::slice", "aten::narrow"}) ? 1 : 2, before.size());
      return axis && !from.spans(*axis) ? std::optional(from) : std::nullopt;
    }
    if (kind == "aten::linear") return from.spans(before.size() - 1) ? std::nullopt : std::optional(from);
    if (before.size() != 4 || from.row_axis != 2 || from.column_axis != 3) return std::nullopt;
    if (one_of({"aten::conv2d", "aten::_convolution", "aten::convolution"})) return behind_convolution(now, from);
    if (one_of({"aten::max_pool2d", "aten::max_pool2d_with_indices", "aten::avg_pool2d"}))
      return behind_pool(now, from);
    if (one_of({"aten::constant_pad_nd", "aten::pad", "aten::reflection_pad2d", "aten::replication_pad2d"})) {
      auto const pads = integers(now, 1);
      if (!pads || pads->size() < 2) return std::nullopt;
      double const top = pads->size() > 2 ? static_cast<double>((*pads)[2]) : 0.0;
      return detail::behind_window(from, {{1, 1}, {1, 1}, {top, static_cast<double>((*pads)[0])}, {1, 1}});
    }
    bool const pools = one_of({"aten::adaptive_avg_pool2d", "aten::adaptive_max_pool2d"});
    bool const resizes = kind == "aten::upsample_nearest2d" || (kind == "aten::upsample_bilinear2d" && !flag(now, 2));
    bool const even = pools ? before[2] % after[2] == 0 && before[3] % after[3] == 0 : resizes;
    if (!even) return std::nullopt;
    return detail::behind_sharing(from, static_cast<double>(before[2]) / static_cast<double>(after[2]),
                                  static_cast<double>(before[3]) / static_cast<double>(after[3]));
  }

  std::optional<placed_cells> behind_convolution(instruction const& now, placed_cells const& from) const {
    if (made_.slots[now.inputs[1]].on != dependence::nothing) return std::nullopt;
    if (now.kind != "aten::conv2d" && flag(now, 6)) return std::nullopt;  // transposed
    auto const& weight = sizes_[now.inputs[1]];
    auto const step = pair(now, 3);
    auto const dilation = pair(now, 5);
    if (!step || !dilation || weight.size() != 4) return std::nullopt;
    sliding_window window{{weight[2], weight[3]}, *step, {0, 0}, *dilation};
    c10::IValue const& padding = made_.slots[now.inputs[4]].constant;
    if (padding.isString()) {
      for (std::size_t i = 0; i != 2 && padding.toStringRef() == "same"; ++i) {
        window.padding[i] = static_cast<double>((window.kernel[i] - 1) * window.dilation[i] / 2);
      }
    } else if (auto const pads = pair(now, 4)) {
      window.padding = {static_cast<double>((*pads)[0]), static_cast<double>((*pads)[1])};
    } else {
      return std::nullopt;
    }
    return detail::behind_window(from, window);
  }

  std::optional<placed_cells> behind_pool(instruction const& now, placed_cells const& from) const {
    auto const kernel = pair(now, 1);
    auto const steps = integers(now, 2);
    auto const pads = pair(now, 3);
    auto const dilation =
        now.kind == "aten::avg_pool2d" ? std::optional(std::array<std::int64_t, 2>{1, 1}) : pair(now, 4);
    if (!kernel || !steps || !pads || !dilation) return std::nullopt;
    return detail::behind_window(from, {*kernel,
                                        steps->empty() ? *kernel : *pair(now, 2),
                                        {static_cast<double>((*pads)[0]), static_cast<double>((*pads)[1])},
                                        *dilation});
  }

  std::optional<placed_cells> permuted(instruction const& now, placed_cells from, std::size_t rank) const {
    std::vector<std::size_t> order(rank);
    for (std::size_t i = 0; i != rank; ++i) order[i] = i;
    if (now.kind == "aten::transpose") {
      auto const first = axis_argument(now, 1, rank);
      auto const second = axis_argument(now, 2, rank);
      if (!first || !second) return std::nullopt;
      std::swap(order[*first], order[*second]);
    } else {
      auto const axes = integers(now, 1);
      if (!axes || axes->size() != rank) return std::nullopt;
      for (std::size_t i = 0; i != rank; ++i) order[i] = wrapped((*axes)[i], rank);
    }
    auto const place = [&](std::size_t axis) {
      return static_cast<std::size_t>(std::find(order.begin(), order.end(), axis) - order.begin());
    };
    from.row_axis = place(from.row_axis);
    from.column_axis = place(from.column_axis);
    return from;
  }

  /// Row-major order keeps the last two axes where they keep their extents.
  static std::optional<placed_cells> reshaped(placed_cells from, extents const& before, extents const& after) {
    if (after.size() < 3 || from.row_axis + 2 != before.size() || from.column_axis + 1 != before.size())
      return std::nullopt;
    if (!std::equal(before.end() - 2, before.end(), after.end() - 2)) return std::nullopt;
    from.row_axis = after.size() - 2;
    from.column_axis = after.size() - 1;
    return from;
  }

  /// Element by element: operands of one cell, such as a squeeze-and-excite branch, and constants look nowhere.
  std::optional<placed_cells> beside_each_other(std::vector<std::size_t> const& operands, extents const& after) const {
    std::vector<placed_cells> places;
    std::vector<extents> others;
    for (std::size_t const slot : operands) {
      if (made_.slots[slot].on != dependence::values || !made_.is_tensor[slot]) continue;
      auto const& size = sizes_[slot];
      auto const& placed = placed_[slot];
      if (placed && size.size() == after.size() && size[placed->row_axis] == after[placed->row_axis] &&
          size[placed->column_axis] == after[placed->column_axis]) {
        places.push_back(*placed);
      } else {
        others.push_back(size);
      }
    }
    auto const place = detail::merged(places);
    auto const one_cell = [&](extents const& size) {
      auto const is_one = [&](std::size_t axis) {
        std::size_t const missing = after.size() - size.size();
        return axis < missing || size[axis - missing] == 1;
      };
      return size.size() <= after.size() && is_one(place->row_axis) && is_one(place->column_axis);
    };
    return place && std::all_of(others.begin(), others.end(), one_cell) ? place : std::nullopt;
  }

  static std::size_t wrapped(std::int64_t axis, std::size_t rank) {
    return static_cast<std::size_t>(axis < 0 ? axis + static_cast<std::int64_t>(rank) : axis);
  }

  std::optional<std::size_t> axis_argument(instruction const& now, std::size_t i, std::size_t rank) const {
    if (i >= now.inputs.size() || !made_.slots[now.inputs[i]].constant.isInt()) return std::nullopt;
    return wrapped(made_.slots[now.inputs[i]].constant.toInt(), rank);
  }

  bool flag(instruction const& now, std::size_t i) const {
    c10::IValue const& value = made_.slots[now.inputs[i]].constant;
    return !value.isBool() || value.toBool();
  }

  std::optional<extents> integers(instruction const& now, std::size_t i) const {
    if (i >= now.inputs.size()) return std::nullopt;
    c10::IValue const& value = made_.slots[now.inputs[i]].constant;
    if (value.isInt()) return extents{value.toInt()};
    if (!value.isList()) return std::nullopt;
    extents numbers;
    for (c10::IValue const& element : value.toListRef()) {
      if (!element.isInt()) return std::nullopt;
      numbers.push_back(element.toInt());
    }
    return numbers;
  }

  std::optional<std::array<std::int64_t, 2>> pair(instruction const& now, std::size_t i) const {
    auto const numbers = integers(now, i);
    if (!numbers || numbers->empty() || numbers->size() > 2) return std::nullopt;
    return std::array<std::int64_t, 2>{numbers->front(), numbers->back()};
  }

  plan const& made_;
  std::vector<extents> const& sizes_;
  std::vector<std::optional<placed_cells>> placed_;  // by slot
  std::vector<std::vector<std::size_t>> members_;    // by slot of a list
};

}  // namespace whence::libtorch::detail
