// SPDX-License-Identifier: BSD-3-Clause
// The methods that are measured, by name: one list for every backend.
#pragma once
#include <string>
#include <string_view>
#include <whence/concepts/named_tap.hpp>
#include <whence/core/error.hpp>
#include <whence/methods/cam/ablation_cam.hpp>
#include <whence/methods/cam/grad_cam.hpp>
#include <whence/methods/cam/layer_cam.hpp>
#include <whence/methods/cam/score_cam.hpp>
#include <whence/methods/gradient/guided_backprop.hpp>
#include <whence/methods/gradient/input_gradient.hpp>

namespace benchmarks {

/// Calls visit(name, explain), explain being called as (model, images), for each method; `forward` is none, and what
/// the others are seen against. All CAMs look behind the last convolution's ReLU.
template <class Visit>
void for_each_method(Visit visit) {
  whence::named_tap const tap{"features.29"};
  visit("forward", [](auto const& model, auto const& images) { return model.forward(images); });
  visit("grad_cam", whence::grad_cam{tap});
  visit("layer_cam", whence::layer_cam{tap});
  visit("input_gradient", whence::input_gradient{});
  visit("guided_backprop", whence::guided_backprop{});
  visit("ablation_cam", whence::ablation_cam{tap});
  visit("score_cam", whence::score_cam{tap});
}

/// Whether it asks the network hundreds of times, so that one run is a measurement.
inline bool is_long(std::string_view method) {
  return method == "score_cam" || method == "ablation_cam";
}

/// Runs one of them once.
///
/// @throws whence::error where there is none of that name
template <class Model, class Images>
void run_method(std::string const& name, Model const& model, Images const& images) {
  bool found = false;
  for_each_method([&](std::string_view known, auto const& explain) {
    if (known != name) return;
    found = true;
    (void)explain(model, images);
  });
  if (!found) throw whence::error("method", "one of support/methods.hpp", name);
}

}  // namespace benchmarks
