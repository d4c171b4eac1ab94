// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>
#include <whence/backends/libtorch/detail/script_loading.hpp>
#include <whence/backends/libtorch/detail/script_taps.hpp>
#include <whence/backends/libtorch/detail/scripted_run.hpp>
#include <whence/backends/libtorch/detail/seam_checks.hpp>
#include <whence/backends/libtorch/module_error.hpp>
#include <whence/backends/libtorch/module_record.hpp>
#include <whence/backends/libtorch/module_tap.hpp>
#include <whence/backends/libtorch/script_options.hpp>
#include <whence/concepts/deepest_tap.hpp>
#include <whence/concepts/differentiable_under.hpp>
#include <whence/concepts/input_differentiable.hpp>
#include <whence/concepts/named_tap.hpp>
#include <whence/concepts/resumable.hpp>
#include <whence/core/tap_info.hpp>
#include <whence/relu_rules/plain_relu.hpp>

namespace whence::libtorch {

/// A TorchScript module, scripted or traced, as a backend.
///
///     auto const model = whence::libtorch::script_module::load("resnet18.pt");
///     auto const answer = whence::grad_cam{whence::named_tap{"layer4.1"}}(model, images);
///
/// The module's `forward` is followed once and written down as a straight line of operators, none of them in place: a
/// tap at a convolution is before its ReLU, whatever is done to it afterwards. Taps have the paths of modules; of a
/// module called twice the last call, `path#1` being the first; of one that returns several tensors `path[0]` by index
/// or `path[out]` by name or key. The module is never changed, `train()` is taken for `eval()`. All members are `const`
/// and may be called from several threads at once.
///
/// @tparam T numbers of images and results; the module computes with its own
template <std::floating_point T>
class basic_script_module {
 public:
  using value_type = T;
  using tap_type = module_tap;
  using record_type = module_record<T>;

  /// A module in hand. It is copied where it has to be moved to another device or to other numbers, else shared;
  /// weights may not change while it is in use.
  ///
  /// @throws module_error where it cannot be recorded: a decision that hangs on the values of a tensor, an output that
  /// is
  ///         no tensor (N, classes) and of which no element was chosen, a module that was traced in training mode, ...
  /// @cost two forward passes of `options.example`
  explicit basic_script_module(torch::jit::Module const& module, script_options options = {}) {
    options.device = options.device.value_or(detail::best_device());
    model_ = detail::scripted_from(detail::at_home(module, *options.device, options.precision), std::move(options));
  }

  /// A file that `torch.jit.save` wrote. Such a file is a program: load it from whom you would run a program.
  ///
  /// @throws module_error where it cannot be read, or not be recorded
  [[nodiscard]] static basic_script_module load(std::string const& path, script_options options = {}) {
    options.device = options.device.value_or(detail::best_device());
    return basic_script_module(detail::loaded(path, *options.device), std::move(options));
  }

  /// @param images (N, C, H, W)
  /// @return logits (N, classes)
  /// @throws shape_error where the module does not take images of that shape; module_error where it fails
  /// @cost one forward pass
  [[nodiscard]] logit_matrix<T> forward(image_batch<T> const& images) const {
    detail::require_images(images);
    return detail::guarded(*model_, images.shape(), [&] {
      torch::NoGradGuard const no_gradients;
      at::Tensor const values = detail::to_device(images, model_->place);
      return detail::logits_on_host<T>(detail::run_tail(*model_, model_->whole, {}, values), images.shape(0));
    });
  }

