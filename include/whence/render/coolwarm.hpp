// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <array>
#include <whence/render/between_colors.hpp>
#include <whence/render/detail/in_256_steps.hpp>

namespace whence {

namespace detail {

inline constexpr std::array<rgb, 33> coolwarm_colors{
    {{59, 76, 192},   {68, 90, 204},   {78, 104, 215},  {88, 117, 225},  {98, 130, 234},  {108, 142, 241},
     {119, 154, 247}, {130, 165, 251}, {141, 176, 254}, {152, 185, 255}, {163, 194, 254}, {174, 201, 253},
     {184, 208, 249}, {194, 213, 244}, {204, 217, 238}, {213, 219, 230}, {221, 221, 221}, {229, 216, 209},
     {236, 211, 198}, {241, 204, 185}, {245, 196, 173}, {247, 187, 160}, {247, 177, 148}, {247, 166, 135},
     {244, 154, 123}, {241, 141, 111}, {236, 127, 99},  {229, 112, 87},  {222, 97, 76},   {213, 80, 66},
     {203, 62, 56},   {192, 40, 47},   {180, 4, 38}}};

}  // namespace detail

/// Kenneth Moreland's diverging map from cool blue over grey to warm red, matplotlib's `coolwarm`: what the panel is
/// painted in. Its colours differ in hue first and little in lightness, so lines drawn beneath stay visible. In 256
/// steps as there, nowhere off by more than one level.
///
/// @source Moreland, Diverging Color Maps for Scientific Visualization, 2009: 33 colours from (59, 76, 192) to
/// (180, 4, 38) by way of Msh space with a middle of M = 88
struct coolwarm {
  [[nodiscard]] constexpr rgb operator()(double value) const {
    return whence::between_colors(detail::coolwarm_colors, detail::in_256_steps(value));
  }
};

static_assert(color_map<coolwarm>);

}  // namespace whence
