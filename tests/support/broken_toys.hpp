// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <atomic>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <limits>
#include <memory>
#include <mutex>
#include <support/toy_model.hpp>
#include <thread>
#include <whence/relu_rules/plain_relu.hpp>

/// Toys with one fault each: proof that the law suite sees it. A fault is put where no other law can notice it, so that
/// the suite must name the very law; where a fault by its nature breaks two, the test says so.
namespace whence::test::broken {

using base = toy_model<double>;
using images_type = base::images_type;
using maps_type = base::maps_type;
using logits_type = base::logits_type;
using record_type = base::record_type;

template <class Values>
Values shifted(Values values, double by) {
  for (std::size_t i = 0; i != values.size(); ++i) values.data()[i] += by;
  return values;
}

template <class Values>
Values scaled(Values values, double by) {
  for (std::size_t i = 0; i != values.size(); ++i) values.data()[i] *= by;
  return values;
}

/// Backward passes, both with and without a rule, through one function of the right result.
template <class Self>
struct bent_backward : base {
  maps_type backward(record_type const& of, logits_type const& cotangent) const {
    return self().bend(of, base::backward(of, cotangent));
  }
  template <whence::relu_rule Rule>
  maps_type backward(record_type const& of, logits_type const& cotangent, Rule rule) const {
    return self().bend(of, base::backward(of, cotangent, rule));
  }

 private:
  Self const& self() const { return static_cast<Self const&>(*this); }
};

/// Right without a rule and under the plain one, otherwise through one function of the right result.
template <class Self>
struct bent_rules : base {
  using base::backward;
  template <whence::relu_rule Rule>
  maps_type backward(record_type const& of, logits_type const& cotangent, Rule rule) const {
    maps_type const right = base::backward(of, cotangent, rule);
    if constexpr (std::same_as<Rule, whence::plain_relu>) return right;
    return static_cast<Self const&>(*this).bend(of, right);
  }
};

struct forward_not_finite : base {
  logits_type forward(images_type const& images) const {
    return scaled(base::forward(images), std::numeric_limits<double>::infinity());
  }
  record_type record(images_type const& images, toy_tap const& tap) const {
    record_type of = base::record(images, tap);
    of.logits_ = scaled(of.logits_, std::numeric_limits<double>::infinity());
    return of;
  }
};

/// A cache that gives the answer to the same question in a lower precision, once.
struct forward_from_a_poor_cache : base {
  logits_type forward(images_type const& images) const {
    bool const seen = images == last_;
    last_ = seen ? images_type() : images;
    return seen ? shifted(base::forward(images), 1e-6) : base::forward(images);
  }

 private:
  mutable images_type last_;
};

/// Logits that depend on the number of images, as those of a library that picks its kernel by the size do.
struct forward_by_the_batch : base {
  static double offset(std::size_t images) { return images == 1 ? 0 : 1e-9; }
  logits_type forward(images_type const& images) const {
    return shifted(base::forward(images), offset(images.shape(0)));
  }
  record_type record(images_type const& images, toy_tap const& tap) const {
    record_type of = base::record(images, tap);
    of.logits_ = shifted(of.logits_, offset(images.shape(0)));
    return of;
  }
  logits_type resume(record_type const& of, std::size_t image, maps_type const& at_tap) const {
    return shifted(base::resume(of, image, at_tap), offset(of.convolved.shape(0)));
  }
};

/// A tail of its own behind the tap, not quite the network's.
struct record_with_other_logits : base {
  record_type record(images_type const& images, toy_tap const& tap) const {
    record_type of = base::record(images, tap);
    if (tap != toy_tap::image) of.logits_ = shifted(of.logits_, 1e-6);
    return of;
  }
  logits_type resume(record_type const& of, std::size_t image, maps_type const& at_tap) const {
    return shifted(base::resume(of, image, at_tap), of.tap == toy_tap::image ? 0 : 1e-6);
  }
};

/// Only maps that the ReLU cuts off are changed, so that no logit notices.
struct maps_by_the_batch : base {
  record_type record(images_type const& images, toy_tap const& tap) const {
    record_type of = base::record(images, tap);
    if (tap == toy_tap::convolution && images.shape(0) > 1) {
      for (double& value : *of.maps) {
        if (value < 0) value -= 1e-9;
      }
    }
    return of;
  }
};

/// All records show one buffer: the last record's maps.
struct maps_in_one_buffer : base {
  record_type record(images_type const& images, toy_tap const& tap) const {
    record_type of = base::record(images, tap);
    *buffer_ = *of.maps;
    of.maps = buffer_;
    return of;
  }

 private:
  std::shared_ptr<maps_type> buffer_ = std::make_shared<maps_type>();
};

/// Gradients of the last record, whichever is asked.
struct backward_of_the_last_record : base {
  record_type record(images_type const& images, toy_tap const& tap) const {
    last_ = base::record(images, tap);
    return last_;
  }
  maps_type backward(record_type const&, logits_type const& cotangent) const {
    return base::backward(last_, cotangent);
  }
  template <whence::relu_rule Rule>
  maps_type backward(record_type const&, logits_type const& cotangent, Rule rule) const {
    return base::backward(last_, cotangent, rule);
  }