  /// @param images (N, C, H, W)
  /// @return logits, feature maps at the tap, and what `backward` and `resume` need
  /// @throws as `forward`; unknown_tap_error where the tap is another module's; module_error where its values are no
  /// maps
  /// @cost one forward pass
  [[nodiscard]] record_type record(image_batch<T> const& images, tap_type const& tap) const {
    require_own(tap);
    detail::require_images(images);
    return detail::guarded(*model_, images.shape(), [&] {
      auto const cut = std::make_shared<detail::plan_cut const>(detail::cut_at(model_->made, tap.value));
      auto sizes = model_->made.sizes;
      detail::kept_pass kept{{}, {}, cut, model_, images.shape()};
      at::Tensor at_tap;
      std::tie(at_tap, kept.carried) =
          detail::run_prefix(*model_, *cut, detail::to_device(images, model_->place), sizes);
      auto const layout = layout_of(tap, at_tap);
      kept.pass = detail::differentiable(
          at_tap, [&](at::Tensor const& leaf) { return detail::run_tail(*model_, *cut, kept.carried, leaf); });
      auto logits = detail::logits_on_host<T>(kept.pass.logits, images.shape(0));
      auto maps = detail::to_host<T, 4>(detail::to_maps(at_tap, layout));
      auto geometry = detail::geometry_at(*model_, tap.value, layout, sizes, images.shape(2), images.shape(3));
      return detail::record_access::make<T>(tap, std::move(logits), std::move(maps), geometry, std::move(kept));
    });
  }

  /// The gradient at the tap.
  ///
  /// @param cotangent dy/dlogits (N, classes)
  /// @return (N, K, h, w)
  /// @throws shape_error where the cotangent is not shaped like the logits; module_error where the record is another
  ///         module's, or nothing on the way from the tap to the logits has a gradient
  /// @cost one backward pass from the logits to the tap
  [[nodiscard]] feature_tensor<T> backward(record_type const& record, logit_matrix<T> const& cotangent) const {
    return pulled_back(record, cotangent, kept_of(record).pass);
  }

  /// The same, ReLUs passing gradients back by a rule: all of them, written as modules or as functions; of `relu6` and
  /// `hardtanh(0, c)` those gates that are not the ReLU's own stay.
  ///
  /// @throws as `backward`; module_error where the module has no ReLU, or where one may be hidden in an operator
  /// @cost one forward and one backward pass between the tap and the logits; under `plain_relu` no forward pass
  template <detail::tensor_rule Rule>
  [[nodiscard]] feature_tensor<T> backward(record_type const& record, logit_matrix<T> const& cotangent,
                                           Rule rule) const {
    if constexpr (std::same_as<Rule, plain_relu>) {
      return backward(record, cotangent);
    } else {
      detail::kept_pass const& kept = kept_of(record);
      auto const& cut = *static_cast<detail::plan_cut const*>(kept.cut.get());
      detail::require_visible_relus(model_->made, cut);
      auto const pass = detail::guarded(*model_, kept.images, [&] {
        return detail::differentiable(kept.pass.leaf, [&](at::Tensor const& leaf) {
          return detail::run_tail(*model_, cut, kept.carried, leaf, detail::rectifiers_under<Rule>{rule});
        });
      });
      return pulled_back(record, cotangent, pass);
    }
  }

  /// What would image n's logits be, had its maps at the tap been these?
  ///
  /// @param image n, below N
  /// @param feature_maps (M, K, h, w), shaped like the record's but for M
  /// @return (M, classes)
  /// @throws shape_error where one of these does not fit; module_error where the record is another module's
  /// @cost one forward pass from the tap on, a batch of M
  [[nodiscard]] logit_matrix<T> resume(record_type const& record, std::size_t image,
                                       feature_tensor<T> const& feature_maps) const {
    detail::kept_pass const& kept = kept_of(record);
    auto const& cut = *static_cast<detail::plan_cut const*>(kept.cut.get());
    detail::require_maps(record, image, feature_maps);
    std::size_t const count = feature_maps.shape(0);
    return detail::guarded(*model_, kept.images, [&] {
      torch::NoGradGuard const no_gradients;
      auto const carried = detail::repeated(*model_, cut, kept.carried, image, count);
      at::Tensor const own = kept.pass.leaf.detach();
      auto const layout = layout_of(record.tap(), own);
      at::Tensor const like = detail::repeated_image(own, layout, image, count);
      at::Tensor const maps = detail::to_device(feature_maps, model_->place.dtype(own.dtype()));
      at::Tensor const at_tap = detail::from_maps(maps, layout, like);
      return detail::logits_on_host<T>(detail::run_tail(*model_, cut, carried, at_tap), count);
    });
  }

