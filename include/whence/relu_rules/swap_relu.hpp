// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <span>
#include <vector>
#include <whence/concepts/ablatable.hpp>
#include <whence/concepts/differentiable_under.hpp>
#include <whence/concepts/input_differentiable.hpp>
#include <whence/concepts/multi_tappable.hpp>
#include <whence/concepts/resumable.hpp>
#include <whence/concepts/tap_of.hpp>

namespace whence {

/// A view of a backend whose every ReLU passes gradients back by `Rule`: itself a backend, so that any method composes
/// with it. The model is not touched, and nothing has to be restored. Made by `swap_relu`.
template <class Model, relu_rule Rule>
requires differentiable_under<Model, Rule>
class under_rule {
 public:
  using value_type = value_t<Model>;
  using tap_type = tap_t<Model>;
  using record_type = record_t<Model>;

  explicit under_rule(Model const& model, Rule rule = {}) : model_(&model), rule_(rule) {}
  explicit under_rule(Model const&&, Rule = {}) = delete;  // a view of a temporary would dangle

  [[nodiscard]] logit_matrix<value_type> forward(image_batch<value_type> const& images) const {
    return model_->forward(images);
  }
  [[nodiscard]] record_type record(image_batch<value_type> const& images, tap_type const& tap) const {
    return model_->record(images, tap);
  }
  [[nodiscard]] std::vector<record_type> record(image_batch<value_type> const& images,
                                                std::span<tap_type const> taps) const requires multi_tappable<Model> {
    return model_->record(images, taps);
  }
  [[nodiscard]] feature_tensor<value_type> backward(record_type const& record,
                                                    logit_matrix<value_type> const& cotangent) const {
    return model_->backward(record, cotangent, rule_);
  }
  [[nodiscard]] tap_type image_tap() const requires input_differentiable<Model> { return model_->image_tap(); }
  [[nodiscard]] logit_matrix<value_type> resume(
      record_type const& record, std::size_t image,
      feature_tensor<value_type> const& feature_maps) const requires resumable<Model> {
    return model_->resume(record, image, feature_maps);
  }
  [[nodiscard]] logit_matrix<value_type> ablate(record_type const& record, std::size_t image,
                                                std::span<std::size_t const> channels) const requires ablatable<Model> {
    return model_->ablate(record, image, channels);
  }
  template <class At>
  requires tap_of<At, Model>
  [[nodiscard]] tap_type find_tap(At const& at) const { return whence::resolve_tap(*model_, at); }
  template <class... Size>
  [[nodiscard]] auto taps(Size... size) const requires requires(Model const& model) {
    model.taps(size...);
  }
  { return model_->taps(size...); }

 private:
  Model const* model_;
  [[no_unique_address]] Rule rule_;
};

/// The backend with its ReLUs swapped for the backward pass: `swap_relu<guided_relu>(model)`.
///
/// @param model kept by reference: it must outlive the view, so a temporary does not compile
/// @cost no pass, no copy
template <relu_rule Rule, class Model>
requires differentiable_under<Model, Rule>
[[nodiscard]] under_rule<Model, Rule> swap_relu(Model const& model, Rule rule = {}) {
  return under_rule<Model, Rule>(model, rule);
}
template <relu_rule Rule, class Model>
void swap_relu(Model const&&, Rule = {}) = delete;

}  // namespace whence
