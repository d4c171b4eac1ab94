// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <string>
#include <whence/weights/weight_limits.hpp>

namespace whence {

/// Which tensors of a file are wanted, what they shall be called, and how much the file may ask for.
///
///     auto const weights = whence::read_weights("checkpoint.pth", {.entry = "state_dict", .prefix = "module."});
struct weight_options {
  /// The dictionary within a checkpoint that holds the tensors, such as "state_dict"; dictionaries within dictionaries
  /// are separated by slashes. Empty for a file that is one dictionary of tensors.
  std::string entry{};
  /// What the wanted names begin with, such as "module.", which `torch.nn.DataParallel` puts there. It is taken off;
  /// tensors whose names begin otherwise are not read.
  std::string prefix{};
  weight_limits limits{};
};

}  // namespace whence
