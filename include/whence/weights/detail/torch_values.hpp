// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <whence/weights/detail/mapped_file.hpp>
#include <whence/weights/detail/tensor_values.hpp>
#include <whence/weights/detail/torch_gather.hpp>
#include <whence/weights/detail/torch_view.hpp>
#include <whence/weights/detail/weights_refusal.hpp>

namespace whence::detail {

/// The bytes of a file, and what keeps them alive.
struct torch_file {
  std::span<std::byte const> bytes;
  std::shared_ptr<mapped_file const> owner;  ///< null where the bytes are the caller's
  std::string source;                        ///< what errors call the file
};

/// Turns views into numbers: those of the file where they are T and aligned, else copies. All copies together hold no
/// more numbers than the file has bytes, which a file whose tensors do not overlap never needs.
template <std::floating_point T>
class torch_values {
 public:
  torch_values(torch_file const& file, std::endian order)
      : file_(&file), order_(order), copies_left_(file.bytes.size()) {}

  /// @param view checked, and of elements that are numbers
  /// @throws weights_error where the file asks for more copies than its bytes justify
  [[nodiscard]] std::shared_ptr<T const> of(torch_view const& view, std::string const& where) {
    auto const type = *view.type->element;
    auto const count = static_cast<std::size_t>(view.count);  // fits: no more than the storage holds
    if (detail::is_stored_as<T>(type, order_) && view.is_contiguous()) {
      auto const* const first =
          view.storage.data() + (count == 0 ? 0 : static_cast<std::size_t>(view.first) * sizeof(T));
      if (reinterpret_cast<std::uintptr_t>(first) % alignof(T) == 0) {
        return {file_->owner, reinterpret_cast<T const*>(first)};
      }
    }
    if (count > copies_left_) {
      detail::refuse_weights(
          {where}, {"at most ", decimal(file_->bytes.size()), " copied values, as many as the file has bytes"},
          {"more, of tensors that share storages"});
    }
    copies_left_ -= count;
    return detail::gathered_values<T>(view, order_, file_->owner.get());
  }

 private:
  torch_file const* file_;
  std::endian order_;
  std::size_t copies_left_;
};

}  // namespace whence::detail
