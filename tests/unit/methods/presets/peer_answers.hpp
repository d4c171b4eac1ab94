// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <string>
#include <tuple>
#include <vector>
#include <whence/image/image_size.hpp>

#include "support/golden.hpp"

namespace whence::test {

inline std::filesystem::path golden_path(std::string const& folder, std::string const& name) {
  return std::filesystem::path(WHENCE_TEST_DATA) / folder / name;
}

/// What the files hold of maps at the image's resolution.
template <class Values>
std::vector<double> thinned(Values const& values) {
  std::vector<double> kept;
  for (std::size_t i = 0; i < values.size(); i += 29) kept.push_back(static_cast<double>(values.data()[i]));
  return kept;
}

/// The peers' answers about one batch of images, and ours.
template <class T>
class peer_answers {
 public:
  peer_answers(std::string const& answers, std::string const& source)
      : file_(golden_path("methods", answers)),
        source_(golden_path("reference", source)),
        model(source_.network<T>(reference::engine::exact)),
        images(source_.get<T, 4>("images")) {}

  [[nodiscard]] image_size size() const { return {images.shape(2), images.shape(3)}; }

  /// @param bar of double; in float 1e-4 is enough for maps
  template <class Values>
  void expect(std::string const& name, Values const& got, double bar) {
    double const error = error_of_maximum(got, file_.get<double, std::tuple_size_v<shape_of<Values>>>(name));
    BOOST_TEST(error <= allowed(bar), name << " of " << source_.name() << " off by " << error << " of the maximum");
    worst = std::max(worst, error);
    ++compared;
  }

  /// At the image's resolution.
  template <class Values>
  void expect_thinned(std::string const& name, Values const& got, double bar) {
    double const error = error_of_maximum(thinned(got), file_.get<double, 1>(name));
    BOOST_TEST(error <= allowed(bar), name << " of " << source_.name() << " off by " << error << " of the maximum");
    worst = std::max(worst, error);
    ++compared;
  }

  [[nodiscard]] golden_file const& file() const { return file_; }

 private:
  template <class Values>
  using shape_of = typename Values::shape_type;
  static double allowed(double bar) { return sizeof(T) == sizeof(double) ? bar : std::max(bar, 1e-4); }

  golden_file file_, source_;

 public:
  whence::reference::network<T> model;
  image_batch<T> images;
  int compared = 0;
  double worst = 0;
};

/// Their float32 where they resize, twice; of the paper and captum there is none.
inline constexpr double rounding = 1e-6, exact = 1e-9;

}  // namespace whence::test
