// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>
#include <whence/backends/libtorch/detail/plan_constructs.hpp>
#include <whence/backends/libtorch/detail/plan_writer.hpp>
#include <whence/backends/libtorch/module_error.hpp>
#include <whence/backends/libtorch/script_options.hpp>
#include <whence/core/shape_text.hpp>

namespace whence::libtorch::detail {

/// One element of what a module returned: its name or index, and what it is.
using output_element = std::pair<std::string, c10::IValue>;

/// The elements of a tuple, list or dictionary.
///
/// @param type the static type, which knows the names of a named tuple
inline std::vector<output_element> output_elements(c10::IValue const& output, c10::TypePtr const& type) {
  std::vector<output_element> elements;
  if (output.isGenericDict()) {
    for (auto const& entry : output.toGenericDict()) {
      if (entry.key().isString()) elements.emplace_back(entry.key().toStringRef(), entry.value());
    }
  } else if (output.isTuple()) {
    auto const named = type->cast<c10::TupleType>();
    for (c10::IValue const& part : output.toTupleRef().elements()) {
      std::size_t const i = elements.size();
      bool const has_name = named && named->schema() && i < named->schema()->arguments().size();
      elements.emplace_back(has_name ? named->schema()->arguments()[i].name() : std::to_string(i), part);
    }
  } else if (output.isList()) {
    for (c10::IValue const& part : output.toListRef()) elements.emplace_back(std::to_string(elements.size()), part);
  }
  return elements;
}

/// The same in words: `logits (1, 10), aux None`.
inline std::string output_text(c10::IValue const& output, c10::TypePtr const& type) {
  if (output.isTensor()) return "a tensor of shape " + whence::shape_text(output.toTensor().sizes());
  std::string text;
  for (auto const& [name, part] : detail::output_elements(output, type)) {
    if (!text.empty()) text += ", ";
    text += name + ' ' + (part.isTensor() ? whence::shape_text(part.toTensor().sizes()) : part.tagKind());
  }
  return output.tagKind() + " of " + (text.empty() ? "nothing" : text);
}

/// Which element of what the module returns holds the logits.
///
/// @return nothing where the module returns a tensor and none is chosen
/// @throws module_error where there is a choice and none was made, or one that does not exist
inline std::optional<std::size_t> chosen_element(c10::IValue const& output, c10::TypePtr const& type,
                                                 script_options const& options) {
  if (std::holds_alternative<std::monostate>(options.output)) {
    if (output.isTensor()) return std::nullopt;
    throw module_error("output of the module", "a choice of its element (script_options::output)",
                       detail::output_text(output, type));
  }
  auto const* const index = std::get_if<std::size_t>(&options.output);
  auto const* const key = std::get_if<std::string>(&options.output);
  auto const elements = detail::output_elements(output, type);
  for (std::size_t i = 0; i != elements.size(); ++i) {
    bool const chosen = index != nullptr ? *index == i : *key == elements[i].first;
    if (chosen && elements[i].second.isTensor()) return i;
  }
  throw module_error("output of the module",
                     "a tensor as its element " + (index != nullptr ? std::to_string(*index) : "'" + *key + "'"),
                     detail::output_text(output, type));
}

/// Takes an element out of a tuple, list or dictionary.
///
/// @param name the key, of a dictionary
inline operation taking(std::size_t index, std::string const& name) {
  return [index, name](torch::jit::Stack& stack) {
    c10::IValue const whole = std::move(stack.back());
    stack.back() = whole.isGenericDict() ? whole.toGenericDict().at(name)
                   : whole.isTuple()     ? whole.toTupleRef().elements()[index]
                                         : c10::IValue(whole.toListRef()[index]);
  };
}

/// Writes down what of the output are the logits.
///
/// @throws module_error where it is no (N, classes) that depend on the images
inline void record_logits(plan_writer& writer, std::size_t output, c10::TypePtr const& type,
                          script_options const& options) {
  c10::IValue const whole = writer.values[output];
  if (auto const chosen = detail::chosen_element(whole, type, options)) {
    std::size_t const maker = writer.made.slots[output].maker;
    std::string const kind = maker == nowhere ? "" : writer.made.code[maker].kind;
    if (kind == "prim::TupleConstruct" || kind == "prim::ListConstruct") {
      output = writer.made.code[maker].inputs[*chosen];  // nothing else of the output need be computed
    } else {
      auto const name = detail::output_elements(whole, type)[*chosen].first;
      instruction take{"whence::element", detail::taking(*chosen, name), {output}};
      output = writer.write(std::move(take), 1, writer.made.slots[output].on)[0];
    }
  }
  at::Tensor const logits = writer.values[output].toTensor();
  if (writer.made.slots[output].on != dependence::values) {
    throw module_error("output of the module", "values that depend on the images", "a constant");
  }
  if (logits.dim() != 2 || !logits.is_floating_point()) {
    throw module_error("output of the module", "logits (N, classes)",
                       "shape " + whence::shape_text(logits.sizes()) + " of " + c10::toString(logits.scalar_type()));
  }
  writer.made.logits = output;
}

}  // namespace whence::libtorch::detail
