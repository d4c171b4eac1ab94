// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/concepts/input_differentiable.hpp>
#include <whence/core/progress.hpp>
#include <whence/core/tensor.hpp>

#include "explain/asked_score.hpp"
#include "explain/explanation.hpp"
#include "explain/options.hpp"

namespace explain {

/// Explains a batch by the method that the command line names. All methods take long to compile, and do so on their
/// own: explain_by_any.hpp has the definition.
///
/// @param tap where to look, for the methods that do
/// @param references other images, for the methods that compare with them
/// @param observer is told how far a method of many passes is
template <whence::input_differentiable Model>
explanation explain_by(options const& chosen, Model const& model, typename Model::tap_type const& tap,
                       whence::image_batch<float> const& images, whence::image_batch<float> const& references,
                       asked_score const& score, whence::progress const& observer);

}  // namespace explain
