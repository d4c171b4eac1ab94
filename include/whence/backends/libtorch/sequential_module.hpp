// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <torch/nn.h>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>
#include <whence/backends/libtorch/detail/eager_pass.hpp>
#include <whence/backends/libtorch/detail/rectifier.hpp>
#include <whence/backends/libtorch/detail/sequential_layers.hpp>
#include <whence/backends/libtorch/module_error.hpp>
#include <whence/backends/libtorch/module_record.hpp>
#include <whence/backends/libtorch/module_tap.hpp>
#include <whence/backends/libtorch/sequential_options.hpp>
#include <whence/concepts/deepest_tap.hpp>
#include <whence/concepts/differentiable_under.hpp>
#include <whence/concepts/input_differentiable.hpp>
#include <whence/concepts/named_tap.hpp>
#include <whence/concepts/resumable.hpp>
#include <whence/core/nearest_names.hpp>
#include <whence/core/tap_info.hpp>
#include <whence/relu_rules/plain_relu.hpp>

namespace whence::libtorch {

/// A `torch::nn::Sequential` as a backend, where its weights are. Every layer's output is a tap, by the name it was
/// given or by its index; layers may work in place. The module is shared, not copied, and must stay as it is while it
/// is in use. All members are `const` and may be called from several threads at once.
///
/// @tparam T numbers of images and results; the module computes with those of its weights
template <std::floating_point T>
class basic_sequential_module {
 public:
  using value_type = T;
  using tap_type = module_tap;
  using record_type = module_record<T>;

  /// @throws module_error where the module is empty, in training mode, or does not run on images of `options.example`
  /// @cost one forward pass
  explicit basic_sequential_module(torch::nn::Sequential const& sequential, sequential_options options = {})
      : options_(options) {
    detail::require_evaluation(sequential, "module");
    pass_.place = detail::weights_of(sequential, at::TensorOptions().device(at::kCPU).dtype(at::kFloat));
    for (auto const& child : sequential->named_children()) names_.push_back(child.key());
    for (torch::nn::AnyModule const& layer : *sequential.ptr()) layers_.push_back(layer);
    if (layers_.empty()) throw module_error("module", "at least one layer", "none");
    sizes_ = sizes_of(options_.example);
    if (sizes_.back().size() != 2) {
      throw module_error("output of the module", "logits (N, classes)", whence::shape_text(sizes_.back()));
    }
  }

  /// @param images (N, C, H, W)
  /// @return logits (N, classes)
  /// @throws shape_error where there are no images; module_error where a layer fails
  /// @cost one forward pass
  [[nodiscard]] logit_matrix<T> forward(image_batch<T> const& images) const {
    return pass_.forward(images, [&](at::Tensor const& x) { return run(x, 0, layers_.size()); });
  }

  /// @param images (N, C, H, W)
  /// @throws as `forward`; unknown_tap_error where the tap is another module's; module_error where its values are
  /// neither
  ///         (N, K, h, w) nor (N, K)
  /// @cost one forward pass
  [[nodiscard]] record_type record(image_batch<T> const& images, tap_type const& tap) const {
    pass_.require_own(tap, layers_.size() + 1);
    std::vector<extents> sizes{detail::torch_shape(images.shape())};
    return pass_.record(
        images, tap,
        [&](at::Tensor const& x) {
          return run(x, 0, tap.value, [&](at::Tensor const& y) { sizes.push_back(y.sizes().vec()); });
        },
        tail_of(tap), [&] { return geometries(sizes).back(); });
  }

  /// @param cotangent dy/dlogits (N, classes)
  /// @return the gradient at the tap (N, K, h, w)
  /// @throws shape_error where the cotangent is not shaped like the logits; module_error where the record is another
  ///         module's
  /// @cost one backward pass from the logits to the tap
  [[nodiscard]] feature_tensor<T> backward(record_type const& record, logit_matrix<T> const& cotangent) const {
    return pass_.backward(record, cotangent, pass_.kept_of(record).pass);
  }

