// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <span>
#include <whence/concepts/detail/member_verdict.hpp>

namespace whence::detail {

/// What `check_backend` says of `ablate` alone.
template <class Model>
consteval bool check_ablate() {
  using channels = std::span<std::size_t const>;
  constexpr auto ablate = verdict_on_call<call_ablate, logit_matrix<assumed_value_t<Model>>, Model,
                                          assumed_record_t<Model>, std::size_t, channels>();
  static_assert(ablate != member_verdict::missing,
                "no public `ablate` takes a record, the index of an image and those of channels. Write: "
                "whence::logit_matrix<value_type> ablate(record_type const& record, std::size_t image, "
                "std::span<std::size_t const> channels) const;");
  static_assert(ablate != member_verdict::not_const,
                "`ablate` is not const. Write: "
                "whence::logit_matrix<value_type> ablate(record_type const& record, std::size_t image, "
                "std::span<std::size_t const> channels) const;");
  static_assert(ablate < member_verdict::other_value_type,
                "`ablate` returns another type: other numbers, a tensor of dynamic rank, a reference or an expression. "
                "Write: whence::logit_matrix<value_type> ablate(record_type const& record, std::size_t image, "
                "std::span<std::size_t const> channels) const;");
  return ablate == member_verdict::fits;
}

}  // namespace whence::detail
