// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <whence/core/error.hpp>
#include <whence/core/shape_error.hpp>
#include <whence/image/photo.hpp>
#include <whence/image/placement.hpp>
#include <whence/image/resize_antialiased.hpp>
#include <whence/render/canny.hpp>
#include <whence/render/detail/longer_side_to.hpp>
#include <whence/render/paint_heatmap.hpp>
#include <whence/render/side_by_side.hpp>

namespace whence {

/// What of an attribution a panel shows, and how.
struct panel_options {
  std::size_t image = 0;               ///< which of the batch
  std::optional<map_scale> scale{};    ///< as in `heatmap_options`
  std::optional<double> saturation{};  ///< as in `heatmap_options`
  double alpha = 0.5;                  ///< opacity of the heatmap and of the edges, in [0, 1]
  canny_thresholds edges{};            ///< which edges are drawn
  std::size_t longer_side = 512;       ///< of each half, in pixels
  std::size_t edge_side = 320;  ///< longer side at which edges are sought: fewer and stronger lines than at full size
  std::size_t margin = 16;      ///< white pixels between the halves
};

namespace detail {

/// Edges as dark lines on white, sought at a moderate size and drawn at another.
inline picture edges_on_white(photo const& photo, image_size size, panel_options const& options) {
  auto const small = detail::longer_side_to(photo.size(), std::max<std::size_t>(options.edge_side, 1));
  auto const edges = whence::canny(whence::resize_antialiased(photo.pixels, small), options.edges);
  tensor<std::uint8_t, 3> lines({small.height, small.width, 1});
  std::ranges::copy(edges, lines.begin());
  lines = whence::resize_antialiased(lines, size);
  picture canvas({size.height, size.width, 3});
  for (std::size_t i = 0; i != lines.size(); ++i) {
    auto const shade = static_cast<std::uint8_t>(255.0 - options.alpha * lines.data()[i] + 0.5);
    std::fill_n(canvas.data() + 3 * i, 3, shade);
  }
  return canvas;
}

}  // namespace detail

/// The article's picture: left the photo; right the heatmap, half transparent, over the photo's edges on white, so that
/// one sees at once what the network looked at. At the photo's own proportions. Where the network did not look the
/// right half stays white.
///
/// @param attribution class maps or pixel attributions of a batch that the photo's image was in
/// @param placement of that image in the photo, as `preprocess` returned it
/// @return (H, 2 W + margin, 3), W or H being `longer_side`
/// @throws shape_error where placement, photo and attribution do not belong together
/// @throws error for an opacity or saturation out of its range
/// @throws unknown_geometry_error for class maps that do not know where their cells look
template <class Attribution, color_map Map = coolwarm>
[[nodiscard]] picture explanation_panel(photo const& photo, Attribution const& attribution, placement const& placement,
                                        panel_options const& options = {}, Map const& colors = {}) {
  if (placement.photo_size() != photo.size() || photo.pixels.size() == 0) {
    throw shape_error("explanation_panel",
                      "the photo that the placement is of, " + std::to_string(placement.rows.photo) + " x " +
                          std::to_string(placement.columns.photo),
                      std::to_string(photo.height()) + " x " + std::to_string(photo.width()));
  }
  if (!(options.alpha >= 0.0 && options.alpha <= 1.0)) {
    throw error("explanation_panel", "an opacity from 0 to 1", std::to_string(options.alpha));
  }
  auto const size = detail::longer_side_to(photo.size(), std::max<std::size_t>(options.longer_side, 1));
  picture left = whence::resize_antialiased(photo.pixels, size);
  picture right = detail::edges_on_white(photo, size, options);
  auto const shown =
      whence::heatmap_of(attribution, placement.on_photo_of(size),
                         {.image = options.image, .scale = options.scale, .saturation = options.saturation});
  whence::paint_heatmap(right, shown, options.alpha, colors);

  return whence::side_by_side(std::array{std::move(left), std::move(right)}, options.margin);
}

}  // namespace whence
