// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <array>

namespace explain {

/// The figures' files in the folder of --steps, in the order in which they are written.
inline constexpr std::array<char const*, 8> figure_files{
    "figure_04_photo.png",     "figure_05_probabilities.png",  "figure_06_feature_maps.png",
    "figure_07_gradients.png", "figure_08_mean_gradients.png", "figure_09_signed_and_rectified.png",
    "figure_10_upsampled.png", "figure_11_panel.png"};

}  // namespace explain
