// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>
#include <cstddef>
#include <filesystem>
#include <span>
#include <string_view>
#include <utility>
#include <vector>
#include <whence/backends/reference/engine.hpp>
#include <whence/backends/reference/network.hpp>
#include <whence/backends/reference/vgg_layout.hpp>
#include <whence/backends/reference/vgg_network.hpp>
#include <whence/core/executor.hpp>
#include <whence/core/tap_info.hpp>
#include <whence/weights/read_weights.hpp>
#include <whence/weights/weight_map.hpp>
#include <whence/weights/weight_options.hpp>

namespace whence {

namespace detail {
/// Not constexpr: a call of it in a constant expression does not compile, and the compiler prints its name.
inline void no_module_of_this_vgg_has_that_name() {}
}  // namespace detail

/// A point of a VGG of one layout, the same in any width. A tap of another layout is another type.
template <vgg_layout Layout>
struct vgg_tap {
  std::size_t value = 0;  ///< as in `reference::network_tap`

  friend constexpr bool operator==(vgg_tap const&, vgg_tap const&) = default;
};

/// A VGG whose layout is known at compile time, so that its taps are checked there: `vgg16::tap("features.28")`.
///
///     auto const model = whence::vgg16::load("vgg16.safetensors");
///
/// All members are `const` and may be called from several threads at once.
template <vgg_layout Layout, std::floating_point T = float>
class vgg {
 public:
  using value_type = T;
  using tap_type = vgg_tap<Layout>;
  using record_type = reference::network_record<T>;

  /// @param weights torchvision's tensors for this layout
  /// @param threads how the work is shared out
  /// @param kind how convolutions are computed
  /// @throws weights_error naming the tensor that is missing, not part of the layout, or misshapen
  explicit vgg(weight_map<T> const& weights, executor threads = {},
               reference::engine kind = reference::default_engine<T>)
      : network_(reference::vgg_network<T>(Layout, weights, std::move(threads), kind)) {}

  /// @param path a file of weights, as `read_weights` reads it
  /// @param options which of its tensors
  /// @throws weights_error where the file cannot be read, or does not hold this layout's tensors
  [[nodiscard]] static vgg load(std::filesystem::path const& path, weight_options const& options = {},
                                executor threads = {}, reference::engine kind = reference::default_engine<T>) {
    return vgg(whence::read_weights<T>(path, options), std::move(threads), kind);
  }
  [[nodiscard]] static vgg load(std::filesystem::path const& path, executor threads,
                                reference::engine kind = reference::default_engine<T>) {
    return load(path, weight_options{}, std::move(threads), kind);
  }

  /// A tap by torchvision's module name, checked by the compiler: `tap("features.28")`. A convolution before a batch
  /// norm is folded into it and is no tap.
  [[nodiscard]] static consteval tap_type tap(std::string_view name) {
    std::size_t const value = detail::vgg_value(Layout, name);
    if (value == 0) detail::no_module_of_this_vgg_has_that_name();
    return {value};
  }

  /// As of `reference::network`, for the rest.
  [[nodiscard]] logit_matrix<T> forward(image_batch<T> const& images) const { return network_.forward(images); }

  [[nodiscard]] record_type record(image_batch<T> const& images, tap_type const& tap) const {
    return network_.record(images, in_network(tap));
  }
  [[nodiscard]] std::vector<record_type> record(image_batch<T> const& images, std::span<tap_type const> taps) const {
    std::vector<reference::network_tap> own;
    for (tap_type const& tap : taps) own.push_back(in_network(tap));
    return network_.record(images, std::span<reference::network_tap const>(own));
  }
  [[nodiscard]] feature_tensor<T> backward(record_type const& record, logit_matrix<T> const& cotangent) const {
    return network_.backward(record, cotangent);
  }
  template <relu_rule Rule>
  [[nodiscard]] feature_tensor<T> backward(record_type const& record, logit_matrix<T> const& cotangent,
                                           Rule rule) const {
    return network_.backward(record, cotangent, rule);
  }
  [[nodiscard]] logit_matrix<T> resume(record_type const& record, std::size_t image,
                                       feature_tensor<T> const& feature_maps) const {
    return network_.resume(record, image, feature_maps);
  }
  [[nodiscard]] logit_matrix<T> ablate(record_type const& record, std::size_t image,
                                       std::span<std::size_t const> channels) const {
    return network_.ablate(record, image, channels);
  }
  [[nodiscard]] tap_type image_tap() const { return {0}; }

  /// @throws unknown_tap_error with the nearest names
  [[nodiscard]] tap_type find_tap(named_tap const& wanted) const { return {network_.find_tap(wanted).value}; }
  [[nodiscard]] tap_type find_tap(deepest_tap wanted) const { return {network_.find_tap(wanted).value}; }

  /// Every tap, in order, for images of one size.
  [[nodiscard]] std::vector<tap_info> taps(std::size_t height = 224, std::size_t width = 224) const {
    return network_.taps(height, width);
  }

  /// Gives memory back to the system that is kept from one call to the next.
  void release_scratch() const { network_.release_scratch(); }

  /// The same network with its layout forgotten.
  [[nodiscard]] reference::network<T> const& network() const { return network_; }

 private:
  [[nodiscard]] reference::network_tap in_network(tap_type const& tap) const {
    return {tap.value, network_.image_tap().network};
  }

  reference::network<T> network_;
};

template <std::floating_point T>
using basic_vgg11 = vgg<vgg_layouts[0], T>;
template <std::floating_point T>
using basic_vgg13 = vgg<vgg_layouts[1], T>;
template <std::floating_point T>
using basic_vgg16 = vgg<vgg_layouts[2], T>;
template <std::floating_point T>
using basic_vgg19 = vgg<vgg_layouts[3], T>;
template <std::floating_point T>
using basic_vgg11_bn = vgg<vgg_layouts[4], T>;
template <std::floating_point T>
using basic_vgg13_bn = vgg<vgg_layouts[5], T>;
template <std::floating_point T>
using basic_vgg16_bn = vgg<vgg_layouts[6], T>;
template <std::floating_point T>
using basic_vgg19_bn = vgg<vgg_layouts[7], T>;

using vgg11 = basic_vgg11<float>;
using vgg13 = basic_vgg13<float>;
using vgg16 = basic_vgg16<float>;
using vgg19 = basic_vgg19<float>;
using vgg11_bn = basic_vgg11_bn<float>;
using vgg13_bn = basic_vgg13_bn<float>;
using vgg16_bn = basic_vgg16_bn<float>;
using vgg19_bn = basic_vgg19_bn<float>;

static_assert(vgg16::tap("features.28") == vgg16::tap_type{29});
static_assert(input_differentiable<vgg16> && differentiable_under<vgg16, plain_relu>);
static_assert(ablatable<vgg16> && multi_tappable<vgg16>);

}  // namespace whence
