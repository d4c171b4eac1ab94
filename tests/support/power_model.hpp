// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <memory>
#include <utility>
#include <whence/core/tensor.hpp>

namespace whence::test {

/// How many images records keep, at present and at most.
struct kept_images {
  std::size_t now = 0;
  std::size_t most = 0;
};

/// A record that says how long it lives.
template <class T>
class power_record {
 public:
  power_record(whence::image_batch<T> images, whence::logit_matrix<T> logits, std::shared_ptr<kept_images> kept)
      : images_(std::move(images)), logits_(std::move(logits)), kept_(std::move(kept)) {
    keep();
  }
  power_record(power_record const& other) : images_(other.images_), logits_(other.logits_), kept_(other.kept_) {
    keep();
  }
  power_record& operator=(power_record const&) = delete;
  ~power_record() { kept_->now -= images_.shape(0); }

  whence::logit_matrix<T> const& logits() const { return logits_; }
  whence::feature_tensor<T> const& feature_maps() const { return images_; }

 private:
  void keep() {
    kept_->now += images_.shape(0);
    kept_->most = std::max(kept_->most, kept_->now);
  }

  whence::image_batch<T> images_;
  whence::logit_matrix<T> logits_;
  std::shared_ptr<kept_images> kept_;
};

/// A backend whose logits are powers of the pixels: z_0 = sum_i (i + 1) x_i^power, z_1 = -sum_i x_i. Along a straight
/// way the gradient of z_0 is a polynomial of degree power - 1.
template <class T>
struct power_model {
  using value_type = T;
  struct tap_type {};
  using record_type = power_record<T>;

  int power = 2;
  std::shared_ptr<kept_images> kept = std::make_shared<kept_images>();

  whence::logit_matrix<T> forward(whence::image_batch<T> const& images) const {
    whence::logit_matrix<T> logits = xt::zeros<T>({images.shape(0), std::size_t{2}});
    std::size_t const size = images.shape(1) * images.shape(2) * images.shape(3);
    for (std::size_t n = 0; n != images.shape(0); ++n) {
      for (std::size_t i = 0; i != size; ++i) {
        T const x = images.data()[n * size + i];
        logits(n, 0) += static_cast<T>(i + 1) * static_cast<T>(std::pow(x, power));
        logits(n, 1) -= x;
      }
    }
    return logits;
  }
  record_type record(whence::image_batch<T> const& images, tap_type const&) const {
    return record_type(images, forward(images), kept);
  }
  whence::feature_tensor<T> backward(record_type const& record, whence::logit_matrix<T> const& cotangent) const {
    whence::image_batch<T> const& images = record.feature_maps();
    whence::feature_tensor<T> gradient(images.shape());
    std::size_t const size = images.shape(1) * images.shape(2) * images.shape(3);
    for (std::size_t i = 0; i != images.size(); ++i) {
      T const slope =
          static_cast<T>(i % size + 1) * static_cast<T>(power) * static_cast<T>(std::pow(images.data()[i], power - 1));
      gradient.data()[i] = cotangent(i / size, 0) * slope - cotangent(i / size, 1);
    }
    return gradient;
  }
  tap_type image_tap() const { return {}; }
};

}  // namespace whence::test
