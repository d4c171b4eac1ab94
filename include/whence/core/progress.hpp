// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>
#include <cstddef>
#include <functional>
#include <utility>
#include <whence/core/stopped_error.hpp>

namespace whence {

/// Who is told how far a method of many passes has come, and may stop it.
///
///     whence::rise method;
///     method.observer = [](std::size_t done, std::size_t all) { std::cerr << done << '/' << all << '\r'; };
///     method.observer = [&](std::size_t, std::size_t) { return !cancelled.load(); };
///
/// It is called on the thread that called the method, after every batch. What it throws reaches the caller.
class progress {
 public:
  /// Nobody is told.
  progress() = default;

  /// @param observer called as (images done, images in all), both counted in images that went through the network;
  /// where
  ///        it answers, `false` stops the method
  template <std::invocable<std::size_t, std::size_t> Observer>
  requires(!std::same_as<std::remove_cvref_t<Observer>, progress>) progress(Observer observer)
      : tell_([observer = std::move(observer)](std::size_t done, std::size_t all) mutable {
          if constexpr (std::convertible_to<std::invoke_result_t<Observer&, std::size_t, std::size_t>, bool>) {
            return static_cast<bool>(observer(done, all));
          } else {
            observer(done, all);
            return true;
          }
        }) {}

  /// Said by the method.
  ///
  /// @throws stopped_error where the observer wants no more
  void report(std::size_t done, std::size_t all) const {
    if (tell_ && !tell_(done, all)) throw stopped_error(done, all);
  }

 private:
  std::function<bool(std::size_t, std::size_t)> tell_;
};

}  // namespace whence
