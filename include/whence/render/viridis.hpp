// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <array>
#include <whence/render/between_colors.hpp>
#include <whence/render/detail/in_256_steps.hpp>

namespace whence {

namespace detail {

inline constexpr std::array<rgb, 52> viridis_colors{
    {{68, 1, 84},    {70, 8, 92},    {71, 16, 99},   {72, 23, 105},  {72, 29, 111},  {72, 36, 117},  {71, 42, 122},
     {70, 48, 126},  {69, 55, 129},  {67, 61, 132},  {65, 66, 135},  {63, 72, 137},  {61, 78, 138},  {58, 83, 139},
     {56, 89, 140},  {53, 94, 141},  {51, 99, 141},  {49, 104, 142}, {46, 109, 142}, {44, 113, 142}, {42, 118, 142},
     {41, 123, 142}, {39, 128, 142}, {37, 132, 142}, {35, 137, 142}, {33, 142, 141}, {32, 146, 140}, {31, 151, 139},
     {30, 156, 137}, {31, 161, 136}, {33, 165, 133}, {36, 170, 131}, {40, 174, 128}, {46, 179, 124}, {53, 183, 121},
     {61, 188, 116}, {70, 192, 111}, {80, 196, 106}, {90, 200, 100}, {101, 203, 94}, {112, 207, 87}, {124, 210, 80},
     {137, 213, 72}, {149, 216, 64}, {162, 218, 55}, {176, 221, 47}, {189, 223, 38}, {202, 225, 31}, {216, 226, 25},
     {229, 228, 25}, {241, 229, 29}, {253, 231, 37}}};

}  // namespace detail

/// matplotlib's `viridis`, from dark violet over green to yellow: even in lightness, legible in grey and to the
/// colour-blind. Every fifth of its 256 colours, linear in between; in 256 steps as there, nowhere off
/// by more than one level.
///
/// @source Stefan van der Walt, Nathaniel Smith, 2015 (CC0)
struct viridis {
  [[nodiscard]] constexpr rgb operator()(double value) const {
    return whence::between_colors(detail::viridis_colors, detail::in_256_steps(value));
  }
};

static_assert(color_map<viridis>);

}  // namespace whence
