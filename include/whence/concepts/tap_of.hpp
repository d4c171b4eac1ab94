// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>
#include <whence/concepts/tappable.hpp>

namespace whence {

/// Something that says where to look in a model: its own tap, or a description (`named_tap`, `deepest_tap`) that the
/// model's `find_tap` resolves.
template <class At, class Model>
concept tap_of = tappable<Model> &&(std::same_as<At, tap_t<Model>> || requires(Model const& model, At const& at) {
  { model.find_tap(at) } -> std::same_as<tap_t<Model>>;
});

/// The model's own tap for a description of one.
///
/// @throws unknown_tap_error where the model has no such tap
/// @cost no pass
template <class Model, tap_of<Model> At>
[[nodiscard]] tap_t<Model> resolve_tap(Model const& model, At const& at) {
  if constexpr (std::same_as<At, tap_t<Model>>) {
    return at;
  } else {
    return model.find_tap(at);
  }
}

}  // namespace whence
