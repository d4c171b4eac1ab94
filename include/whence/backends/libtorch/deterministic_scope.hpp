// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/backends/libtorch/detail/torch_version.hpp>

namespace whence::libtorch {

/// While it lives, LibTorch chooses the same algorithms each time and computes in full single precision: no
/// benchmarking of cuDNN's, deterministic algorithms where there are any, no TF32. For comparing devices, and for the
/// same bits twice. It changes settings of the whole process, those of other threads too, and puts them back at its
/// end.
///
/// Operators without a deterministic algorithm warn, once, and are run all the same: adaptive average pooling's
/// gradient on CUDA is one. cuBLAS wants `CUBLAS_WORKSPACE_CONFIG=:4096:8` in the environment besides.
class deterministic_scope {
 public:
  deterministic_scope() : before_(detail::determinism::current()) { detail::determinism::strict().apply(); }
  ~deterministic_scope() { before_.apply(); }
  deterministic_scope(deterministic_scope const&) = delete;
  deterministic_scope& operator=(deterministic_scope const&) = delete;

 private:
  detail::determinism before_;
};

}  // namespace whence::libtorch
