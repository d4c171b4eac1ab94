// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>
#include <whence/concepts/associated_types.hpp>
#include <whence/core/tensor.hpp>

namespace whence {

/// Exactly the backend's image type. A forgotten batch axis or another value type does not convert in silence: it does
/// not compile.
template <class Images, class Model>
concept images_of = std::same_as<Images, image_batch<value_t<Model>>>;

}  // namespace whence
