// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>
#include <cstddef>
#include <cstdint>

namespace whence {

/// How far a backend may stray from its laws, and how hard it is tried. Deviations are relative to the largest value
/// they are held against. The default asks for the same bits wherever the arithmetic is the same.
///
/// In float the rounding of a deep network drowns short steps, and longer ones cross kinks of ReLU and max-pool: the
/// finite differences of a float backend catch a wrong formula, not a wrong digit, and of a deep network at an early
/// tap may find no direction that both leave intact. Try the laws on the backend in double where it has one, otherwise
/// on a small network.
template <class T>
struct law_tolerances {
  double repetition = 0;  ///< the same call made again, in another thread, or beside other records
  double batching = 0;    ///< an image alone and in a batch; some GPU libraries choose other kernels for other sizes
  double recording = 0;   ///< the logits of `record` against `forward`'s
  double resuming = 0;    ///< the logits of `resume` against those of the whole pass
  double plain_rule = 0;  ///< `backward` under `plain_relu` against `backward`
  double linearity = std::same_as<T, float> ? 1e-4 : 1e-11;
  double ablating = std::same_as<T, float> ? 1e-4 : 1e-11;  ///< the logits of `ablate` against those of `resume`

  double finite_difference = std::same_as<T, float> ? 1e-1 : 1e-6;
  double step = std::same_as<T, float> ? 3e-2 : 1e-5;  ///< first step, in units of the perturbed values' mean size
  std::size_t refinements = 4;               ///< steps a quarter as long that are tried where one meets a kink
  bool hold_zeros = std::same_as<T, float>;  ///< perturb no map that is exactly zero, where pools have ties
  std::size_t directions = 6;                ///< directions tried for each image
  std::size_t least_directions = 1;          ///< directions an image must be measurable in

  std::size_t threads = 4;
  std::uint64_t seed = 1;  ///< of the cotangents and directions
};

}  // namespace whence
