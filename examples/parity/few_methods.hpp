// SPDX-License-Identifier: BSD-3-Clause
// A method of each kind, for those who do not want to wait for the compiler.
#pragma once
#include <string>
#include <vector>
#include <whence/concepts/named_tap.hpp>
#include <whence/methods/cam/grad_cam.hpp>
#include <whence/methods/gradient/deconvnet.hpp>
#include <whence/methods/gradient/guided_backprop.hpp>
#include <whence/methods/gradient/guided_grad_cam.hpp>
#include <whence/methods/gradient/input_gradient.hpp>

namespace parity {

/// What a class activation map says before it is clipped at zero, where a difference could hide.
template <class Cam>
Cam both_signs(Cam cam) {
  cam.keep_signed = true;
  return cam;
}

/// Calls visit(name, method) for each.
struct few_methods {
  /// @param taps where to look, in order; methods that look at one tap alone look at the first
  template <class Images, class Visit>
  void operator()(std::vector<std::string> const& taps, Images const&, Visit const& visit) const {
    using whence::named_tap;
    for (auto const& tap : taps) visit("grad_cam " + tap, both_signs(whence::grad_cam{named_tap{tap}}));
    visit("input_gradient", whence::input_gradient{});
    visit("guided_backprop", whence::guided_backprop{});
    visit("deconvnet", whence::deconvnet{});
    visit("guided_grad_cam " + taps.front(), whence::guided_grad_cam{named_tap{taps.front()}});
  }
};

}  // namespace parity
