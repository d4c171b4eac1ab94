// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <utility>
#include <vector>
#include <whence/weights/detail/copy_elements.hpp>
#include <whence/weights/detail/mapped_file.hpp>
#include <whence/weights/detail/tensor_values.hpp>
#include <whence/weights/detail/torch_view.hpp>

namespace whence::detail {

/// Gives pages of a file back behind a reader that goes through them once, so that a copy costs no more than itself.
class pages_behind {
 public:
  /// @param file null where the bytes are no file's
  pages_behind(mapped_file const* file, std::byte const* begin) : file_(file), behind_(begin) {}

  /// @param at where the reader is; one that turns back reads pages anew, and no harm is done
  void reached(std::byte const* at) {
    constexpr std::ptrdiff_t step = std::ptrdiff_t{4} << 20;
    if (file_ == nullptr || at - behind_ < step) return;
    file_->give_back({behind_, at});
    behind_ = at;
  }

 private:
  mapped_file const* file_;
  std::byte const* behind_;
};

/// A view's values in row-major order, in memory of their own. Goes through the storage from its front to its back,
/// whatever the strides.
///
/// @param view one that has been checked, so that each place is a value of its own
/// @param file whose pages the storage is, or null
template <std::floating_point T>
[[nodiscard]] std::shared_ptr<T const> gathered_values(torch_view const& view, std::endian order,
                                                       mapped_file const* file) {
  struct axis {
    std::size_t extent, from, to;  // steps from one index to the next, in elements
  };
  std::vector<axis> axes;
  std::size_t to = 1;
  for (std::size_t i = view.shape.size(); i-- != 0;) {
    auto const extent = static_cast<std::size_t>(view.shape[i]);
    if (extent > 1) axes.push_back({extent, static_cast<std::size_t>(view.strides[i]), to});
    to *= extent;
  }
  auto const count = static_cast<std::size_t>(view.count);
  auto const values = std::make_shared_for_overwrite<T[]>(count);
  if (count == 0) return {values, values.get()};
  if (view.is_contiguous()) axes = {{count, 1, 1}};
  if (axes.empty()) axes = {{1, 1, 1}};
  for (std::size_t i = 1; i < axes.size(); ++i) {  // the longest steps first; a sort for a handful
    for (std::size_t j = i; j != 0 && axes[j - 1].from < axes[j].from; --j) std::swap(axes[j - 1], axes[j]);
  }

  auto const type = *view.type->element;
  std::size_t const bytes = detail::bytes_of(type);
  axis const row = axes.back();
  axes.pop_back();
  std::vector<std::size_t> index(axes.size(), 0);
  std::array<T, 1024> piece;
  std::byte const* from = view.storage.data() + static_cast<std::size_t>(view.first) * bytes;
  T* into = values.get();
  pages_behind behind(file, from);
  bool const is_plain = detail::is_stored_as<T>(type, order) && row.from == 1 && row.to == 1;
  while (true) {
    std::size_t const most = row.to == 1 ? std::size_t{1} << 18 : piece.size();
    for (std::size_t done = 0; done != row.extent;) {
      std::size_t const now = std::min(most, row.extent - done);
      std::byte const* const begin = from + done * row.from * bytes;
      if (is_plain) {
        std::memcpy(into + done, begin, now * bytes);
      } else if (row.to == 1) {
        detail::copy_elements(type, order, begin, row.from, now, into + done);
      } else {
        detail::copy_elements(type, order, begin, row.from, now, piece.data());
        for (std::size_t i = 0; i != now; ++i) into[(done + i) * row.to] = piece[i];
      }
      done += now;
      behind.reached(begin + ((now - 1) * row.from + 1) * bytes);
    }
    std::size_t turn = axes.size();
    while (turn != 0) {
      --turn;
      from += axes[turn].from * bytes;
      into += axes[turn].to;
      if (++index[turn] != axes[turn].extent) break;
      from -= axes[turn].from * axes[turn].extent * bytes;
      into -= axes[turn].to * axes[turn].extent;
      index[turn] = 0;
      if (turn == 0) return {values, values.get()};
    }
    if (axes.empty()) return {values, values.get()};
  }
}

}  // namespace whence::detail
