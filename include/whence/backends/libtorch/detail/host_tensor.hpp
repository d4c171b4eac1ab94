// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <vector>
#include <whence/backends/libtorch/detail/torch_version.hpp>
#include <whence/core/tensor.hpp>

namespace whence::libtorch::detail {

/// Extents as LibTorch takes them.
template <class Shape>
std::vector<std::int64_t> torch_shape(Shape const& shape) {
  std::vector<std::int64_t> sizes;
  for (auto const extent : shape) sizes.push_back(static_cast<std::int64_t>(extent));
  return sizes;
}

/// A host tensor's values where and in what precision the module wants them. Always a copy: what the module keeps must
/// not follow the caller's memory.
template <std::floating_point T, std::size_t Rank>
at::Tensor to_device(tensor<T, Rank> const& host, at::TensorOptions const& place) {
  constexpr auto precision = c10::CppTypeToScalarType<T>::value;
  at::Tensor values = at::empty(detail::torch_shape(host.shape()), at::TensorOptions().dtype(precision));
  std::copy_n(host.data(), host.size(), values.template data_ptr<T>());
  return values.to(place.device(), c10::typeMetaToScalarType(place.dtype()));
}

/// The values on the host, as this library's numbers.
template <std::floating_point T, std::size_t Rank>
tensor<T, Rank> to_host(at::Tensor const& values) {
  constexpr auto precision = c10::CppTypeToScalarType<T>::value;
  at::Tensor const here = values.detach().to(at::kCPU, precision).contiguous();
  std::array<std::size_t, Rank> shape{};
  std::copy_n(here.sizes().begin(), Rank, shape.begin());
  tensor<T, Rank> host(shape);
  std::copy_n(here.template data_ptr<T>(), host.size(), host.data());
  return host;
}

}  // namespace whence::libtorch::detail
