// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>
#include <whence/concepts/deepest_tap.hpp>
#include <whence/concepts/named_tap.hpp>
#include <whence/concepts/relu_rule.hpp>
#include <whence/concepts/unknown_tap_error.hpp>
#include <whence/core/tap_geometry.hpp>
#include <whence/core/tensor.hpp>
#include <whence/relu_rules/plain_relu.hpp>

namespace whence::test {

enum class toy_tap { image, convolution, relu };

template <class T>
struct toy_record {
  toy_tap tap;
  whence::logit_matrix<T> logits_;
  std::shared_ptr<whence::feature_tensor<T>> maps;  // shared, so that broken toys can reach into a const record
  whence::feature_tensor<T> convolved;              // what the ReLU was given: all that backward needs

  whence::logit_matrix<T> const& logits() const { return logits_; }
  whence::feature_tensor<T> const& feature_maps() const { return *maps; }
  std::optional<whence::tap_geometry> geometry() const { return whence::tap_geometry{}; }
};

/// A backend in full, and as small as one can be: a 3x3 convolution of 2 channels to 3, a ReLU, the mean of each map, a
/// linear layer to 4 classes.
///
///     a_k = relu(sum_c w_kc * x_c + b_k),   z_i = sum_k v_ik mean(a_k) + d_i
template <class T>
class toy_model {
 public:
  using value_type = T;
  using tap_type = toy_tap;
  using record_type = toy_record<T>;
  using images_type = whence::image_batch<T>;
  using maps_type = whence::feature_tensor<T>;
  using logits_type = whence::logit_matrix<T>;

  static constexpr std::size_t channels = 2;
  static constexpr std::size_t maps = 3;
  static constexpr std::size_t classes = 4;

  logits_type forward(images_type const& images) const { return head(relu(convolution(images))); }

  record_type record(images_type const& images, toy_tap const& tap) const {
    maps_type const convolved = convolution(images);
    maps_type const rectified = relu(convolved);
    maps_type const& at_tap = tap == toy_tap::image ? images : tap == toy_tap::convolution ? convolved : rectified;
    return {tap, head(rectified), std::make_shared<maps_type>(at_tap), convolved};
  }

  std::vector<record_type> record(images_type const& images, std::span<toy_tap const> taps) const {
    std::vector<record_type> records;
    for (toy_tap const tap : taps) records.push_back(record(images, tap));
    return records;
  }

  logits_type resume(record_type const& record, std::size_t, maps_type const& at_tap) const {
    if (record.tap == toy_tap::image) return forward(at_tap);
    return record.tap == toy_tap::convolution ? head(relu(at_tap)) : head(at_tap);
  }

  maps_type backward(record_type const& record, logits_type const& cotangent) const {
    return backward(record, cotangent, whence::plain_relu{});
  }

  template <whence::relu_rule Rule>
  maps_type backward(record_type const& record, logits_type const& cotangent, Rule rule) const {
    maps_type const& x = record.convolved;
    maps_type gradient = maps_type::from_shape(x.shape());
    std::size_t const cells = x.shape(2) * x.shape(3);
    for (std::size_t n = 0; n != x.shape(0); ++n) {
      for (std::size_t k = 0; k != maps; ++k) {
        T g = 0;
        for (std::size_t i = 0; i != classes; ++i) g += cotangent(n, i) * linear_weight(i, k);
        g /= static_cast<T>(cells);
        for (std::size_t j = 0; j != cells; ++j) {
          std::size_t const at = (n * maps + k) * cells + j;
          bool const passes = record.tap == toy_tap::relu || static_cast<bool>(rule(x.data()[at], g));
          gradient.data()[at] = passes ? g : T(0);
        }
      }
    }
    return record.tap == toy_tap::image ? convolution_pullback(gradient) : gradient;
  }

  toy_tap image_tap() const { return toy_tap::image; }
  toy_tap find_tap(whence::deepest_tap) const { return toy_tap::relu; }
  toy_tap find_tap(whence::named_tap tap) const {
    if (tap.name == "convolution") return toy_tap::convolution;
    if (tap.name == "relu") return toy_tap::relu;
    throw whence::unknown_tap_error("tap of the toy", "convolution or relu", std::string(tap.name));
  }