  /// The same, `ReLU`, `ReLU6`, `Hardtanh(0, c)` and `Threshold(0, 0)` passing gradients back by a rule; ceilings stay
  /// gates of their own.
  ///
  /// @throws as `backward`; module_error where the module has no such layer, or one behind the tap that nobody sees
  /// into
  /// @cost one forward and one backward pass between the tap and the logits; under `plain_relu` no forward pass
  template <detail::tensor_rule Rule>
  [[nodiscard]] feature_tensor<T> backward(record_type const& record, logit_matrix<T> const& cotangent,
                                           Rule rule) const {
    if constexpr (std::same_as<Rule, plain_relu>) {
      return backward(record, cotangent);
    } else {
      auto const& kept = pass_.kept_of(record);
      require_visible_relus(record.tap().value);
      auto const pass = pass_.guarded(kept.images, [&] {
        return detail::differentiable(kept.pass.leaf, [&](at::Tensor const& leaf) {
          at::Tensor values = leaf.clone();
          for (std::size_t i = record.tap().value; i != layers_.size(); ++i) {
            double const ceiling = detail::layer_ceiling(*layers_[i].ptr());
            values = ceiling > 0 ? detail::ruled_relu<Rule>::apply(values, ceiling, rule) : run(values, i, i + 1);
          }
          return values;
        });
      });
      return pass_.backward(record, cotangent, pass);
    }
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

  /// @throws unknown_tap_error with the nearest names
  [[nodiscard]] tap_type find_tap(named_tap const& wanted) const {
    for (std::size_t i = 0; i != names_.size(); ++i) {
      if (names_[i] == wanted.name) return pass_.tap(i + 1);
    }
    std::string const asked = "'" + wanted.name + "'";
    throw unknown_tap_error("tap " + asked,
                            "a layer of the module, such as " + whence::nearest_names_text(wanted.name, names_), asked);
  }

  /// The last value that is still a map, and no pooling's, for images of `options.example`.
  [[nodiscard]] tap_type find_tap(deepest_tap) const {
    for (std::size_t i = layers_.size(); i-- != 0;) {
      auto const& size = sizes_[i + 1];
      bool const pools = detail::layer_kind(*layers_[i].ptr()).find("Pool") != std::string::npos;
      if (size.size() == 4 && size[2] * size[3] > 1 && !pools) return pass_.tap(i + 1);
    }
    throw unknown_tap_error("deepest tap", "a module with feature maps", "none");
  }

  /// Every tap, in order, for images of the size of `options.example`.
  [[nodiscard]] std::vector<tap_info> taps() const { return infos(sizes_); }

  /// The same for images of another size.
  ///
  /// @cost one forward pass of one image
  [[nodiscard]] std::vector<tap_info> taps(std::size_t height, std::size_t width) const {
    return infos(sizes_of({1, options_.example[1], height, width}));
  }

 private:
  using extents = std::vector<std::int64_t>;

  /// Layers [first, last).
  template <class Observe>
  at::Tensor run(at::Tensor values, std::size_t first, std::size_t last, Observe const& observe) const {
    for (std::size_t i = first; i != last; ++i) {
      torch::nn::AnyModule layer = layers_[i];  // a handle: calling it is not const
      values = layer.forward(values);
      observe(values);
    }
    return values;
  }
  at::Tensor run(at::Tensor const& values, std::size_t first, std::size_t last) const {
    return run(values, first, last, [](at::Tensor const&) {});
  }

  [[nodiscard]] auto tail_of(tap_type const& tap) const {
    return [this, first = tap.value](at::Tensor const& values) { return run(values, first, layers_.size()); };
  }

  /// By value: the images, then what each layer puts out.
  std::vector<extents> sizes_of(std::array<std::size_t, 4> const& shape) const {
    return pass_.guarded(shape, [&] {
      torch::NoGradGuard const no_gradients;
      std::vector<extents> sizes{detail::torch_shape(shape)};
      run(at::zeros(sizes[0], pass_.place), 0, layers_.size(),
          [&](at::Tensor const& values) { sizes.push_back(values.sizes().vec()); });
      return sizes;
    });
  }

  std::vector<std::optional<tap_geometry>> geometries(std::vector<extents> const& sizes) const {
    auto const pixels = [&](std::size_t axis) { return static_cast<std::size_t>(sizes[0][axis]); };
    std::optional<detail::placed_cells> placed = detail::cells_of_images(pixels(2), pixels(3));
    std::vector<std::optional<tap_geometry>> result{placed->cells};
    for (std::size_t i = 0; i + 1 != sizes.size(); ++i) {
      if (placed) placed = detail::behind_layer(*layers_[i].ptr(), *placed, sizes[i], sizes[i + 1]);
      result.push_back(placed ? std::optional(placed->cells) : std::nullopt);
    }
    return result;
  }

  std::vector<tap_info> infos(std::vector<extents> const& sizes) const {
    auto const places = geometries(sizes);
    std::vector<tap_info> infos;
    for (std::size_t i = 0; i != layers_.size(); ++i) {
      auto const& size = sizes[i + 1];
      auto const extent = [&](std::size_t axis) {
        return axis < size.size() ? static_cast<std::size_t>(size[axis]) : std::size_t{1};
      };
      infos.push_back(
          {names_[i], detail::layer_kind(*layers_[i].ptr()), extent(1), extent(2), extent(3), places[i + 1]});
    }
    return infos;
  }

  void require_visible_relus(std::size_t tap) const {
    bool any = false;
    for (std::size_t i = 0; i != layers_.size(); ++i) {
      any = any || detail::layer_ceiling(*layers_[i].ptr()) > 0;
      std::string const kind = detail::layer_kind(*layers_[i].ptr());
      if (i < tap || detail::has_no_hidden_relu(kind)) continue;
      throw module_error("rule for ReLUs", "layers in which no ReLU can be hidden", "'" + names_[i] + "', " + kind);
    }
    if (!any) throw module_error("rule for ReLUs", "a module with ReLUs", "one without any");
  }

  sequential_options options_;
  std::vector<std::string> names_;
  std::vector<torch::nn::AnyModule> layers_;
  std::vector<extents> sizes_;  // by value, of images as options_.example
  detail::eager_pass<T> pass_;
};

/// A `torch::nn::Sequential` as a backend in single precision.
using sequential_module = basic_sequential_module<float>;

static_assert(input_differentiable<sequential_module> && resumable<basic_sequential_module<double>>);
static_assert(differentiable_under<sequential_module, plain_relu>);

}  // namespace whence::libtorch
