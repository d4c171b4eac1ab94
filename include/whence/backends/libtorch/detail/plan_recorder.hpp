// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>
#include <whence/backends/libtorch/detail/home.hpp>
#include <whence/backends/libtorch/detail/plan.hpp>
#include <whence/backends/libtorch/detail/plan_elements.hpp>
#include <whence/backends/libtorch/detail/plan_finish.hpp>
#include <whence/backends/libtorch/detail/plan_output.hpp>
#include <whence/backends/libtorch/detail/plan_writer.hpp>

namespace whence::libtorch::detail {

/// Runs a module once, step by step, and writes down what it does.
class plan_recorder {
 public:
  /// @param differentiated what a module is told that asks whether gradients are wanted: fast ways without some modules
  ///        take only where they are not, slow ways others refuse
  explicit plan_recorder(bool differentiated) : writer_(differentiated) {}

  /// @param example one batch, where the module's weights are
  /// @throws module_error where something stands in the way of a straight line
  [[nodiscard]] plan record(torch::jit::Module const& module, at::Tensor const& example,
                            script_options const& options) {
    torch::NoGradGuard const no_gradients;
    torch::jit::Function& forward = module.get_method("forward").function();
    std::shared_ptr<torch::jit::Graph> const graph = copy_of_graph(forward);
    auto const parameters = graph->inputs();
    if (parameters.size() < 2) throw module_error("forward of the module", "an argument for the images", "none");
    detail::require_no_hooks(module);
    place_ = example.options();
    precision_ = options.precision.has_value();
    frame names;
    names[parameters[0]] = writer_.add_constant(module._ivalue());
    writer_.made.input = writer_.add(example, dependence::values);
    names[parameters[1]] = writer_.made.input;
    for (std::size_t i = 2; i < parameters.size(); ++i) {
      auto const& argument = forward.getSchema().arguments()[i];
      if (!argument.default_value()) {
        throw module_error("forward of the module", "one argument, others with defaults",
                           "'" + argument.name() + "' without one");
      }
      names[parameters[i]] = writer_.add_constant(*argument.default_value());
    }
    record_block(*graph->block(), names);
    detail::record_logits(writer_, read(names, graph->outputs()[0]), graph->outputs()[0]->type(), options);
    detail::settle_elements(writer_.made, writer_.values, elements_);
    detail::finish(writer_.made, writer_.values);
    return std::move(writer_.made);
  }

 private:
  using node_t = torch::jit::Node;
  using frame = std::unordered_map<torch::jit::Value const*, std::size_t>;

  std::shared_ptr<torch::jit::Graph> copy_of_graph(torch::jit::Function& function) {
    auto& copy = graphs_[&function];
    if (!copy) {
      auto const graph = detail::graph_of(function);
      if (!graph) throw module_error("function " + function.name(), "TorchScript", "native code");
      copy = graph->copy();
      writer_.made.graphs.push_back(copy);
    }
    return copy;
  }

  std::size_t read(frame const& names, torch::jit::Value const* value) const {
    auto const found = names.find(value);
    if (found == names.end())
      throw module_error("module", "a value before it is read", "none for " + value->debugName());
    return writer_.current(found->second);
  }

  void record_block(torch::jit::Block const& block, frame& names) {
    for (node_t const* const node : block.nodes()) record_node(*node, names);
  }

