// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <exception>
#include <memory>
#include <string>
#include <utility>
#include <whence/backends/libtorch/detail/home.hpp>
#include <whence/backends/libtorch/detail/host_tensor.hpp>
#include <whence/backends/libtorch/detail/plan_geometry.hpp>
#include <whence/backends/libtorch/detail/plan_recorder.hpp>
#include <whence/backends/libtorch/detail/scripted_run.hpp>

namespace whence::libtorch::detail {

/// A file's module, on a device.
inline torch::jit::Module loaded(std::string const& path, torch::Device const& device) {
  auto const complaint = [&](std::string const& problem) {
    std::size_t const start = std::min(problem.find_first_not_of('\n'), problem.size());
    std::string const line = problem.substr(start, problem.find('\n', start) - start);
    return module_error("file '" + path + "'", "a TorchScript module", line + " (LibTorch " TORCH_VERSION ")");
  };
  return detail::translated([&] { return torch::jit::load(path, device); }, complaint);
}

/// The module, copied where it has to move.
inline torch::jit::Module at_home(torch::jit::Module const& module, torch::Device const& device,
                                  std::optional<torch::Dtype> precision) {
  auto const complaint = [](std::string const& problem) {
    return module_error("module", "one that can be moved to another device or precision", problem);
  };
  return detail::translated(
      [&] {
        at::TensorOptions const home = detail::home_of(module, device);
        bool const there = home.device().type() == device.type() &&
                           (!device.has_index() || !home.device().has_index() || home.device() == device);
        bool const same_numbers = !precision || c10::typeMetaToScalarType(home.dtype()) == *precision;
        return there && same_numbers ? module : detail::converted(module, device, precision);
      },
      complaint);
}

/// Finds each value's batch axis: the one that grows when an image more is run. Where that fails, none is known.
inline void find_batches(scripted& model, at::Tensor const& example) {
  slot_sizes grown;
  try {
    grown = detail::traced_sizes(model, at::cat({example, example.narrow(0, 0, 1)}));
  } catch (departure const&) {
    return;
  } catch (std::exception const&) {
    return;
  }
  for (std::size_t slot = 0; slot != grown.size(); ++slot) {
    auto const& before = model.made.sizes[slot];
    auto const& after = grown[slot];
    if (before.size() != after.size()) continue;
    batch_axis found{batch_axis::none, 1};
    for (std::size_t axis = 0; axis != before.size(); ++axis) {
      if (before[axis] == after[axis]) continue;
      bool const first = found.axis == batch_axis::none;
      bool const grows_by_one_image =
          before[axis] % example.size(0) == 0 && after[axis] - before[axis] == before[axis] / example.size(0);
      found = {first && grows_by_one_image ? static_cast<std::int64_t>(axis) : batch_axis::unknown,
               before[axis] / example.size(0)};
      if (found.axis == batch_axis::unknown) break;
    }
    model.made.batches[slot] = found;
  }
}

/// The plan of a module as it runs where gradients are wanted, or if that fails, where they are not.
inline plan recorded(torch::jit::Module const& module, at::Tensor const& example, script_options const& options) {
  std::exception_ptr problem;
  for (bool const differentiated : {true, false}) {
    try {
      return plan_recorder(differentiated).record(module, example, options);
    } catch (std::exception const&) {
      if (!problem) problem = std::current_exception();
    }
  }
  std::rethrow_exception(problem);
}

/// Records a module that is where it will compute.
inline std::shared_ptr<scripted const> scripted_from(torch::jit::Module module, script_options options) {
  auto const model = std::make_shared<scripted>();
  model->module = std::move(module);
  model->options = std::move(options);
  model->place = detail::home_of(model->module, *model->options.device);
  // A frozen module's weights are constants, which are converted when they are recorded.
  if (model->options.precision) model->place = model->place.dtype(*model->options.precision);
  if (model->place.device().type() != model->options.device->type()) {
    model->place = model->place.device(*model->options.device);
  }
  auto const complaint = [](std::string const& problem) {
    std::string const example = "one that runs on images of shape script_options::example";
    return module_error("module", detail::wanted_precision(problem).value_or(example), problem);
  };
  detail::translated(
      [&] {
        at::Tensor const example = at::zeros(detail::torch_shape(model->options.example), model->place);
        model->made = detail::recorded(model->module, example, model->options);
        model->whole = detail::cut_at(model->made, model->made.input);
        detail::find_batches(*model, example);
      },
      complaint);
  plan_geometry const geometry(model->made, model->made.sizes, model->height(), model->width());
  for (std::size_t slot = 0; slot != model->made.slots.size(); ++slot) model->placed.push_back(geometry[slot]);
  return model;
}

}  // namespace whence::libtorch::detail
