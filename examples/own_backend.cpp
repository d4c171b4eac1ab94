// SPDX-License-Identifier: BSD-3-Clause
// own_backend PHOTO PICTURE: an engine that this library knows nothing of, made into a backend, held to the laws, and
// explained. See docs/how_to/write_a_backend.md.
#include <algorithm>
#include <array>
#include <exception>
#include <iostream>
#include <optional>
#include <random>
#include <string>
#include <whence/testing.hpp>
#include <whence/whence.hpp>

/// Is a picture red, green or blue? Weights written by hand instead of learned:
///
///     block means m_c of 8 x 8 pixels -> contrast x_k = 2 m_k - (m_0 + m_1 + m_2 - m_k) -> ReLU -> mean over the cells
class color_network {
 public:
  using value_type = double;
  using images_type = whence::image_batch<double>;
  using maps_type = whence::feature_tensor<double>;
  using logits_type = whence::logit_matrix<double>;

  enum class tap_type { contrast, relu };

  /// What one forward pass kept: the caller's, not the network's.
  struct record_type {
    tap_type tap;
    maps_type contrasts;  ///< what the ReLU was given: all that `backward` needs
    maps_type at_tap;
    logits_type answers;

    maps_type const& feature_maps() const { return at_tap; }
    logits_type const& logits() const { return answers; }
    std::optional<whence::tap_geometry> geometry() const { return {{{8.0, 3.5}, {8.0, 3.5}}}; }
  };

  logits_type forward(images_type const& batch) const { return mean(rectified(contrast(batch))); }

  record_type record(images_type const& batch, tap_type const& tap) const {
    maps_type const contrasts = contrast(batch);
    maps_type const open = rectified(contrasts);
    return {tap, contrasts, tap == tap_type::relu ? open : contrasts, mean(open)};
  }

  maps_type backward(record_type const& record, logits_type const& cotangent) const {
    return backward(record, cotangent, whence::plain_relu{});
  }

  template <whence::relu_rule Rule>
  maps_type backward(record_type const& record, logits_type const& cotangent, Rule rule) const {
    maps_type gradient(record.contrasts.shape());
    std::size_t const cells = gradient.shape(2) * gradient.shape(3);
    for (std::size_t i = 0; i != gradient.size(); ++i) {
      double const g = cotangent.data()[i / cells] / static_cast<double>(cells);
      bool const passes = record.tap == tap_type::relu || rule(record.contrasts.data()[i], g);
      gradient.data()[i] = passes ? g : 0.0;
    }
    return gradient;
  }

  logits_type resume(record_type const& record, std::size_t, maps_type const& at_tap) const {
    return record.tap == tap_type::relu ? mean(at_tap) : mean(rectified(at_tap));
  }

  tap_type find_tap(whence::deepest_tap) const { return tap_type::relu; }
  tap_type find_tap(whence::named_tap const& wanted) const {
    if (wanted.name == "contrast") return tap_type::contrast;
    if (wanted.name == "relu") return tap_type::relu;
    throw whence::unknown_tap_error("tap", "contrast or relu", wanted.name);
  }

 private:
  static maps_type contrast(images_type const& batch) {
    if (batch.shape(1) != 3 || batch.shape(2) < 8 || batch.shape(3) < 8) {
      throw whence::shape_error("color_network", "images (N, 3, H, W) of at least 8 x 8 pixels",
                                whence::shape_text(batch.shape()));
    }
    maps_type result = xt::zeros<double>({batch.shape(0), std::size_t{3}, batch.shape(2) / 8, batch.shape(3) / 8});
    for (std::size_t n = 0; n != result.shape(0); ++n)
      for (std::size_t k = 0; k != 3; ++k)
        for (std::size_t c = 0; c != 3; ++c)
          for (std::size_t y = 0; y != result.shape(2) * 8; ++y)
            for (std::size_t x = 0; x != result.shape(3) * 8; ++x)
              result(n, k, y / 8, x / 8) += (k == c ? 2.0 : -1.0) / 64.0 * batch(n, c, y, x);
    return result;
  }

  static maps_type rectified(maps_type values) {
    for (double& value : values) value = std::max(value, 0.0);
    return values;
  }

  static logits_type mean(maps_type const& values) { return xt::mean(values, {2, 3}); }
};

static_assert(whence::check_backend<color_network>());
static_assert(whence::check_backend<color_network, whence::rung::resumable>());
static_assert(whence::check_backend<color_network, whence::guided_relu>());

int main(int argc, char* argv[]) try {
  if (argc != 3) {
    std::cerr << "usage: own_backend PHOTO PICTURE\n";
    return 2;
  }
  color_network const model;

  whence::image_batch<double> noise({2, 3, 32, 48});
  std::mt19937 bits(1);
  for (double& value : noise) value = std::normal_distribution<>()(bits);
  auto const report =
      whence::check_laws(model, noise, {color_network::tap_type::relu, color_network::tap_type::contrast});
  std::cout << report;
  if (!report.passed()) return 1;

  auto const photo = whence::read_photo(argv[1]);
  auto const seen = whence::preprocess<double>(photo, whence::imagenet_squash);
  auto const answer = whence::grad_cam{}(model, seen.images);
  std::array<char const*, 3> const names{"red", "green", "blue"};
  std::cout << names[answer.classes(0)] << ", logit " << answer.scores(0) << '\n';
  whence::write_png(argv[2], whence::explanation_panel(photo, answer, seen.placement));
} catch (std::exception const& problem) {
  std::cerr << "own_backend: " << problem.what() << '\n';
  return 1;
}
