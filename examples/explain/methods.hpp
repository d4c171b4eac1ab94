// SPDX-License-Identifier: BSD-3-Clause
// The methods that the programs offer. Each is one line: its name, its words, and its type.
#pragma once
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>
#include <whence/concepts/input_differentiable.hpp>
#include <whence/core/class_maps.hpp>
#include <whence/core/pixel_attributions.hpp>
#include <whence/core/tensor.hpp>
#include <whence/methods/cam/grad_cam.hpp>
#include <whence/methods/gradient/deconvnet.hpp>
#include <whence/methods/gradient/guided_backprop.hpp>
#include <whence/methods/gradient/guided_grad_cam.hpp>
#include <whence/methods/gradient/input_gradient.hpp>

namespace explain {

/// What a method said, and the logits it was said of.
struct explanation {
  whence::logit_matrix<float> logits;
  std::variant<whence::class_maps<float>, whence::pixel_attributions<float>> answer;
};

/// Where to look and which signs to keep, for the methods that ask.
template <whence::input_differentiable Model>
struct look {
  typename Model::tap_type tap;
  bool keep_signed;
};

struct method_entry {
  std::string_view name;
  std::string_view words;
  bool looks_at_tap;
  bool is_signed;  ///< whatever --signed says
};

inline std::vector<method_entry> const& method_menu() {
  static std::vector<method_entry> const menu{
      {"grad_cam", "where the deep feature maps speak for the class (1 forward, 1 backward pass to the tap)", true,
       false},
      {"input_gradient", "the gradient at the pixels, signed (1 forward, 1 backward pass)", false, true},
      {"guided_backprop", "positive gradients through open ReLUs only; sharp, hardly class-specific", false, true},
      {"deconvnet", "positive gradients, ReLUs otherwise ignored", false, true},
      {"guided_grad_cam", "guided backprop where Grad-CAM looks (2 forward, 2 backward passes)", true, true},
  };
  return menu;
}

/// @param name one of the menu's
inline method_entry const& method_named(std::string_view name) {
  return *std::ranges::find(method_menu(), name, &method_entry::name);
}

/// Explains a batch by the method of that name.
template <whence::input_differentiable Model, class Score>
explanation explain_by(std::string_view method, Model const& model, whence::image_batch<float> const& images,
                       look<Model> const& where, Score const& score) {
  if (method == "grad_cam") {
    auto const record = model.record(images, where.tap);
    whence::grad_cam cam{where.tap};
    cam.keep_signed = where.keep_signed;
    return {record.logits(), cam(model, record, score)};
  }
  whence::logit_matrix<float> logits = model.forward(images);
  if (method == "input_gradient") return {std::move(logits), whence::input_gradient{}(model, images, score)};
  if (method == "guided_backprop") return {std::move(logits), whence::guided_backprop{}(model, images, score)};
  if (method == "deconvnet") return {std::move(logits), whence::deconvnet{}(model, images, score)};
  return {std::move(logits), whence::guided_grad_cam{where.tap}(model, images, score)};
}

}  // namespace explain
