// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <utility>
#include <whence/methods/gradient/saliency.hpp>
#include <whence/methods/wrappers/gaussian_noise.hpp>
#include <whence/methods/wrappers/smooth_grad.hpp>

namespace whence::presets::captum {

/// SmoothGrad with the defaults of captum 0.9.0's `NoiseTunnel`: five copies, noise of deviation 1 in units of the
/// network's input, whatever these are, where the paper has fifty and a tenth or a fifth of the image's range. Around
/// `Saliency` it averages magnitudes.
///
/// captum's noise is PyTorch's: the numbers are its own only where noise is given.
///
/// @source captum 0.9.0, attr/_core/noise_tunnel.py
template <class Method = saliency, class Noise = gaussian_noise>
struct smooth_grad : whence::smooth_grad<Method, Noise> {
  explicit smooth_grad(Method wrapped = {}) {
    this->method = std::move(wrapped);
    this->samples = 5;
    if constexpr (requires { this->noise.absolute = 1.0; }) this->noise.absolute = 1.0;
  }
};

}  // namespace whence::presets::captum
