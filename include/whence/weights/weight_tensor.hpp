// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <memory>
#include <span>
#include <utility>
#include <vector>
#include <whence/core/detail/text_parts.hpp>
#include <whence/core/shape_error.hpp>
#include <whence/core/shape_text.hpp>
#include <whence/weights/detail/element_count.hpp>

namespace whence {

/// Trained numbers: a shape, and contiguous row-major values that are never written again. Copies share the values,
/// which lie in a buffer of their own or in the mapped file they were read from; either lives as long as a copy does.
template <class T>
class weight_tensor {
 public:
  using value_type = T;

  /// Weights made in memory.
  ///
  /// @param shape extents, slowest first; none for a scalar
  /// @param values as many as the shape holds, row-major
  /// @throws shape_error where their number is another
  weight_tensor(std::vector<std::size_t> shape, std::vector<T> values) : shape_(std::move(shape)) {
    size_ = count(shape_);
    if (values.size() != size_) {
      detail::refuse<shape_error>({"weight_tensor", whence::shape_text(shape_)}, {detail::decimal(size_), " values"},
                                  {detail::decimal(values.size())});
    }
    auto const owner = std::make_shared<std::vector<T> const>(std::move(values));
    data_ = std::shared_ptr<T const>(owner, owner->data());
  }

  /// Weights that lie elsewhere, such as in a mapped file.
  ///
  /// @param data the first of as many values as the shape holds, aligned for T; the pointer keeps them alive
  /// @throws shape_error where the shape holds more values than can be counted
  weight_tensor(std::vector<std::size_t> shape, std::shared_ptr<T const> data)
      : shape_(std::move(shape)), size_(count(shape_)), data_(std::move(data)) {}

  /// Extents, slowest first; empty for a scalar.
  [[nodiscard]] std::vector<std::size_t> const& shape() const noexcept { return shape_; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] T const* data() const noexcept { return data_.get(); }
  [[nodiscard]] std::span<T const> values() const noexcept { return {data_.get(), size_}; }

 private:
  static std::size_t count(std::vector<std::size_t> const& shape) {
    auto const size = detail::element_count(shape);
    if (!size) {
      detail::refuse<shape_error>({"weight_tensor"}, {"a shape whose values can be counted"},
                                  {whence::shape_text(shape)});
    }
    return *size;
  }

  std::vector<std::size_t> shape_;
  std::size_t size_;
  std::shared_ptr<T const> data_;
};

}  // namespace whence
