// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>
#include <whence/backends/libtorch/detail/differentiable.hpp>
#include <whence/backends/libtorch/detail/plan_step.hpp>
#include <whence/backends/libtorch/detail/plan_writer.hpp>
#include <whence/backends/libtorch/detail/scripted.hpp>
#include <whence/backends/libtorch/module_error.hpp>
#include <whence/core/shape_error.hpp>
#include <whence/core/shape_text.hpp>

namespace whence::libtorch::detail {

/// Leaves rectifiers as they are.
struct rectifiers_untouched {
  at::Tensor operator()(instruction const&, at::Tensor const&) const { return {}; }
};

/// Notes the extents of what is computed.
inline auto noting(slot_sizes& sizes) {
  return [&sizes](std::size_t slot, c10::IValue const& value) {
    if (value.isTensor() && value.toTensor().defined()) sizes[slot] = value.toTensor().sizes().vec();
  };
}

/// Runs a body; what LibTorch complains of becomes an exception of this library.
///
/// @param shape of the images
template <class Shape, class Body>
auto guarded(scripted const& model, Shape const& shape, Body const& body) {
  std::string const wanted = "the shape the module was recorded with, " + whence::shape_text(model.options.example) +
                             ", but for N, or one it treats alike";
  auto const complaint = [&](std::string const& problem) -> module_error {
    bool const as_recorded = std::equal(shape.begin() + 1, shape.end(), model.options.example.begin() + 1);
    if (!as_recorded) throw shape_error("images", wanted, whence::shape_text(shape) + ": " + problem);
    return module_error("module", detail::wanted_precision(problem).value_or("no error of LibTorch's"), problem);
  };
  try {
    return detail::translated(body, complaint);
  } catch (departure const& other_way) {
    throw shape_error("images", wanted,
                      whence::shape_text(shape) + ", for which it decides otherwise at " + other_way.place);
  }
}

/// The tail of a cut, from values at its tap to the logits.
template <class Rectify = rectifiers_untouched>
at::Tensor run_tail(scripted const& model, plan_cut const& cut, std::vector<c10::IValue> const& carried,
                    at::Tensor const& at_tap, Rectify const& rectify = {}) {
  std::vector<c10::IValue> values(model.made.slots.size());
  for (std::size_t i = 0; i != carried.size(); ++i) values[cut.carried[i]] = carried[i];
  values[cut.tap] = at_tap;
  detail::run(model.made, cut.tail, values, rectify, [](std::size_t, c10::IValue const&) {});
  return values[model.made.logits].toTensor();
}

/// The extents of every value for images like these.
///
/// @cost one forward pass
inline slot_sizes traced_sizes(scripted const& model, at::Tensor const& images) {
  slot_sizes sizes = model.made.sizes;
  sizes[model.made.input] = images.sizes().vec();
  torch::NoGradGuard const no_gradients;
  std::vector<c10::IValue> values(model.made.slots.size());
  values[model.made.input] = images;
  detail::run(model.made, model.whole.tail, values, rectifiers_untouched{}, detail::noting(sizes));
  return sizes;
}

/// The prefix of a cut.
///
/// @param sizes of what it computes are written there
/// @return the values at the tap, and what is carried past it
inline std::pair<at::Tensor, std::vector<c10::IValue>> run_prefix(scripted const& model, plan_cut const& cut,
                                                                  at::Tensor const& images, slot_sizes& sizes) {
  torch::NoGradGuard const no_gradients;
  std::vector<c10::IValue> values(model.made.slots.size());
  values[model.made.input] = images;
  detail::run(model.made, cut.prefix, values, rectifiers_untouched{}, detail::noting(sizes));
  std::vector<c10::IValue> carried;
  for (std::size_t const slot : cut.carried) carried.push_back(values[slot]);
  return {values[cut.tap].toTensor(), std::move(carried)};
}

/// What was carried past a tap, of one image, as often as a batch of `count` needs it.
inline std::vector<c10::IValue> repeated(scripted const& model, plan_cut const& cut,
                                         std::vector<c10::IValue> const& carried, std::size_t image,
                                         std::size_t count) {
  std::vector<c10::IValue> result;
  for (std::size_t i = 0; i != carried.size(); ++i) {
    batch_axis const batch = model.made.batches[cut.carried[i]];
    if (!carried[i].isTensor() || batch.axis == batch_axis::unknown) {
      throw module_error("module", "batches of any size, to resume behind a tap that a skip connection passes by",
                         "one that takes other batches than it was recorded with in another way, or not at all");
    }
    at::Tensor const values = carried[i].toTensor();
    if (batch.axis == batch_axis::none) {
      result.emplace_back(values);
      continue;
    }
    std::vector<std::int64_t> times(static_cast<std::size_t>(values.dim()), 1);
    times[static_cast<std::size_t>(batch.axis)] = static_cast<std::int64_t>(count);
    auto const first = static_cast<std::int64_t>(image) * batch.rows;
    result.emplace_back(values.narrow(batch.axis, first, batch.rows).repeat(times));
  }
  return result;
}

}  // namespace whence::libtorch::detail
