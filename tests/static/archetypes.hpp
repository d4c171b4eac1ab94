// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <span>
#include <vector>
#include <whence/concepts/model_backend.hpp>
#include <whence/concepts/relu_rule.hpp>
#include <whence/core/class_maps.hpp>
#include <whence/core/tensor.hpp>

/// The poorest types that meet each concept: nothing can be copied, made or compared that the concept does not ask for.
/// Nothing is defined, since nothing is run. To lack a requirement, a test derives from one and hides a name.
namespace archetypes {

using images = whence::image_batch<double>;
using maps = whence::feature_tensor<double>;
using logits = whence::logit_matrix<double>;

/// Not made from nothing, not copied, not moved.
class immovable {
 public:
  immovable(immovable const&) = delete;
  immovable& operator=(immovable const&) = delete;

 protected:
  immovable();
  ~immovable();
};

struct classifier : immovable {
  using value_type = double;
  logits forward(images const&) const;
};

/// Copied, as callers hand taps around, but neither made from nothing nor compared.
class tap {
 public:
  tap(tap const&);
  tap& operator=(tap const&);

 private:
  tap();
};

struct record : immovable {
  whence::logit_matrix<double> const& logits() const;
  whence::feature_tensor<double> const& feature_maps() const;
};

struct tappable : classifier {
  using tap_type = archetypes::tap;
  using record_type = archetypes::record;
  record_type record(images const&, tap_type const&) const;
};

struct multi_tappable : tappable {
  using tappable::record;
  std::vector<record_type> record(images const&, std::span<tap_type const>) const;
};

struct resumable : tappable {
  logits resume(record_type const&, std::size_t, maps const&) const;
};

struct ablatable : resumable {
  logits ablate(record_type const&, std::size_t, std::span<std::size_t const>) const;
};

struct model_backend : tappable {
  maps backward(record_type const&, logits const&) const;
};

struct input_differentiable : model_backend {
  tap_type image_tap() const;
};

struct relu_rule {
  bool operator()(float, float) const;
  bool operator()(double, double) const;
  whence::detail::any_mask operator()(whence::detail::any_tensor const&, whence::detail::any_tensor const&) const;
};

/// Under its own rule, and no other.
struct differentiable_under : model_backend {
  using model_backend::backward;
  maps backward(record_type const&, logits const&, archetypes::relu_rule) const;
};

struct question : immovable {
  double value(std::span<double const>) const;
  void cotangent(std::span<double const>, std::span<double>) const;
};

/// Questions are stored by whoever asks them, and so are the one thing that can be moved.
struct movable_question {
  movable_question(movable_question&&);
  movable_question& operator=(movable_question&&);
  double value(std::span<double const>) const;
  void cotangent(std::span<double const>, std::span<double>) const;

 private:
  movable_question();
};

struct score_function : immovable {
  movable_question ask(std::span<double const>, std::size_t) const;
};

struct cam_formula {
  whence::map_batch<double> operator()(maps const&, maps const&) const;
  cam_formula();
  cam_formula(cam_formula const&) = delete;
  cam_formula& operator=(cam_formula const&) = delete;
};

struct attribution_method : immovable {
  whence::class_maps<double> operator()(classifier const&, images const&, score_function const&) const;
};

}  // namespace archetypes
