// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <whence/backends/libtorch/detail/differentiable.hpp>
#include <whence/backends/libtorch/detail/seam_checks.hpp>
#include <whence/backends/libtorch/detail/seam_layout.hpp>
#include <whence/concepts/unknown_tap_error.hpp>

namespace whence::libtorch::detail {

/// Runs modules that are called as they are. They may work in place: nothing that is kept is handed to them.
template <std::floating_point T>
struct eager_pass {
  at::TensorOptions place;
  std::shared_ptr<void const> identity = std::make_shared<int>();  ///< tells one backend's taps and records from others

  [[nodiscard]] module_tap tap(std::size_t value) const {
    return {value, reinterpret_cast<std::uintptr_t>(identity.get())};
  }

  void require_own(module_tap const& given, std::size_t taps) const {
    if (given == tap(given.value) && given.value < taps) return;
    throw unknown_tap_error("tap", "one that this module's find_tap or image_tap gave", "a tap of another module");
  }

  [[nodiscard]] kept_pass const& kept_of(module_record<T> const& record) const {
    kept_pass const& kept = record_access::kept(record);
    if (kept.model != identity) throw module_error("record", "one that this module made", "another module's");
    return kept;
  }

  /// Runs a body; what LibTorch complains of becomes an exception of this library.
  template <class Body>
  auto guarded(std::array<std::size_t, 4> const& images, Body const& body) const {
    return detail::translated(body, [&](std::string const& problem) {
      return module_error("module", "no error of LibTorch's for images of shape " + whence::shape_text(images),
                          problem);
    });
  }

  template <class Module>
  [[nodiscard]] logit_matrix<T> forward(image_batch<T> const& images, Module const& module) const {
    detail::require_images(images);
    return guarded(images.shape(), [&] {
      torch::NoGradGuard const no_gradients;
      return detail::logits_on_host<T>(module(detail::to_device(images, place)), images.shape(0));
    });
  }

  /// @param prefix images -> values at the tap
  /// @param tail values at the tap -> logits
  /// @param geometry () -> where the cells at the tap look, asked when the prefix has run
  template <class Prefix, class Tail, class Geometry>
  [[nodiscard]] module_record<T> record(image_batch<T> const& images, module_tap const& at, Prefix const& prefix,
                                        Tail const& tail, Geometry const& geometry) const {
    detail::require_images(images);
    return guarded(images.shape(), [&] {
      at::Tensor at_tap;
      {
        torch::NoGradGuard const no_gradients;
        at_tap = prefix(detail::to_device(images, place));
      }
      auto const layout = detail::layout_of({}, std::to_string(at.value), at_tap.sizes().vec());
      kept_pass kept{{}, {}, nullptr, identity, images.shape()};
      kept.pass = detail::differentiable(at_tap, [&](at::Tensor const& leaf) { return tail(leaf.clone()); });
      auto logits = detail::logits_on_host<T>(kept.pass.logits, images.shape(0));
      auto maps = detail::to_host<T, 4>(detail::to_maps(at_tap, layout));
      return record_access::make<T>(at, std::move(logits), std::move(maps), geometry(), std::move(kept));
    });
  }

  [[nodiscard]] feature_tensor<T> backward(module_record<T> const& record, logit_matrix<T> const& cotangent,
                                           differentiable_pass const& pass) const {
    detail::require_cotangent(record.logits(), cotangent);
    return guarded(kept_of(record).images, [&] {
      at::Tensor const pulled = detail::to_device(cotangent, pass.logits.options());
      return detail::to_host<T, 4>(detail::to_maps(detail::pull_back(pass, pulled), {}));
    });
  }

  template <class Tail>
  [[nodiscard]] logit_matrix<T> resume(module_record<T> const& record, std::size_t image,
                                       feature_tensor<T> const& feature_maps, Tail const& tail) const {
    kept_pass const& kept = kept_of(record);
    detail::require_maps(record, image, feature_maps);
    return guarded(kept.images, [&] {
      torch::NoGradGuard const no_gradients;
      at::Tensor const maps = detail::to_device(feature_maps, kept.pass.leaf.options());
      return detail::logits_on_host<T>(tail(detail::from_maps(maps, {}, kept.pass.leaf)), feature_maps.shape(0));
    });
  }
};

/// Whether a module is one of `torch::nn`, or a holder of one.
template <class Module>
concept holds_module = requires(Module const& module) {
  module.ptr()->parameters();
  module.ptr()->is_training();
};

/// A callable, or a module of `torch::nn`.
template <class Module>
concept tensor_function = std::copy_constructible<Module> &&(
    requires(Module const& module, at::Tensor images) {
      { module(images) } -> std::convertible_to<at::Tensor>;
    } ||
    requires(Module const& module, at::Tensor images) {
      { module.ptr()->forward(images) } -> std::convertible_to<at::Tensor>;
    });

template <tensor_function Module>
at::Tensor call(Module const& module, at::Tensor const& values) {
  if constexpr (holds_module<Module>) {
    return module.ptr()->forward(values);
  } else {
    return module(values);
  }
}

/// @throws module_error where a module is in training mode
template <class Module>
void require_evaluation([[maybe_unused]] Module const& module, [[maybe_unused]] std::string const& where) {
  if constexpr (holds_module<Module>) {
    if (!module.ptr()->is_training()) return;
    throw module_error(where, "a module in evaluation mode: call its eval()", "one in training mode");
  }
}

/// Where and in what numbers a module computes: those of its first weight.
///
/// @return `otherwise` where it has none
template <class Module>
at::TensorOptions weights_of([[maybe_unused]] Module const& module, at::TensorOptions const& otherwise) {
  if constexpr (holds_module<Module>) {
    for (at::Tensor const& weight : module.ptr()->parameters()) {
      if (weight.is_floating_point()) return weight.options().requires_grad(false);
    }
  }
  return otherwise;
}

}  // namespace whence::libtorch::detail
