// SPDX-License-Identifier: BSD-3-Clause
// The article "Grad-CAM from Scratch with PyTorch Hooks", step by step: what its cells make of two photos with the
// small VGG16 (tests/golden/article), and what this library makes of them. Each step within 1e-4 of its maximum.
#define BOOST_TEST_MODULE the_article
#include <algorithm>
#include <array>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <filesystem>
#include <string>
#include <whence/whence.hpp>

namespace {

struct step_by_step {
  explicit step_by_step(std::string const& name)
      : golden(std::filesystem::path(WHENCE_TEST_DATA) / "article" / name),
        photo(whence::read_photo(golden.string() + ".png")),
        seen(whence::preprocess(photo, whence::imagenet_squash)),
        record(model().record(seen.images, whence::vgg16::tap("features.28"))) {}

  static whence::vgg16 const& model() {
    static auto const small = whence::vgg16::load(std::string(WHENCE_EXAMPLE_DATA) + "/vgg16_small.safetensors");
    return small;
  }

  template <std::size_t Rank>
  [[nodiscard]] whence::tensor<float, Rank> article(std::string const& step) const {
    return whence::read_npy<float, Rank>(golden.string() + "." + step + ".npy");
  }

  std::filesystem::path golden;
  whence::photo photo;
  whence::preprocessed<float> seen;
  decltype(model().record(seen.images, whence::vgg16::tap("features.28"))) record;
};

template <class Ours, class Theirs>
void check_same(Ours const& ours, Theirs const& theirs) {
  BOOST_TEST_REQUIRE(ours.size() == theirs.size());
  double greatest = 0.0, apart = 0.0;
  for (std::size_t i = 0; i != theirs.size(); ++i) {
    greatest = std::max(greatest, std::abs(double{theirs.data()[i]}));
    apart = std::max(apart, std::abs(double{ours.data()[i]} - double{theirs.data()[i]}));
  }
  BOOST_TEST_REQUIRE(greatest > 0.0);
  BOOST_TEST(apart <= 1e-4 * greatest, apart / greatest << " of the maximum apart");
  BOOST_TEST_MESSAGE(apart / greatest << " of the maximum apart");
}

std::string const photos[] = {"snake", "church_reims_cathedral"};

}  // namespace

BOOST_DATA_TEST_CASE(the_output_is_the_articles, photos, name) {
  step_by_step const run(name);
  check_same(run.record.logits(), run.article<1>("logits"));
}

BOOST_DATA_TEST_CASE(the_mean_gradients_are_the_articles, photos, name) {
  step_by_step const run(name);
  auto const asked = whence::pin<float>(run.record.logits(), whence::top_logit{});
  auto const gradient = step_by_step::model().backward(run.record, asked.cotangents(run.record.logits()));
  std::size_t const cells = gradient.shape(2) * gradient.shape(3);
  whence::tensor<float, 1> means(std::array{gradient.shape(1)});
  for (std::size_t k = 0; k != means.size(); ++k) {
    double sum = 0.0;
    for (std::size_t i = 0; i != cells; ++i) sum += double{gradient.data()[k * cells + i]};
    means(k) = static_cast<float>(sum / static_cast<double>(cells));
  }
  check_same(means, run.article<1>("alphas"));
}

BOOST_DATA_TEST_CASE(the_weighted_sum_is_the_articles, photos, name) {
  step_by_step const run(name);
  whence::grad_cam method{whence::vgg16::tap("features.28")};
  method.keep_signed = true;
  check_same(method(step_by_step::model(), run.record).values, run.article<2>("weighted"));
}

BOOST_DATA_TEST_CASE(the_heatmap_is_the_articles, photos, name) {
  step_by_step const run(name);
  whence::grad_cam const method{whence::vgg16::tap("features.28")};
  auto const answer = method(step_by_step::model(), run.record);
  BOOST_TEST_REQUIRE(answer.geometry.has_value());
  check_same(whence::upsample(answer.values, *answer.geometry, 224, 224), run.article<2>("heatmap"));
}
