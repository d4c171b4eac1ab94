// SPDX-License-Identifier: BSD-3-Clause
// Colours and sizes that all figures share.
#pragma once
#include <cstddef>
#include <whence/render/color_map.hpp>

namespace explain::plot::theme {

inline constexpr whence::rgb ink{33, 37, 41};
inline constexpr whence::rgb faint{96, 104, 112};
inline constexpr whence::rgb grid_line{228, 232, 236};
inline constexpr whence::rgb plain{150, 162, 176};
inline constexpr whence::rgb positive{214, 82, 68};  ///< as `whence::diverging` paints what speaks for the answer
inline constexpr whence::rgb negative{64, 124, 202};

inline constexpr std::size_t title_height = 28;
inline constexpr std::size_t note_height = 18;
inline constexpr std::size_t label_height = 18;
inline constexpr std::size_t tick_height = 15;

inline constexpr std::size_t margin = 32;        ///< around a figure
inline constexpr std::size_t body_width = 1120;  ///< of a figure within its margins

}  // namespace explain::plot::theme
