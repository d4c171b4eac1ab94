// SPDX-License-Identifier: BSD-3-Clause
#pragma once

namespace whence {

/// The capabilities a backend may offer, each the name of a concept. A rung asks for those below it too:
/// `input_differentiable` for `model_backend`, `tappable` and `classifier`; `resumable` and
/// `multi_tappable` for `tappable` and `classifier`, `ablatable` for `resumable` too.
enum class rung {
  classifier,            ///< `forward`
  tappable,              ///< and `record`
  multi_tappable,        ///< and `record` of several taps
  resumable,             ///< and `resume`
  ablatable,             ///< and `ablate`
  model_backend,         ///< `backward` on top of `tappable`
  input_differentiable,  ///< and `image_tap`
};

}  // namespace whence