 private:
  mutable record_type last_;
};

struct image_tap_after_a_shift : base {
  record_type record(images_type const& images, toy_tap const& tap) const {
    record_type of = base::record(images, tap);
    if (tap == toy_tap::image) *of.maps = shifted(*of.maps, 1e-9);
    return of;
  }
};

struct backward_clips_the_cotangent : base {
  using base::backward;
  maps_type backward(record_type const& of, logits_type const& cotangent) const {
    logits_type const clipped = xt::clip(cotangent, -1.0, 1.0);
    return base::backward(of, clipped);
  }
};

struct backward_too_large : bent_backward<backward_too_large> {
  static maps_type bend(record_type const&, maps_type const& right) { return scaled(right, 1.001); }
};

/// A single cell of a single map is forgotten, as by a loop that ends too early.
struct backward_forgets_a_corner : bent_backward<backward_forgets_a_corner> {
  static maps_type bend(record_type const&, maps_type gradient) {
    for (std::size_t n = 0; n != gradient.shape(0); ++n) gradient(n, 1, 0, 0) = 0;
    return gradient;
  }
};

/// What is needed to differentiate is spent by doing so.
struct backward_once : base {
  struct record_type : base::record_type {
    std::shared_ptr<std::atomic<int>> calls = std::make_shared<std::atomic<int>>(0);
  };
  record_type record(images_type const& images, toy_tap const& tap) const { return {base::record(images, tap)}; }
  maps_type backward(record_type const& of, logits_type const& cotangent) const {
    return scaled(base::backward(of, cotangent), (*of.calls)++ == 0 ? 1 : 0);
  }
  template <whence::relu_rule Rule>
  maps_type backward(record_type const& of, logits_type const& cotangent, Rule rule) const {
    return base::backward(of, cotangent, rule);
  }
};

/// A buffer in the model through which every backward pass sends its cotangent.
struct backward_through_one_buffer : base {
  using base::backward;
  maps_type backward(record_type const& of, logits_type const& cotangent) const {
    {
      std::scoped_lock const lock(guard_);
      buffer_ = cotangent;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(20));  // long enough for the other threads to arrive
    std::scoped_lock const lock(guard_);
    return base::backward(of, buffer_);
  }

 private:
  mutable std::mutex guard_;
  mutable logits_type buffer_;
};

struct backward_by_the_batch : bent_backward<backward_by_the_batch> {
  static maps_type bend(record_type const& of, maps_type const& right) {
    return scaled(right, of.convolved.shape(0) == 1 ? 1 : 1 + 1e-9);
  }
};

/// The gradient is written over the maps.
struct backward_in_place : bent_backward<backward_in_place> {
  static maps_type bend(record_type const& of, maps_type const& right) {
    std::ranges::copy(right, of.maps->begin());
    return right;
  }
};

struct resume_is_off : base {
  logits_type resume(record_type const& of, std::size_t image, maps_type const& at_tap) const {
    return shifted(base::resume(of, image, at_tap), of.tap == toy_tap::image ? 0 : 1e-9);
  }
};

struct resume_is_off_at_the_image : base {
  logits_type resume(record_type const& of, std::size_t image, maps_type const& at_tap) const {
    return shifted(base::resume(of, image, at_tap), of.tap == toy_tap::image ? 1e-9 : 0);
  }
};

struct resume_by_the_batch : base {
  logits_type resume(record_type const& of, std::size_t image, maps_type const& at_tap) const {
    bool const alone = of.tap == toy_tap::image || at_tap.shape(0) == 1;
    return shifted(base::resume(of, image, at_tap), alone ? 0 : 1e-9);
  }
};

struct resume_in_place : base {
  logits_type resume(record_type const& of, std::size_t image, maps_type const& at_tap) const {
    logits_type const logits = base::resume(of, image, at_tap);
    std::copy_n(at_tap.data(), std::min(at_tap.size(), of.maps->size()), of.maps->data());
    return logits;
  }
};

/// A second implementation for rules, not quite the first.
struct plain_rule_is_off : base {
  using base::backward;
  template <whence::relu_rule Rule>
  maps_type backward(record_type const& of, logits_type const& cotangent, Rule rule) const {
    return scaled(base::backward(of, cotangent, rule), 1 + 1e-9);
  }
};

struct rule_saturates : bent_rules<rule_saturates> {
  static maps_type bend(record_type const&, maps_type const& right) {
    maps_type const clipped = xt::clip(right, -1e-3, 1e-3);
    return clipped;
  }
};

struct rule_by_the_batch : bent_rules<rule_by_the_batch> {
  static maps_type bend(record_type const& of, maps_type const& right) {
    return scaled(right, of.convolved.shape(0) == 1 ? 1 : 1 + 1e-9);
  }
};

/// ReLUs are swapped in the model itself, and back only as the next record is made.
struct rule_is_left_behind : base {
  record_type record(images_type const& images, toy_tap const& tap) const {
    swapped_ = false;
    return base::record(images, tap);
  }
  maps_type backward(record_type const& of, logits_type const& cotangent) const {
    return scaled(base::backward(of, cotangent), swapped_ ? 0.5 : 1);
  }
  template <whence::relu_rule Rule>
  maps_type backward(record_type const& of, logits_type const& cotangent, Rule rule) const {
    swapped_ = !std::same_as<Rule, whence::plain_relu>;
    return base::backward(of, cotangent, rule);
  }

 private:
  mutable std::atomic<bool> swapped_ = false;
};

}  // namespace whence::test::broken
