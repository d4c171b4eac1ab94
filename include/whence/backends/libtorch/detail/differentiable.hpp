// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <string>
#include <utility>
#include <whence/backends/libtorch/detail/torch_version.hpp>
#include <whence/backends/libtorch/module_error.hpp>

namespace whence::libtorch::detail {

/// A pass from a tap to the logits that can be differentiated, however often and from several threads at once.
struct differentiable_pass {
  at::Tensor leaf{};  ///< the values at the tap
  at::Tensor logits{};
};

/// Runs what lies behind a tap so that it can be differentiated.
///
/// @param tail values at the tap -> logits
template <class Tail>
differentiable_pass differentiable(at::Tensor const& at_tap, Tail const& tail) {
  at::AutoGradMode const gradients(true);
  differentiable_pass pass;
  pass.leaf = at_tap.detach().requires_grad_(true);
  pass.logits = tail(pass.leaf);
  return pass;
}

/// The cotangent pulled back to the tap.
inline at::Tensor pull_back(differentiable_pass const& pass, at::Tensor const& cotangent) {
  if (!pass.logits.requires_grad()) {
    throw module_error("module", "logits that can be differentiated", "a way to them that has no gradient");
  }
  auto const gradients = torch::autograd::grad({pass.logits}, {pass.leaf}, {cotangent}, /*retain_graph=*/true,
                                               /*create_graph=*/false, /*allow_unused=*/true);
  return gradients[0].defined() ? gradients[0] : at::zeros_like(pass.leaf);
}

/// What LibTorch throws, in a sentence of this library; its own exceptions pass.
///
/// @param complaint makes the exception from what LibTorch said
template <class Body, class Complaint>
auto translated(Body const& body, Complaint const& complaint) {
  try {
    c10::InferenceMode const mode(false);  // a caller's inference mode would forbid gradients
    return body();
  } catch (error const&) {
    throw;
  } catch (c10::Error const& problem) {
    throw complaint(std::string(problem.what_without_backtrace()));
  } catch (torch::jit::ErrorReport const& problem) {  // of a file whose operators this version does not know
    throw complaint(std::string(problem.what()));
  } catch (std::runtime_error const& problem) {
    throw complaint(std::string(problem.what()));
  }
}

}  // namespace whence::libtorch::detail
