// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>
#include <whence/core/error.hpp>
#include <whence/core/map_status.hpp>
#include <whence/core/shape_error.hpp>
#include <whence/core/shape_text.hpp>
#include <whence/core/signed_maps.hpp>
#include <whence/core/tap_geometry.hpp>
#include <whence/core/tensor.hpp>
#include <whence/core/unknown_geometry_error.hpp>
#include <whence/image/placement.hpp>
#include <whence/image/sample_bilinear.hpp>
#include <whence/render/map_scale.hpp>

namespace whence {

/// A map scaled to [0, 1] at the photo's size. For showing only: units and, by some scales, signs are gone.
struct heatmap {
  tensor<float, 2> values;  ///< (H, W); NaN where the network did not look, and everywhere if there is no meaning
  map_status status = map_status::meaningful;
};

/// What of an attribution is shown, and how. What is absent is chosen by the kind of attribution: class maps `min_max`
/// and all of their range; pixel attributions `symmetric` and 0.99, because a few of their values dwarf all others.
struct heatmap_options {
  std::size_t image = 0;               ///< which of the batch
  std::optional<map_scale> scale{};    ///< how numbers become [0, 1]
  std::optional<double> saturation{};  ///< share of the values shown that the scale spans, in (1/2, 1]; those beyond
                                       ///< are shown as the end they are beyond
};

namespace detail {

/// For every pixel of a photo's axis the cell that looks at it; NaN where none does.
inline std::vector<double> cells_behind(axis_placement const& axis, axis_geometry const& cells) {
  std::vector<double> coordinates(axis.photo);
  for (std::size_t p = 0; p != axis.photo; ++p) {
    auto const pixel = static_cast<double>(p);
    coordinates[p] =
        axis.sees(pixel) ? cells.cell_at(axis.input_pixel(pixel)) : std::numeric_limits<double>::quiet_NaN();
  }
  return coordinates;
}

}  // namespace detail

/// One map at the photo's size: photo pixel -> input pixel, by the placement -> cell, by the geometry -> value,
/// bilinear. Nothing is extrapolated: where the network did not look, there is no value.
///
/// @param map (h, w)
/// @param geometry where its cells look in the network's input
/// @param placement where that input lies in the photo
/// @param saturation as in `heatmap_options`
/// @throws shape_error for a map without cells
/// @throws error for a saturation out of its range
template <std::floating_point T>
[[nodiscard]] heatmap heatmap_of(tensor<T, 2> const& map, tap_geometry const& geometry, placement const& placement,
                                 map_scale scale = map_scale::min_max, double saturation = 1.0) {
  if (!(saturation > 0.5 && saturation <= 1.0)) {
    throw error("heatmap", "a saturation above 1/2 and at most 1", std::to_string(saturation));
  }
  heatmap shown{xt::zeros<float>({placement.rows.photo, placement.columns.photo}), whence::status_of(map, T(0))};
  map_batch<T> sheet({1, map.shape(0), map.shape(1)});
  std::ranges::copy(map, sheet.begin());
  map_batch<T> values =
      whence::sample_bilinear(sheet, std::span<double const>(detail::cells_behind(placement.rows, geometry.rows)),
                              std::span<double const>(detail::cells_behind(placement.columns, geometry.columns)));
  if (shown.status == map_status::meaningful)
    shown.status = detail::scale_shown(std::span<T>(values.data(), values.size()), scale, saturation);
  if (shown.status == map_status::meaningful) {
    std::ranges::transform(values, shown.values.begin(), [](T value) { return static_cast<float>(value); });
  } else {
    shown.values.fill(std::numeric_limits<float>::quiet_NaN());
  }
  return shown;
}

/// One image's map of an attribution at the photo's size.
///
/// @param attribution class maps, or pixel attributions (summed over the channels)
/// @param placement of the image in the photo, as `preprocess` returned it
/// @throws unknown_geometry_error for class maps that do not know where their cells look
/// @throws shape_error where there is no such image, or pixel attributions of another size than the placement's input
/// @throws error for a saturation out of its range
template <class Attribution>
requires requires(Attribution const& attribution) {
  whence::signed_maps(attribution);
  attribution.status;
}
[[nodiscard]] heatmap heatmap_of(Attribution const& attribution, placement const& placement,
                                 heatmap_options const& options = {}) {
  auto const maps = whence::signed_maps(attribution);
  using value_type = typename Attribution::value_type;
  if (options.image >= maps.shape(0) || options.image >= attribution.status.size()) {
    throw shape_error("heatmap", "an image below " + std::to_string(maps.shape(0)), std::to_string(options.image));
  }
  tensor<value_type, 2> map({maps.shape(1), maps.shape(2)});
  std::copy_n(maps.data() + options.image * map.size(), map.size(), map.data());

  tap_geometry geometry;
  heatmap_options usual{.scale = map_scale::symmetric, .saturation = 0.99};
  if constexpr (requires { attribution.geometry; }) {
    usual = {.scale = map_scale::min_max, .saturation = 1.0};
    if (!attribution.geometry) {
      throw unknown_geometry_error(
          "heatmap", "maps that know where their cells look",
          "maps without geometry; if they share out the input evenly, set it by "
          "maps.geometry = tap_geometry{axis_geometry::spread(h, H), axis_geometry::spread(w, W)}");
    }
    geometry = *attribution.geometry;
    auto const differ = [](std::size_t known, std::size_t placed) { return known != 0 && known != placed; };
    if (differ(geometry.rows.pixels, placement.rows.input) ||
        differ(geometry.columns.pixels, placement.columns.input)) {
      throw shape_error("heatmap",
                        "the placement of the input that the maps are of, " + std::to_string(geometry.rows.pixels) +
                            " x " + std::to_string(geometry.columns.pixels),
                        std::to_string(placement.rows.input) + " x " + std::to_string(placement.columns.input));
    }
  } else if (maps.shape(1) != placement.rows.input || maps.shape(2) != placement.columns.input) {
    throw shape_error("heatmap",
                      "pixel attributions of the placement's input, " + std::to_string(placement.rows.input) + " x " +
                          std::to_string(placement.columns.input),
                      whence::shape_text(map.shape()));
  }
  auto shown = whence::heatmap_of(map, geometry, placement, options.scale ? *options.scale : *usual.scale,
                                  options.saturation ? *options.saturation : *usual.saturation);
  if (attribution.status[options.image] != map_status::meaningful) {
    shown.status = attribution.status[options.image];
    shown.values.fill(std::numeric_limits<float>::quiet_NaN());
  }
  return shown;
}

}  // namespace whence
