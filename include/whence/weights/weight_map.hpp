// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>
#include <whence/core/detail/printable.hpp>
#include <whence/core/detail/text_parts.hpp>
#include <whence/core/nearest_names.hpp>
#include <whence/weights/detail/weights_refusal.hpp>
#include <whence/weights/weight_tensor.hpp>

namespace whence {

/// Named tensors: what every reader of weights returns and every model is built from.
template <class T>
class weight_map {
 public:
  using value_type = T;
  using text_map = std::map<std::string, std::string, std::less<>>;

  weight_map() = default;
  /// @param source what errors call these weights, as a rule the file's name
  explicit weight_map(std::string source) : source_(std::move(source)) {}

  /// What errors call these weights.
  [[nodiscard]] std::string const& source() const noexcept { return source_; }
  /// The names, in the order of the file or of insertion.
  [[nodiscard]] std::vector<std::string> const& names() const noexcept { return names_; }
  [[nodiscard]] std::size_t size() const noexcept { return names_.size(); }
  [[nodiscard]] bool contains(std::string_view name) const { return tensors_.find(name) != tensors_.end(); }

  /// The tensor of that name, or a null pointer.
  [[nodiscard]] weight_tensor<T> const* find(std::string_view name) const {
    auto const found = tensors_.find(name);
    return found == tensors_.end() ? nullptr : &found->second;
  }

  /// The tensor of that name.
  ///
  /// @throws weights_error where there is none; the message holds the nearest names
  [[nodiscard]] weight_tensor<T> const& at(std::string_view name) const {
    if (auto const* const found = find(name)) return *found;
    detail::refuse_weights({source_, ", tensor '", detail::printable(name), "'"}, {"a tensor of this name"},
                           {what_came(name)});
  }

  /// @throws weights_error where the name is taken
  void insert(std::string name, weight_tensor<T> tensor) {
    auto const [place, is_new] = tensors_.try_emplace(std::move(name), std::move(tensor));
    if (!is_new) {
      detail::refuse_weights({source_, ", tensor '", detail::printable(place->first), "'"}, {"a name not used before"},
                             {"it twice"});
    }
    names_.push_back(place->first);
  }

  /// Free text about the weights, such as the licence or the classes' names.
  [[nodiscard]] text_map const& metadata() const noexcept { return metadata_; }
  void insert_metadata(std::string key, std::string value) {
    metadata_.insert_or_assign(std::move(key), std::move(value));
  }

  /// Tensors of the file that are not here because they are no rows of numbers, such as complex or sparse ones: name to
  /// element type or kind.
  [[nodiscard]] text_map const& left_out() const noexcept { return left_out_; }
  void insert_left_out(std::string name, std::string dtype) {
    left_out_.insert_or_assign(std::move(name), std::move(dtype));
  }

  /// What else to try where a tensor is missing; errors of `at` end with it.
  void advise(std::string advice) { advice_ = std::move(advice); }

 private:
  [[nodiscard]] std::string what_came(std::string_view name) const {
    if (auto const unread = left_out_.find(name); unread != left_out_.end()) {
      return detail::joined({"one that is left out, as it holds no numbers of its own: ", unread->second});
    }
    std::string text = names_.empty() ? "no tensors at all" : "no such name; ";
    if (auto const prefix = prefix_before(name); !prefix.empty()) {
      text += detail::joined(
          {"all names begin with '", detail::printable(prefix), "', which weight_options::prefix takes off"});
    } else if (!names_.empty()) {
      text += detail::joined({"the nearest are ", detail::printable(whence::nearest_names_text(name, names_), 400)});
    }
    if (!advice_.empty()) text += detail::joined({"; ", advice_});
    return text;
  }

  /// What all names begin with, where one of them is this name behind it.
  [[nodiscard]] std::string prefix_before(std::string_view name) const {
    std::string const ending = detail::joined({".", name});
    for (auto const& longer : names_) {
      if (!longer.ends_with(ending)) continue;
      auto prefix = longer.substr(0, longer.size() - name.size());
      for (auto const& each : names_) {
        if (!each.starts_with(prefix)) return "";
      }
      return prefix;
    }
    return "";
  }

  std::string source_ = "weights in memory";
  std::vector<std::string> names_;
  std::map<std::string, weight_tensor<T>, std::less<>> tensors_;
  text_map metadata_;
  text_map left_out_;
  std::string advice_;
};

}  // namespace whence
