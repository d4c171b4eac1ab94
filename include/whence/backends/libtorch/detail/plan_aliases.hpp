// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <string>
#include <vector>
#include <whence/backends/libtorch/detail/torch_version.hpp>
#include <whence/backends/libtorch/module_error.hpp>

namespace whence::libtorch::detail {

/// Which slot holds a value now. A plan writes nothing in place, so what a module writes in place moves to a new slot:
/// every name of the value must follow it there, and other views of its memory are no longer what they were.
class plan_aliases {
 public:
  void add_slot() {
    moved_.push_back(none);
    stale_.emplace_back();
  }

  /// The slot that holds the value now.
  ///
  /// @throws module_error where it is a view of memory that was written through another one
  [[nodiscard]] std::size_t current(std::size_t slot) const {
    while (moved_[slot] != none) slot = moved_[slot];
    if (!stale_[slot].empty()) {
      throw module_error("module", "no value read after its memory was written to through another view of it",
                         "one read after " + stale_[slot]);
    }
    return slot;
  }

  /// A slot's value was written to; from now on it is in another slot.
  ///
  /// @param values by slot, as they were before
  /// @param place what wrote it, for messages
  void written(std::vector<c10::IValue> const& values, std::size_t slot, std::size_t now, std::string const& place) {
    for (std::size_t other = 0; other != values.size(); ++other) {
      if (other == slot || other == now || moved_[other] != none) continue;
      if (same_view(values[slot], values[other])) {
        moved_[other] = now;
      } else if (shares_memory(values[slot], values[other])) {
        stale_[other] = place;
      }
    }
    moved_[slot] = now;
  }

 private:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  static bool same_view(c10::IValue const& written, c10::IValue const& other) {
    if (!written.isTensor()) return !other.isTensor() && other.isPtrType() && written.is(other);
    if (!other.isTensor() || !shares_memory(written, other)) return false;
    at::Tensor const& a = written.toTensor();
    at::Tensor const& b = other.toTensor();
    return a.storage_offset() == b.storage_offset() && a.sizes() == b.sizes() && a.strides() == b.strides();
  }

  /// Whether a change of `written` would show in `other`, at whatever depth.
  static bool shares_memory(c10::IValue const& written, c10::IValue const& other) {
    if (other.isTensor()) {
      if (!written.isTensor()) return false;
      at::Tensor const& a = written.toTensor();
      at::Tensor const& b = other.toTensor();
      return a.defined() && b.defined() && a.has_storage() && b.has_storage() && a.is_alias_of(b);
    }
    auto const holds = [&](c10::IValue const& part) {
      return (!written.isTensor() && part.isPtrType() && written.is(part)) || shares_memory(written, part);
    };
    if (other.isTensorList() || (other.isList() && other.toListRef().size() != 0 && other.toListRef()[0].isPtrType())) {
      for (c10::IValue const& part : other.toListRef()) {
        if (holds(part)) return true;
      }
    } else if (other.isTuple()) {
      for (c10::IValue const& part : other.toTupleRef().elements()) {
        if (holds(part)) return true;
      }
    } else if (other.isGenericDict()) {
      for (auto const& entry : other.toGenericDict()) {
        if (holds(entry.value())) return true;
      }
    }
    return false;
  }

  std::vector<std::size_t> moved_;  // by slot
  std::vector<std::string> stale_;  // by slot: what wrote to its memory
};

}  // namespace whence::libtorch::detail
