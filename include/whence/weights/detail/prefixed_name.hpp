// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <string>
#include <string_view>
#include <whence/core/detail/printable.hpp>
#include <whence/weights/detail/weights_refusal.hpp>

namespace whence::detail {

/// @throws weights_error for a prefix that no name begins with
/// @param example one of the names
[[noreturn]] inline void refuse_prefix(std::string_view prefix, std::string_view example, std::string const& source) {
  detail::refuse_weights({source},
                         {"tensors whose names begin with '", detail::printable(prefix), "' (weight_options::prefix)"},
                         {"none, but for instance '", detail::printable(example), "'"});
}

}  // namespace whence::detail
