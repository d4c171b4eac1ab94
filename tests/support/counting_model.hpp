// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <atomic>
#include <cstddef>
#include <memory>
#include <ostream>
#include <span>
#include <utility>
#include <whence/concepts/ablatable.hpp>
#include <whence/concepts/differentiable_under.hpp>
#include <whence/concepts/input_differentiable.hpp>
#include <whence/concepts/multi_tappable.hpp>
#include <whence/concepts/resumable.hpp>
#include <whence/concepts/tap_of.hpp>

namespace whence::test {

/// Images that went through a model, by the member they went through: a call with three images counts three.
struct pass_counts {
  std::size_t forward = 0;   ///< images through `forward`
  std::size_t record = 0;    ///< images through `record`, at one tap or several: a forward pass each, too
  std::size_t backward = 0;  ///< images through `backward`, under a rule or not, to whatever tap
  std::size_t resume = 0;    ///< versions of feature maps through `resume`, and maps taken away by `ablate`

  friend bool operator==(pass_counts const&, pass_counts const&) = default;
  friend std::ostream& operator<<(std::ostream& out, pass_counts const& counts) {
    return out << "forward " << counts.forward << ", record " << counts.record << ", backward " << counts.backward
               << ", resume " << counts.resume;
  }
};

namespace detail {

/// What a model without taps would be asked for.
struct no_such_type {};

template <class Model>
struct counted_types {
  using tap = no_such_type;
  using record = no_such_type;
  struct names {};
};

template <tappable Model>
struct counted_types<Model> {
  using tap = tap_t<Model>;
  using record = record_t<Model>;
  struct names {
    using tap_type = tap_t<Model>;
    using record_type = record_t<Model>;
  };
};

}  // namespace detail

/// Any backend, counting what goes through it: it meets the concepts the backend meets, and no more. Copies count
/// together.
///
///     counting_model model{hand_network<double>()};
///     (void)whence::grad_cam{}(model, images);
///     BOOST_TEST(model.counts() == (pass_counts{.record = 1, .backward = 1}));
template <classifier Model>
class counting_model : public detail::counted_types<Model>::names {
  using tap_or_none = typename detail::counted_types<Model>::tap;
  using record_or_none = typename detail::counted_types<Model>::record;

 public:
  using value_type = value_t<Model>;

  explicit counting_model(Model model) : model_(std::move(model)) {}

  [[nodiscard]] pass_counts counts() const {
    return {tally_->forward, tally_->record, tally_->backward, tally_->resume};
  }
  /// The most images, or versions, that went through in one call.
  [[nodiscard]] std::size_t largest_batch() const { return tally_->largest; }
  /// Counts anew from zero.
  void forget() const {
    for (auto* const count :
         {&tally_->forward, &tally_->record, &tally_->backward, &tally_->resume, &tally_->largest}) {
      *count = 0;
    }
  }
  [[nodiscard]] Model const& counted() const { return model_; }

  [[nodiscard]] logit_matrix<value_type> forward(image_batch<value_type> const& images) const {
    count(tally_->forward, images.shape(0));
    return model_.forward(images);
  }

  [[nodiscard]] auto record(image_batch<value_type> const& images,
                            tap_or_none const& tap) const requires tappable<Model> {
    count(tally_->record, images.shape(0));
    return model_.record(images, tap);
  }

  [[nodiscard]] auto record(image_batch<value_type> const& images,
                            std::span<tap_or_none const> taps) const requires multi_tappable<Model> {
    count(tally_->record, images.shape(0));
    return model_.record(images, taps);
  }

  [[nodiscard]] feature_tensor<value_type> backward(
      record_or_none const& record, logit_matrix<value_type> const& cotangent) const requires model_backend<Model> {
    count(tally_->backward, cotangent.shape(0));
    return model_.backward(record, cotangent);
  }
  template <relu_rule Rule>
  requires differentiable_under<Model, Rule>
  [[nodiscard]] feature_tensor<value_type> backward(record_or_none const& record,
                                                    logit_matrix<value_type> const& cotangent, Rule rule) const {
    count(tally_->backward, cotangent.shape(0));
    return model_.backward(record, cotangent, rule);
  }

  [[nodiscard]] logit_matrix<value_type> resume(
      record_or_none const& record, std::size_t image,
      feature_tensor<value_type> const& feature_maps) const requires resumable<Model> {
    count(tally_->resume, feature_maps.shape(0));
    return model_.resume(record, image, feature_maps);
  }

  [[nodiscard]] logit_matrix<value_type> ablate(record_or_none const& record, std::size_t image,
                                                std::span<std::size_t const> channels) const requires ablatable<Model> {
    count(tally_->resume, channels.size());
    return model_.ablate(record, image, channels);
  }

  [[nodiscard]] auto image_tap() const requires input_differentiable<Model> { return model_.image_tap(); }
  template <class At>
  requires tap_of<At, Model>
  [[nodiscard]] auto find_tap(At const& at) const { return whence::resolve_tap(model_, at); }
  template <class... Size>
  [[nodiscard]] auto taps(Size... size) const requires requires(Model const& model) {
    model.taps(size...);
  }
  { return model_.taps(size...); }

 private:
  struct tally {
    std::atomic<std::size_t> forward = 0;
    std::atomic<std::size_t> record = 0;
    std::atomic<std::size_t> backward = 0;
    std::atomic<std::size_t> resume = 0;
    std::atomic<std::size_t> largest = 0;
  };

  void count(std::atomic<std::size_t>& what, std::size_t images) const {
    what += images;
    std::size_t largest = tally_->largest;
    while (largest < images && !tally_->largest.compare_exchange_weak(largest, images)) {
    }
  }

  Model model_;
  std::shared_ptr<tally> tally_ = std::make_shared<tally>();
};

}  // namespace whence::test
