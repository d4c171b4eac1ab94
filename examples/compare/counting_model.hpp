// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <atomic>
#include <cstddef>
#include <span>
#include <vector>
#include <whence/concepts/ablatable.hpp>
#include <whence/concepts/differentiable_under.hpp>
#include <whence/concepts/input_differentiable.hpp>
#include <whence/concepts/multi_tappable.hpp>
#include <whence/concepts/resumable.hpp>
#include <whence/concepts/tap_of.hpp>

namespace compare {

/// Passes of single images: a call with a batch of three counts three.
struct passes {
  std::size_t forward = 0;
  std::size_t backward = 0;  ///< to wherever
  std::size_t resumed = 0;   ///< from the tap on

  friend bool operator==(passes const&, passes const&) = default;
  friend passes operator+(passes const& a, passes const& b) {
    return {a.forward + b.forward, a.backward + b.backward, a.resumed + b.resumed};
  }
  friend passes operator-(passes const& a, passes const& b) {
    return {a.forward - b.forward, a.backward - b.backward, a.resumed - b.resumed};
  }
};

/// A view of a model that counts what goes through it, and else is that model.
template <whence::input_differentiable Model>
requires whence::resumable<Model> && whence::multi_tappable<Model>
class counting_model {
 public:
  using value_type = whence::value_t<Model>;
  using tap_type = whence::tap_t<Model>;
  using record_type = whence::record_t<Model>;

  /// @param model outlives this
  explicit counting_model(Model const& model) : model_(&model) {}
  counting_model(Model const&&) = delete;

  [[nodiscard]] passes counted() const { return {forward_, backward_, resumed_}; }

  [[nodiscard]] auto forward(whence::image_batch<value_type> const& images) const {
    forward_ += images.shape(0);
    return model_->forward(images);
  }
  [[nodiscard]] auto record(whence::image_batch<value_type> const& images, tap_type const& tap) const {
    forward_ += images.shape(0);
    return model_->record(images, tap);
  }
  [[nodiscard]] auto record(whence::image_batch<value_type> const& images, std::span<tap_type const> taps) const {
    forward_ += images.shape(0);
    return model_->record(images, taps);
  }
  [[nodiscard]] auto backward(record_type const& record, whence::logit_matrix<value_type> const& cotangent) const {
    backward_ += cotangent.shape(0);
    return model_->backward(record, cotangent);
  }
  template <whence::relu_rule Rule>
  requires whence::differentiable_under<Model, Rule>
  [[nodiscard]] auto backward(record_type const& record, whence::logit_matrix<value_type> const& cotangent,
                              Rule rule) const {
    backward_ += cotangent.shape(0);
    return model_->backward(record, cotangent, rule);
  }
  [[nodiscard]] auto resume(record_type const& record, std::size_t image,
                            whence::feature_tensor<value_type> const& feature_maps) const {
    resumed_ += feature_maps.shape(0);
    return model_->resume(record, image, feature_maps);
  }

  [[nodiscard]] auto ablate(record_type const& record, std::size_t image,
                            std::span<std::size_t const> channels) const requires whence::ablatable<Model> {
    resumed_ += channels.size();
    return model_->ablate(record, image, channels);
  }

  [[nodiscard]] auto image_tap() const { return model_->image_tap(); }
  template <class At>
  requires whence::tap_of<At, Model>
  [[nodiscard]] auto find_tap(At const& at) const { return whence::resolve_tap(*model_, at); }
  [[nodiscard]] auto taps() const { return model_->taps(); }

 private:
  Model const* model_;
  mutable std::atomic<std::size_t> forward_ = 0;
  mutable std::atomic<std::size_t> backward_ = 0;
  mutable std::atomic<std::size_t> resumed_ = 0;
};

}  // namespace compare
