// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/core/class_maps.hpp>
#include <whence/core/pixel_attributions.hpp>

namespace whence {

/// Any attribution as one signed map an image, so that generic code need not know which kind it holds.
///
/// @return (N, h, w): a copy of the class maps
template <class T>
[[nodiscard]] map_batch<T> signed_maps(class_maps<T> const& attribution) {
  return attribution.values;
}

/// @return (N, H, W): pixel attributions summed over the channels
template <class T>
[[nodiscard]] map_batch<T> signed_maps(pixel_attributions<T> const& attribution) {
  return xt::sum(attribution.values, {1});
}

/// @return (N, h, w): what an attribution of another kind answers itself, by a member of this name
template <class Attribution>
requires requires(Attribution const& attribution) {
  attribution.signed_maps();
}
[[nodiscard]] auto signed_maps(Attribution const& attribution) {
  return attribution.signed_maps();
}

}  // namespace whence
