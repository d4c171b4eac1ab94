// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>
#include <cstddef>
#include <span>
#include <whence/concepts/resumable.hpp>

namespace whence {

/// A capability beside the ladder: the network from the tap on, asked again without each of some feature maps.
/// `ablation_cam` asks such a model so, and any other through `resume`.
///
///     model.ablate(record, n, std::span<std::size_t const> channels) -> logits (channels.size(), classes)
///
/// Row m: what would image n's logits be, had its map `channels[m]` at the tap been zero everywhere?
///
/// Law: up to rounding, `resume` of the same maps with that one set to zero.
template <class Model>
concept ablatable = resumable<Model> && requires(Model const& model, record_t<Model> const& record, std::size_t image,
                                                 std::span<std::size_t const> channels) {
  { model.ablate(record, image, channels) } -> std::same_as<logit_matrix<value_t<Model>>>;
};

}  // namespace whence
