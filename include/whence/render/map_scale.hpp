// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <iterator>
#include <span>
#include <vector>
#include <whence/core/map_status.hpp>

namespace whence {

/// How the numbers of a map become [0, 1].
enum class map_scale {
  min_max,     ///< the least value shown is 0, the greatest 1: the whole of the colour map, whatever the sign
  by_maximum,  ///< 0 and all below is 0, the greatest 1
  symmetric    ///< 0 is 1/2, the greatest magnitude 0 or 1: the sign stays legible
};

namespace detail {

/// The number below which a share of the values lies; reorders them.
template <std::floating_point T>
T quantile(std::vector<T>& values, double share) {
  auto const position = static_cast<std::ptrdiff_t>(std::lround(share * static_cast<double>(values.size() - 1)));
  std::ranges::nth_element(values, values.begin() + position);
  return values[static_cast<std::size_t>(position)];
}

/// Scales what is shown, in place, and says whether that has a meaning. Values that are NaN stay so.
template <std::floating_point T>
map_status scale_shown(std::span<T> values, map_scale scale, double saturation) {
  std::vector<T> seen;
  std::ranges::copy_if(values, std::back_inserter(seen), [](T value) { return !std::isnan(value); });
  if (seen.empty()) return map_status::all_zero;
  auto const [least_seen, greatest_seen] = std::ranges::minmax(seen);
  if (std::isinf(least_seen) || std::isinf(greatest_seen)) return map_status::not_finite;
  if (least_seen == greatest_seen) return least_seen == 0 ? map_status::all_zero : map_status::constant;
  if (scale == map_scale::by_maximum && greatest_seen <= 0) return map_status::all_zero;

  T zero = scale == map_scale::min_max ? least_seen : T(0);  // for `symmetric` this is the middle, else the lower end
  T one = scale == map_scale::symmetric ? std::max(-least_seen, greatest_seen) : greatest_seen;
  if (saturation < 1) {
    T const lower = scale == map_scale::min_max ? quantile(seen, 1 - saturation) : T(0);
    if (scale == map_scale::symmetric)
      std::ranges::transform(seen, seen.begin(), [](T value) { return std::abs(value); });
    T const upper = quantile(seen, saturation);
    if (upper > lower) {  // else nearly all is the same, and the rest is what there is to see
      zero = lower;
      one = upper;
    }
  }
  // The range of finite numbers may be beyond every number, that of their halves never is. Halves of the least numbers
  // there are, in turn, are not exact: they are taken only of large ones.
  T const unit = std::isfinite(one - zero) ? T(1) : T(0.5);
  T const range = unit * one - unit * zero;
  for (T& value : values) {
    if (std::isnan(value)) continue;
    T const share =
        std::clamp((unit * value - unit * zero) / range, scale == map_scale::symmetric ? T(-1) : T(0), T(1));
    value = scale == map_scale::symmetric ? T(0.5) + share / 2 : share;
  }
  return map_status::meaningful;
}

}  // namespace detail

}  // namespace whence
