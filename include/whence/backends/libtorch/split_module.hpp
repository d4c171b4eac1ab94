// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <whence/backends/libtorch/detail/eager_pass.hpp>
#include <whence/backends/libtorch/module_error.hpp>
#include <whence/backends/libtorch/module_record.hpp>
#include <whence/backends/libtorch/module_tap.hpp>
#include <whence/backends/libtorch/split_options.hpp>
#include <whence/concepts/deepest_tap.hpp>
#include <whence/concepts/input_differentiable.hpp>
#include <whence/concepts/named_tap.hpp>
#include <whence/concepts/resumable.hpp>

namespace whence::libtorch {

/// A C++ module in two halves as a backend: `body(images)` are feature maps, `head(maps)` are logits. It has one tap
/// between the halves, named "body", and one at the images. Either half may work in place.
///
///     whence::libtorch::split_module const model{
///         [net](torch::Tensor const& x) { return net->features->forward(x); },
///         [net](torch::Tensor const& x) { return net->classifier->forward(x.mean({2, 3})); }};
///
/// Rules for ReLUs are not offered: nobody sees into a function. All members may be called from several threads at once
/// where the halves may.
///
/// @tparam Body, Head called with and returning a `torch::Tensor`; or holders of `torch::nn` modules, in evaluation
/// mode
/// @tparam T numbers of images and results; the halves compute with their own
template <detail::tensor_function Body, detail::tensor_function Head, std::floating_point T = float>
class split_module {
 public:
  using value_type = T;
  using tap_type = module_tap;
  using record_type = module_record<T>;

  /// @throws module_error where a half is a module in training mode
  split_module(Body body, Head head, split_options options = {})
      : body_(std::move(body)), head_(std::move(head)), geometry_(options.geometry) {
    detail::require_evaluation(body_, "body");
    detail::require_evaluation(head_, "head");
    auto const nowhere = at::TensorOptions().device(at::kCPU).dtype(at::kFloat);
    pass_.place = detail::weights_of(body_, detail::weights_of(head_, nowhere));
    if (options.device) pass_.place = pass_.place.device(*options.device);
    if (options.precision) pass_.place = pass_.place.dtype(*options.precision);
  }

  /// @param images (N, C, H, W)
  /// @return logits (N, classes)
  /// @throws shape_error where there are no images; module_error where a half fails
  /// @cost one forward pass
  [[nodiscard]] logit_matrix<T> forward(image_batch<T> const& images) const {
    return pass_.forward(images, [&](at::Tensor const& x) { return head(body(x)); });
  }

  /// @param images (N, C, H, W)
  /// @throws as `forward`; unknown_tap_error where the tap is another module's; module_error where the body's values
  /// are
  ///         neither (N, K, h, w) nor (N, K)
  /// @cost one forward pass
  [[nodiscard]] record_type record(image_batch<T> const& images, tap_type const& tap) const {
    pass_.require_own(tap, 2);
    bool const image = tap == image_tap();
    auto const prefix = [&](at::Tensor const& x) { return image ? x : body(x); };
    auto const geometry = [&]() -> std::optional<tap_geometry> {
      if (!image) return geometry_;
      return tap_geometry{{1.0, 0.0, images.shape(2)}, {1.0, 0.0, images.shape(3)}};
    };
    return pass_.record(images, tap, prefix, tail_of(tap), geometry);
  }

  /// @param cotangent dy/dlogits (N, classes)
  /// @return the gradient at the tap (N, K, h, w)
  /// @throws shape_error where the cotangent is not shaped like the logits; module_error where the record is another
  ///         module's
  /// @cost one backward pass from the logits to the tap
  [[nodiscard]] feature_tensor<T> backward(record_type const& record, logit_matrix<T> const& cotangent) const {
    return pass_.backward(record, cotangent, pass_.kept_of(record).pass);
  }

  /// What would image n's logits be, had its maps at the tap been these?
  ///
  /// @param feature_maps (M, K, h, w), shaped like the record's but for M
  /// @return (M, classes)
  /// @throws shape_error where one of these does not fit; module_error where the record is another module's
  /// @cost one forward pass from the tap on, a batch of M
  [[nodiscard]] logit_matrix<T> resume(record_type const& record, std::size_t image,
                                       feature_tensor<T> const& feature_maps) const {
    return pass_.resume(record, image, feature_maps, tail_of(record.tap()));
  }

  /// The images as a tap.
  [[nodiscard]] tap_type image_tap() const { return pass_.tap(0); }

  /// What the body puts out.
  [[nodiscard]] tap_type find_tap(deepest_tap) const { return pass_.tap(1); }

  /// @throws unknown_tap_error for any name but "body"
  [[nodiscard]] tap_type find_tap(named_tap const& wanted) const {
    if (wanted.name == "body") return pass_.tap(1);
    throw unknown_tap_error("tap '" + wanted.name + "'", "body, the only tap between two halves",
                            "'" + wanted.name + "'");
  }

 private:
  [[nodiscard]] at::Tensor body(at::Tensor const& images) const { return detail::call(body_, images); }
  [[nodiscard]] at::Tensor head(at::Tensor const& maps) const { return detail::call(head_, maps); }
  [[nodiscard]] auto tail_of(tap_type const& tap) const {
    return [this, image = tap == image_tap()](at::Tensor const& x) { return head(image ? body(x) : x); };
  }

  Body body_;
  Head head_;
  std::optional<tap_geometry> geometry_;
  detail::eager_pass<T> pass_;
};

namespace detail {
using any_half = at::Tensor (*)(at::Tensor const&);
static_assert(input_differentiable<split_module<any_half, any_half>> && resumable<split_module<any_half, any_half>>);
}  // namespace detail

}  // namespace whence::libtorch
