// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include "support/toy_model.hpp"

namespace whence::test {

/// The toy's forward pass, and nothing else.
struct forward_only {
  using value_type = double;
  toy_model<double> toy;
  whence::logit_matrix<double> forward(whence::image_batch<double> const& images) const { return toy.forward(images); }
};

/// With taps, but no backward pass.
struct no_backward : forward_only {
  using tap_type = toy_tap;
  using record_type = toy_record<double>;
  record_type record(whence::image_batch<double> const& images, tap_type const& tap) const {
    return toy.record(images, tap);
  }
  tap_type find_tap(whence::deepest_tap at) const { return toy.find_tap(at); }
  tap_type find_tap(whence::named_tap at) const { return toy.find_tap(at); }
};

/// With a backward pass to its taps, the image none of them, by no rule but its own.
struct no_image_tap : no_backward {
  whence::feature_tensor<double> backward(record_type const& record,
                                          whence::logit_matrix<double> const& cotangent) const {
    return toy.backward(record, cotangent);
  }
};

/// With a backward pass to the image, by no rule but its own.
struct no_rules : no_image_tap {
  tap_type image_tap() const { return toy.image_tap(); }
};

/// By any rule, but to no image.
struct rules_but_no_image_tap : no_image_tap {
  using no_image_tap::backward;
  template <whence::relu_rule Rule>
  whence::feature_tensor<double> backward(record_type const& record, whence::logit_matrix<double> const& cotangent,
                                          Rule rule) const {
    return toy.backward(record, cotangent, rule);
  }
};

/// With everything but names: it knows its taps by its own type only.
struct no_find_tap : forward_only {
  using tap_type = toy_tap;
  using record_type = toy_record<double>;
  record_type record(whence::image_batch<double> const& images, tap_type const& tap) const {
    return toy.record(images, tap);
  }
  whence::feature_tensor<double> backward(record_type const& record,
                                          whence::logit_matrix<double> const& cotangent) const {
    return toy.backward(record, cotangent);
  }
  template <whence::relu_rule Rule>
  whence::feature_tensor<double> backward(record_type const& record, whence::logit_matrix<double> const& cotangent,
                                          Rule rule) const {
    return toy.backward(record, cotangent, rule);
  }
  tap_type image_tap() const { return toy.image_tap(); }
};

/// A record that does not tell where its cells look.
class placeless_record {
 public:
  explicit placeless_record(toy_record<double> record) : record_(std::move(record)) {}
  whence::logit_matrix<double> const& logits() const { return record_.logits(); }
  whence::feature_tensor<double> const& feature_maps() const { return record_.feature_maps(); }
  toy_record<double> const& toys() const { return record_; }

 private:
  toy_record<double> record_;
};

/// The toy in full, of whose cells nobody knows where they look.
struct no_geometry : forward_only {
  using tap_type = toy_tap;
  using record_type = placeless_record;
  record_type record(whence::image_batch<double> const& images, tap_type const& tap) const {
    return record_type(toy.record(images, tap));
  }
  whence::feature_tensor<double> backward(record_type const& record,
                                          whence::logit_matrix<double> const& cotangent) const {
    return toy.backward(record.toys(), cotangent);
  }
  template <whence::relu_rule Rule>
  whence::feature_tensor<double> backward(record_type const& record, whence::logit_matrix<double> const& cotangent,
                                          Rule rule) const {
    return toy.backward(record.toys(), cotangent, rule);
  }
  tap_type image_tap() const { return toy.image_tap(); }
  tap_type find_tap(whence::deepest_tap at) const { return toy.find_tap(at); }
};

}  // namespace whence::test
