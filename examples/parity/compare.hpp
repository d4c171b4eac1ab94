// SPDX-License-Identifier: BSD-3-Clause
// Two backends, side by side.
#pragma once
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>
#include <whence/concepts/attribution_method.hpp>
#include <whence/core/error.hpp>

#include "difference.hpp"
#include "few_methods.hpp"

namespace parity {

/// One line of the table.
struct comparison {
  std::string what;
  difference apart;
  double milliseconds[2]{};  ///< of each backend, the median
  std::string refusal{};     ///< what a backend said that could not do it
  bool of_pixels = false;    ///< whether the answer is one value for each of the input's
};

namespace detail {

template <class Work>
double milliseconds_of(Work const& work) {
  auto const begin = std::chrono::steady_clock::now();
  (void)work();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

inline double median(std::vector<double> values) {
  auto const middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

}  // namespace detail

/// How long the runs of one method may take together; the first ones are waited for.
constexpr std::chrono::seconds patience{5};

/// Asks both once, holds the answers against each other, then times both in turn.
///
/// @param first, second () -> tensor, the first's being what the second's is held against
template <class First, class Second>
comparison compare(std::string what, First const& first, Second const& second, std::size_t repeat) {
  comparison line{std::move(what), {}};
  try {
    line.apart = difference(second(), first());
    std::vector<double> times[2];
    auto const begin = std::chrono::steady_clock::now();
    for (std::size_t i = 0; i != repeat; ++i) {
      if (i != 0 && std::chrono::steady_clock::now() - begin > patience) break;
      times[0].push_back(detail::milliseconds_of(first));
      times[1].push_back(detail::milliseconds_of(second));
    }
    for (std::size_t i = 0; repeat != 0 && i != 2; ++i) line.milliseconds[i] = detail::median(times[i]);
  } catch (whence::error const& problem) {
    line.refusal = problem.what();
  }
  return line;
}

/// The logits, and every method of a list; of those that a backend cannot do the line says so.
///
/// @param list called as (taps, images, visit), calls visit(name, method)
template <class First, class Second, class Images, class Score, class List = few_methods>
std::vector<comparison> compare_all(First const& first, Second const& second, Images const& images, Score const& score,
                                    std::vector<std::string> const& taps, std::size_t repeat, List const& list = {}) {
  std::vector<comparison> lines;
  lines.push_back(compare(
      "logits", [&] { return first.forward(images); }, [&] { return second.forward(images); }, repeat));
  list(taps, images, [&]<class Method>(std::string const& name, Method const& method) {
    if constexpr (whence::attribution_method<Method, First, Score> &&
                  whence::attribution_method<Method, Second, Score>) {
      lines.push_back(compare(
          name, [&] { return method(first, images, score).values; },
          [&] { return method(second, images, score).values; }, repeat));
      lines.back().of_pixels = std::is_same_v<decltype(method(first, images, score).values), Images>;
    } else {
      lines.push_back({name, {}, {}, "one of the backends lacks a capability that the method asks for"});
    }
  });
  return lines;
}

}  // namespace parity
