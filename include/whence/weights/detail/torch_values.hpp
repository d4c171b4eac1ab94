// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <whence/weights/detail/mapped_file.hpp>
#include <whence/weights/detail/tensor_values.hpp>
#include <whence/weights/detail/torch_gather.hpp>
#include <whence/weights/detail/torch_view.hpp>
#include <whence/weights/weights_error.hpp>

namespace whence::detail {

/// The bytes of a file, and what keeps them alive.
struct torch_file {
  std::span<std::byte const> bytes;
  std::shared_ptr<mapped_file const> owner;  ///< null where the bytes are the caller's
  std::string source;                        ///< what errors call the file
};

/// Turns views into numbers. Tensors of the same elements share them, and all copies together hold no more numbers than
/// the file has bytes, which a file whose tensors do not overlap never needs.
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
    if (!view.is_contiguous()) {
      spend(count, where);
      return detail::gathered_values<T>(view, order_, file_->owner.get());
    }
    std::size_t const bytes = detail::bytes_of(type);
    auto const data = count == 0 ? view.storage.first(0)
                                 : view.storage.subspan(static_cast<std::size_t>(view.first) * bytes, count * bytes);
    bool const is_aligned = reinterpret_cast<std::uintptr_t>(data.data()) % alignof(T) == 0;
    if (detail::is_stored_as<T>(type, order_) && is_aligned) {
      return detail::tensor_values<T>(type, order_, data, file_->owner);
    }
    auto& known = copies_[{data.data(), data.size(), type}];
    if (known == nullptr) {
      spend(count, where);
      known = detail::gathered_values<T>(view, order_, file_->owner.get());
    }
    return known;
  }

 private:
  void spend(std::size_t count, std::string const& where) {
    if (count > copies_left_) {
      throw weights_error(
          where, "at most " + std::to_string(file_->bytes.size()) + " copied values, as many as the file has bytes",
          "more, of tensors that share storages");
    }
    copies_left_ -= count;
  }

  torch_file const* file_;
  std::endian order_;
  std::size_t copies_left_;
  std::map<std::tuple<std::byte const*, std::size_t, element_type>, std::shared_ptr<T const>> copies_;
};

}  // namespace whence::detail