  /// The images as a tap.
  [[nodiscard]] tap_type image_tap() const { return tap_at(model_->made.input); }

  /// @throws unknown_tap_error with the nearest names
  [[nodiscard]] tap_type find_tap(named_tap const& wanted) const {
    return tap_at(detail::tap_of_name(model_->made, wanted.name).slot);
  }

  /// The last value that is still a map, and no pooling's.
  [[nodiscard]] tap_type find_tap(deepest_tap) const {
    return tap_at(detail::deepest_slot(model_->made, model_->options.layouts));
  }

  /// Every tap that the logits depend on, in the order they are computed, for images as recorded.
  [[nodiscard]] std::vector<tap_info> taps() const {
    return detail::tap_infos(*model_, model_->made.sizes, model_->height(), model_->width());
  }

  /// The same for images of another size.
  ///
  /// @throws shape_error where the module does not take them
  /// @cost one forward pass of one image
  [[nodiscard]] std::vector<tap_info> taps(std::size_t height, std::size_t width) const {
    if (height == model_->height() && width == model_->width()) return taps();
    std::array<std::size_t, 4> const shape{1, model_->options.example[1], height, width};
    auto const sizes = detail::guarded(*model_, shape, [&] {
      return detail::traced_sizes(*model_, at::zeros(detail::torch_shape(shape), model_->place));
    });
    return detail::tap_infos(*model_, sizes, height, width);
  }

  /// How many logits an image gets.
  [[nodiscard]] std::size_t classes() const {
    return static_cast<std::size_t>(model_->made.sizes[model_->made.logits].back());
  }

  /// How many channels the images have that it was recorded with.
  [[nodiscard]] std::size_t input_channels() const { return model_->options.example[1]; }

  /// Where the module computes.
  [[nodiscard]] torch::Device device() const { return model_->place.device(); }

 private:
  [[nodiscard]] tap_type tap_at(std::size_t slot) const { return {slot, model_->made.fingerprint}; }

  void require_own(tap_type const& tap) const {
    bool const own = tap.module == model_->made.fingerprint && tap.value < model_->made.slots.size();
    if (own && model_->made.is_tensor[tap.value] && model_->made.heard[tap.value]) return;
    throw unknown_tap_error("tap", "one that this module's find_tap or image_tap gave", "a tap of another module");
  }

  [[nodiscard]] detail::kept_pass const& kept_of(record_type const& record) const {
    detail::kept_pass const& kept = detail::record_access::kept(record);
    if (kept.model != model_) throw module_error("record", "one that this module made", "another module's");
    return kept;
  }

  [[nodiscard]] feature_tensor<T> pulled_back(record_type const& record, logit_matrix<T> const& cotangent,
                                              detail::differentiable_pass const& pass) const {
    detail::require_cotangent(record.logits(), cotangent);
    return detail::guarded(*model_, detail::record_access::kept(record).images, [&] {
      at::Tensor const pulled = detail::to_device(cotangent, pass.logits.options());
      at::Tensor const gradient = detail::pull_back(pass, pulled);
      return detail::to_host<T, 4>(detail::to_maps(gradient, layout_of(record.tap(), gradient)));
    });
  }

  [[nodiscard]] tap_layout layout_of(tap_type const& tap, at::Tensor const& values) const {
    return detail::layout_at(model_->made, model_->options.layouts, tap.value, values.sizes().vec());
  }

  std::shared_ptr<detail::scripted const> model_;
};

/// A TorchScript module as a backend in single precision.
using script_module = basic_script_module<float>;

static_assert(input_differentiable<script_module> && resumable<basic_script_module<double>>);
static_assert(differentiable_under<script_module, plain_relu>);

}  // namespace whence::libtorch