  /// Images for the laws: values in [-1, 1] without zeros or ties.
  static images_type images(std::size_t count, std::size_t height = 4, std::size_t width = 5) {
    images_type result = images_type::from_shape({count, channels, height, width});
    for (std::size_t i = 0; i != result.size(); ++i) {
      result.data()[i] = (static_cast<T>((i * 37) % 101) - T(50.25)) / T(51);
    }
    return result;
  }

 private:
  static T convolution_weight(std::size_t k, std::size_t c, std::size_t dy, std::size_t dx) {
    std::size_t const place = ((k * channels + c) * 3 + dy) * 3 + dx;
    return (static_cast<T>((place * 29) % 53) - T(26)) / T(40);
  }
  static T convolution_bias(std::size_t k) { return (static_cast<T>(k) - T(1)) / T(7); }
  static T linear_weight(std::size_t i, std::size_t k) {
    return (static_cast<T>((i * 5 + k * 7) % 11) - T(4.5)) / T(3);
  }
  static T linear_bias(std::size_t i) { return static_cast<T>(i) / T(9); }

  // Calls visit(k, y, x, c, input y, input x, weight) for every product of the convolution; padding 1, so that a
  // product is left out where the window stands over the edge.
  template <class Visit>
  static void products(std::size_t height, std::size_t width, Visit const& visit) {
    for (std::size_t k = 0; k != maps; ++k)
      for (std::size_t y = 0; y != height; ++y)
        for (std::size_t x = 0; x != width; ++x)
          for (std::size_t c = 0; c != channels; ++c)
            for (std::size_t dy = 0; dy != 3; ++dy)
              for (std::size_t dx = 0; dx != 3; ++dx) {
                if (y + dy < 1 || y + dy > height || x + dx < 1 || x + dx > width) continue;
                visit(k, y, x, c, y + dy - 1, x + dx - 1, convolution_weight(k, c, dy, dx));
              }
  }

  static maps_type convolution(images_type const& images) {
    std::size_t const height = images.shape(2);
    std::size_t const width = images.shape(3);
    maps_type out = maps_type::from_shape({images.shape(0), maps, height, width});
    for (std::size_t n = 0; n != images.shape(0); ++n) {
      for (std::size_t k = 0; k != maps; ++k) xt::view(out, n, k) = convolution_bias(k);
      products(height, width, [&](auto k, auto y, auto x, auto c, auto from_y, auto from_x, T weight) {
        out(n, k, y, x) += weight * images(n, c, from_y, from_x);
      });
    }
    return out;
  }

  static images_type convolution_pullback(maps_type const& gradient) {
    std::size_t const height = gradient.shape(2);
    std::size_t const width = gradient.shape(3);
    images_type out = xt::zeros<T>({gradient.shape(0), channels, height, width});
    for (std::size_t n = 0; n != gradient.shape(0); ++n) {
      products(height, width, [&](auto k, auto y, auto x, auto c, auto from_y, auto from_x, T weight) {
        out(n, c, from_y, from_x) += weight * gradient(n, k, y, x);
      });
    }
    return out;
  }

  static maps_type relu(maps_type const& x) { return xt::maximum(x, T(0)); }

  static logits_type head(maps_type const& a) {
    logits_type z = logits_type::from_shape({a.shape(0), classes});
    std::size_t const cells = a.shape(2) * a.shape(3);
    for (std::size_t n = 0; n != a.shape(0); ++n) {
      for (std::size_t i = 0; i != classes; ++i) {
        z(n, i) = linear_bias(i);
        for (std::size_t k = 0; k != maps; ++k) {
          T sum = 0;
          for (std::size_t j = 0; j != cells; ++j) sum += a.data()[(n * maps + k) * cells + j];
          z(n, i) += linear_weight(i, k) * sum / static_cast<T>(cells);
        }
      }
    }
    return z;
  }
};

}  // namespace whence::test
