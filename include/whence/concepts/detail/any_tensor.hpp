// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>
#include <type_traits>

namespace whence::detail {

/// What comes of operators on masks that numbers and tensors do not share, and of what it is part of: no mask, so that
/// a rule which uses them is none.
struct no_mask {
  template <class Other>
  friend no_mask operator&(no_mask const&, Other const&);
  template <class Other>
  friend no_mask operator|(no_mask const&, Other const&);
};

/// What tensors give when they are compared: of all tensor libraries the least. `&&`, `||`, `!` and `~` are missing or
/// mean something else, here or there, and nothing asks a mask for one truth.
struct any_mask {
  friend any_mask operator&(any_mask const&, any_mask const&);
  friend any_mask operator|(any_mask const&, any_mask const&);
  friend no_mask operator&(any_mask const&, no_mask const&);
  friend no_mask operator|(any_mask const&, no_mask const&);

  friend no_mask operator&&(any_mask const&, any_mask const&);
  friend no_mask operator||(any_mask const&, any_mask const&);
  friend no_mask operator!(any_mask const&);
  friend no_mask operator~(any_mask const&);

  template <std::same_as<bool> Bool>
  explicit operator Bool() const {
    static_assert(!std::same_as<Bool, bool>,
                  "a ReLU rule is asked of whole tensors too, which are not true or false: write (x > 0) & (g > 0), "
                  "without if and ?:");
    return false;
  }
};

/// A tensor of numbers, as far as a ReLU rule may know it: what scalars, xtensor and LibTorch share.
struct any_tensor {
  friend any_tensor operator-(any_tensor const&);
  friend any_tensor abs(any_tensor const&);
};

template <class A, class B>
concept tensor_beside = (std::same_as<A, any_tensor> && std::same_as<B, any_tensor>) ||
                        (std::same_as<A, any_tensor> && std::is_arithmetic_v<B>) ||
                        (std::is_arithmetic_v<A> && std::same_as<B, any_tensor>);

template <class A, tensor_beside<A> B>
any_mask operator<(A const&, B const&);
template <class A, tensor_beside<A> B>
any_mask operator>(A const&, B const&);
template <class A, tensor_beside<A> B>
any_mask operator<=(A const&, B const&);
template <class A, tensor_beside<A> B>
any_mask operator>=(A const&, B const&);
template <class A, tensor_beside<A> B>
any_tensor operator+(A const&, B const&);
template <class A, tensor_beside<A> B>
any_tensor operator-(A const&, B const&);
template <class A, tensor_beside<A> B>
any_tensor operator*(A const&, B const&);
template <class A, tensor_beside<A> B>
any_tensor operator/(A const&, B const&);

}  // namespace whence::detail
