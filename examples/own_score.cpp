// SPDX-License-Identifier: BSD-3-Clause
// own_score PHOTO WEIGHTS PICTURE: two questions that this library does not know, asked by a method that does not know
// them.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <exception>
#include <iostream>
#include <numeric>
#include <span>
#include <vector>
#include <whence/whence.hpp>

/// Is it one of these two, whichever? y = z_a + z_b. It is the same of every image, so that the score is its own
/// question.
struct either {
  std::array<std::size_t, 2> classes;

  template <class T>
  T value(std::span<T const> logits) const {
    return logits[classes[0]] + logits[classes[1]];
  }
  template <class T>
  void cotangent(std::span<T const>, std::span<T> out) const {
    std::ranges::fill(out, T(0));
    for (std::size_t const k : classes) out[k] = T(1);
  }
  template <class T>
  either ask(std::span<T const>, std::size_t) const {
    return *this;
  }
};

/// How unsure is the network? y = -sum_k p_k log p_k, the entropy of its answer in nats; dy/dz_k = -p_k (log p_k + y).
struct doubt {
  template <class T>
  T value(std::span<T const> logits) const {
    T y = T(0);
    for (T const p : probabilities(logits)) y -= p > T(0) ? p * std::log(p) : T(0);
    return y;
  }
  template <class T>
  void cotangent(std::span<T const> logits, std::span<T> out) const {
    T const y = value(logits);
    std::ranges::transform(probabilities(logits), out.begin(),
                           [&](T p) { return p > T(0) ? -p * (std::log(p) + y) : T(0); });
  }
  template <class T>
  doubt ask(std::span<T const>, std::size_t) const {
    return {};
  }

 private:
  template <class T>
  static std::vector<T> probabilities(std::span<T const> logits) {
    T const largest = *std::ranges::max_element(logits);
    std::vector<T> p(logits.size());
    std::ranges::transform(logits, p.begin(), [&](T z) { return std::exp(z - largest); });
    T const sum = std::accumulate(p.begin(), p.end(), T(0));
    for (T& one : p) one /= sum;
    return p;
  }
};

static_assert(whence::score_function<either, float> && whence::score_function<doubt, float>);

int main(int argc, char* argv[]) try {
  if (argc != 4) {
    std::cerr << "usage: own_score PHOTO WEIGHTS PICTURE\n";
    return 2;
  }
  auto const photo = whence::read_photo(argv[1]);
  auto const model = whence::vgg16::load(argv[2]);
  auto const seen = whence::preprocess(photo, whence::imagenet_squash);

  whence::grad_cam const method{whence::vgg16::tap("features.28")};
  auto const unsure = method(model, seen.images, doubt{});
  auto const two = method(model, seen.images, either{{4, 6}});
  std::cout << "doubt " << unsure.scores(0) << " of at most " << std::log(10.0) << " nats, map "
            << whence::to_text(unsure.status[0]) << "; logits of classes 4 and 6 together " << two.scores(0) << ", map "
            << whence::to_text(two.status[0]) << '\n';
  whence::write_png(argv[3], whence::explanation_panel(photo, unsure, seen.placement));
} catch (std::exception const& problem) {
  std::cerr << "own_score: " << problem.what() << '\n';
  return 1;
}
