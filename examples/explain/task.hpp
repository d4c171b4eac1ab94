// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <whence/concepts/input_differentiable.hpp>
#include <whence/core/tensor.hpp>
#include <whence/image/recipe.hpp>
#include <whence/scores/class_choice.hpp>

#include "explain/class_names.hpp"
#include "explain/file_hash.hpp"
#include "explain/options.hpp"

namespace explain {

/// What is the same for all photos of a run.
template <whence::input_differentiable Model>
struct task {
  options const& chosen;
  Model const& model;
  class_names const& names;
  whence::recipe recipe;  ///< a tensor has no use for it
  std::string tap;        ///< empty where the method looks at none and none was named
  whence::class_choice wanted;
  whence::image_batch<float> references;  ///< that the method compares with
  std::optional<std::size_t> against;     ///< the class of a margin
  std::optional<hash_check> hash;         ///< of the weights' file, where its name carries one
};

}  // namespace explain
