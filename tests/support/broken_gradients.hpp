// SPDX-License-Identifier: BSD-3-Clause
// The faulty toys whose gradients or suffixes are wrong; broken_toys.hpp holds the others.
#pragma once
#include <algorithm>
#include <atomic>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <memory>
#include <mutex>
#include <support/broken_toys.hpp>
#include <thread>

namespace whence::test::broken {

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
