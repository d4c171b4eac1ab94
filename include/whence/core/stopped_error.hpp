// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <string>
#include <whence/core/error.hpp>

namespace whence {

/// A method of many passes was stopped by its observer: there is no answer.
class stopped_error : public error {
 public:
  stopped_error(std::size_t done, std::size_t all)
      : error("method", "to run " + std::to_string(all) + " images through the network",
              "a wish to stop after " + std::to_string(done)) {}
};

}  // namespace whence
