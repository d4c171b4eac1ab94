// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <whence/backends/reference/detail/blocked_layout.hpp>
#include <whence/backends/reference/detail/kernels/winograd.hpp>

namespace whence::reference::detail::kernels {
inline namespace WHENCE_UNIT_FLAGS {

/// Filters that are computed together: two blocks of output channels.
inline constexpr std::size_t panel_filters = 2 * block_channels;

[[nodiscard]] constexpr std::size_t panels_of(std::size_t filters) {
  return (filters + panel_filters - 1) / panel_filters;
}

/// One 3 x 3 convolution over blocked maps, stride 1, padding 1, with what is fused behind it.
struct tile_job {
  std::size_t images = 0;
  std::size_t channels = 0;
  std::size_t filters = 0;
  std::size_t height = 0;
  std::size_t width = 0;

  float const* input = nullptr;    ///< (N, blocks of channels, h, w, 16)
  float const* weights = nullptr;  ///< transformed: (panels of filters, 36, C, 32)
  float const* bias = nullptr;     ///< padded to (panels of filters, 32)

  bool rectify = false;        ///< a ReLU follows
  float* plain = nullptr;      ///< what the convolution puts out, where it is wanted: (N, blocks of filters, h, w, 16)
  float* activated = nullptr;  ///< the same behind the ReLU, where it is wanted
  float* pooled = nullptr;     ///< that behind 2 x 2 max pooling, where it is wanted: (..., h / 2, w / 2, 16)

  [[nodiscard]] std::size_t tile_rows() const { return (height + tile_outputs - 1) / tile_outputs; }
  [[nodiscard]] std::size_t tile_columns() const { return (width + tile_outputs - 1) / tile_outputs; }
  [[nodiscard]] std::size_t tiles() const { return images * tile_rows() * tile_columns(); }
};

/// Where a tile lies.
struct tile_place {
  std::size_t image;
  std::size_t row;     ///< of its first output
  std::size_t column;  ///< of its first output
};

[[gnu::always_inline]] inline tile_place place_of(tile_job const& job, std::size_t tile) {
  std::size_t const columns = job.tile_columns();
  std::size_t const row = tile / columns;
  std::size_t const rows = job.tile_rows();
  return {row / rows, row % rows * tile_outputs, tile % columns * tile_outputs};
}

/// Rows of the two kinds of panels: as many sums as registers hold, and fewer.
[[nodiscard]] constexpr std::size_t large_panel(int vector_bytes) {
  return vector_bytes == 64 ? 14 : 6;
}
[[nodiscard]] constexpr std::size_t small_panel(int vector_bytes) {
  return vector_bytes == 64 ? 8 : 4;
}

/// Tiles in panels, as the multiplication takes them: large ones, then small ones, so that few rows go to waste.
class tile_panels {
 public:
  tile_panels(std::size_t tiles, int vector_bytes)
      : tiles_(tiles), large_(kernels::large_panel(vector_bytes)), small_(kernels::small_panel(vector_bytes)) {
    std::size_t least = tiles + large_;
    for (std::size_t some = 0; some != large_; ++some) {
      std::size_t const rest = tiles > some * small_ ? tiles - some * small_ : 0;
      std::size_t const many = (rest + large_ - 1) / large_;
      if (many * large_ + some * small_ < least) {
        least = many * large_ + some * small_;
        large_panels_ = many;
        count_ = many + some;
      }
    }
  }

  [[nodiscard]] std::size_t count() const { return count_; }
  /// The first tile of a panel; of the one behind the last, the number of tiles with the unused rows.
  [[nodiscard]] std::size_t begin(std::size_t panel) const {
    std::size_t const large = std::min(panel, large_panels_);
    return large * large_ + (panel - large) * small_;
  }
  [[nodiscard]] bool is_large(std::size_t panel) const { return panel < large_panels_; }
  [[nodiscard]] std::size_t rows(std::size_t panel) const { return is_large(panel) ? large_ : small_; }
  /// How many of a panel's rows are tiles.
  [[nodiscard]] std::size_t tiles(std::size_t panel) const {
    std::size_t const first = begin(panel);
    return first >= tiles_ ? 0 : std::min(rows(panel), tiles_ - first);
  }

 private:
  std::size_t tiles_;
  std::size_t large_;
  std::size_t small_;
  std::size_t large_panels_ = 0;
  std::size_t count_ = 0;
};

}  // namespace WHENCE_UNIT_FLAGS
}  // namespace whence::reference::detail::kernels