  void record_node(node_t const& node, frame& names) {
    std::string const kind = node.kind().toQualString();
    auto const bind = [&](std::size_t slot) { names[node.output()] = slot; };
    if (kind == "prim::Constant") {
      auto const value = torch::jit::toIValue(node.output());
      bind(writer_.add_constant(value ? detail::constant_at(*value, place_, precision_) : c10::IValue()));
    } else if (kind == "prim::GetAttr") {
      bind(attribute(read(names, node.input()), node.s(torch::jit::attr::name)));
    } else if (kind == "prim::SetAttr") {
      // Kept for the rest of this run, as the module would, but never written to the module.
      auto const object = writer_.values[read(names, node.input(0))].toObject();
      attributes_[{object.get(), node.s(torch::jit::attr::name)}] = read(names, node.input(1));
    } else if (bind_elements(node, kind, names)) {
      return;
    } else if (kind == "prim::CallMethod") {
      std::size_t const self = read(names, node.input(0));
      auto* const method = writer_.values[self].toObject()->type()->findMethod(node.s(torch::jit::attr::name));
      if (method == nullptr) detail::refuse(node, "a method of that name", "none");
      record_call(node, *method, names, 0);
      record_tap(self, *method, read(names, node.output()));
    } else if (kind == "prim::CallFunction") {
      record_call(node, *node.input(0)->type()->expect<c10::FunctionType>()->function(), names, 1);
    } else if (kind == "prim::If") {
      bool const taken = writer_.decide(read(names, node.input()), node).toBool();
      torch::jit::Block const& block = *node.blocks()[taken ? 0 : 1];
      record_block(block, names);
      for (std::size_t i = 0; i != node.outputs().size(); ++i) names[node.output(i)] = read(names, block.outputs()[i]);
    } else if (kind == "prim::Loop") {
      record_loop(node, names);
    } else if (kind == "prim::fork") {
      record_graph(node, node.g(torch::jit::attr::Subgraph), names, 0);  // what runs beside may as well run before
    } else if (kind == "aten::wait") {
      bind(read(names, node.input()));
    } else if (kind == "prim::unchecked_cast" || kind == "prim::unchecked_unwrap_optional") {
      bind(read(names, node.input()));
    } else if (kind == "prim::Uninitialized") {
      bind(writer_.add_constant({}));
    } else if (kind == "prim::isinstance") {
      auto const type = writer_.values[read(names, node.input())].type();
      auto const& wanted = node.tys(torch::jit::attr::types);
      bind(writer_.add_constant(
          std::any_of(wanted.begin(), wanted.end(), [&](auto const& t) { return type->isSubtypeOf(*t); })));
    } else if (kind == "prim::RaiseException") {
      detail::refuse(node,
                     "a way through for images of shape " +
                         whence::shape_text(writer_.values[writer_.made.input].toTensor().sizes()),
                     "an exception of its own");
    } else if (kind != "aten::warn" && kind != "prim::Print") {
      std::vector<std::size_t> inputs;
      for (auto const* const input : node.inputs()) inputs.push_back(read(names, input));
      auto const outputs = writer_.write(node, std::move(inputs));
      for (std::size_t i = 0; i != outputs.size(); ++i) names[node.output(i)] = outputs[i];
      record_operator_tap(kind, outputs);
    }
  }

  /// What is taken out of a tuple, list or dictionary is what was put in.
  bool bind_elements(node_t const& node, std::string const& kind, frame& names) const {
    bool const unpacks = kind == "prim::TupleUnpack" || kind == "prim::ListUnpack";
    if (!unpacks && kind != "prim::TupleIndex" && kind != "aten::__getitem__") return false;
    std::size_t const whole = read(names, node.input(0));
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i != node.outputs().size(); ++i) {
      auto const key = unpacks ? c10::IValue(static_cast<std::int64_t>(i)) : writer_.known(read(names, node.input(1)));
      auto const slot = detail::put_in(writer_.made, writer_.values, whole, key);
      if (!slot) return false;
      found.push_back(*slot);
    }
    for (std::size_t i = 0; i != found.size(); ++i) names[node.output(i)] = found[i];
    return true;
  }

  std::size_t attribute(std::size_t owner, std::string const& name) {
    auto const object = writer_.values[owner].toObject();
    auto const key = std::pair<void const*, std::string>(object.get(), name);
    auto const known = attributes_.find(key);
    if (known != attributes_.end()) return writer_.current(known->second);
    // Explanations are of the network as it predicts, whatever mode the module was saved in.
    c10::IValue const value = name == "training" ? c10::IValue(false) : object->getAttr(name);
    std::size_t const slot = writer_.add_constant(value);
    if (value.isObject()) {
      auto const path = paths_.find(owner);
      paths_[slot] = path == paths_.end() ? name : path->second + "." + name;
    }
    return attributes_[key] = slot;
  }

