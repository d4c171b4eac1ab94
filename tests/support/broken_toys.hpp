// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>
#include <cstddef>
#include <limits>
#include <memory>
#include <support/toy_model.hpp>
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

}  // namespace whence::test::broken