  void record_call(node_t const& node, torch::jit::Function& function, frame& names, std::size_t skipped) {
    record_graph(node, copy_of_graph(function), names, skipped);
  }

  void record_graph(node_t const& node, std::shared_ptr<torch::jit::Graph> const& graph, frame& names,
                    std::size_t skipped) {
    frame inner;
    for (std::size_t i = 0; i != graph->inputs().size(); ++i) {
      inner[graph->inputs()[i]] = read(names, node.input(i + skipped));
    }
    record_block(*graph->block(), inner);
    names[node.output()] = read(inner, graph->outputs()[0]);
  }

  /// What a module's `forward` returned can be tapped; of a tuple, list or dictionary its tensors.
  void record_tap(std::size_t self, torch::jit::Function const& method, std::size_t result) {
    auto const path = paths_.find(self);
    if (path == paths_.end() || !method.name().starts_with("forward")) return;
    auto const name = writer_.values[self].toObject()->type()->name();
    std::string const kind = name ? name->name() : "module";
    auto& taps = writer_.made.module_taps;
    if (writer_.values[result].isTensor()) {
      taps.push_back({path->second, kind, result});
      return;
    }
    std::vector<returned_tensor> tensors;
    detail::collect_tensors(writer_.values[result], "", tensors);
    for (returned_tensor const& one : tensors) {
      elements_.emplace_back(taps.size(), one.values);
      taps.push_back({path->second + one.element, kind, nowhere});
    }
  }

  /// Of a frozen file, whose modules' names are gone, operators are all that can be tapped: `@relu.16`.
  void record_operator_tap(std::string const& kind, std::vector<std::size_t> const& outputs) {
    if (outputs.empty() || writer_.made.slots[outputs[0]].on != dependence::values) return;
    if (!writer_.values[outputs[0]].isTensor() || writer_.values[outputs[0]].toTensor().dim() < 2) return;
    std::string const name = kind.substr(kind.find("::") + 2);
    writer_.made.operator_taps.push_back({"@" + name + "." + std::to_string(operators_[name]++), name, outputs[0]});
  }

  void record_loop(node_t const& node, frame& names) {
    torch::jit::Block const& body = *node.blocks()[0];
    std::int64_t const most = writer_.decide(read(names, node.input(0)), node).toInt();
    bool go = writer_.decide(read(names, node.input(1)), node).toBool();
    std::vector<std::size_t> carried;
    for (std::size_t i = 2; i < node.inputs().size(); ++i) carried.push_back(read(names, node.input(i)));
    for (std::int64_t trip = 0; trip < most && go; ++trip) {
      names[body.inputs()[0]] = writer_.add_constant(trip);
      for (std::size_t i = 0; i != carried.size(); ++i) names[body.inputs()[i + 1]] = carried[i];
      record_block(body, names);
      go = writer_.decide(read(names, body.outputs()[0]), node).toBool();
      for (std::size_t i = 0; i != carried.size(); ++i) carried[i] = read(names, body.outputs()[i + 1]);
    }
    for (std::size_t i = 0; i != carried.size(); ++i) names[node.output(i)] = carried[i];
  }

  plan_writer writer_;
  at::TensorOptions place_;
  bool precision_ = false;                                                 // whether constants are converted too
  std::vector<std::pair<std::size_t, at::Tensor>> elements_;               // (module tap, its tensor)
  std::map<std::size_t, std::string> paths_;                               // slot of a module -> its path
  std::map<std::pair<void const*, std::string>, std::size_t> attributes_;  // (object, name) -> slot
  std::map<std::string, std::size_t> operators_;                           // how many of a kind so far
  std::map<torch::jit::Function*, std::shared_ptr<torch::jit::Graph>> graphs_;
};

}  // namespace whence::libtorch::detail
