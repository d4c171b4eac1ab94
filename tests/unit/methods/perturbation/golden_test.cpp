// SPDX-License-Identifier: BSD-3-Clause
// Occlusion, RISE and Finer-CAM's question against what tests/golden/methods/write_perturbation.py wrote.
#include <boost/test/unit_test.hpp>
#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <support/golden.hpp>
#include <vector>
#include <whence/methods/perturbation/occlusion.hpp>
#include <whence/methods/perturbation/rise.hpp>
#include <whence/scores/class_logit.hpp>
#include <whence/scores/finer_comparison.hpp>

using whence::image_size;
using whence::rival_weights;
using whence::test::error_of_maximum;
using whence::test::golden_file;

namespace {

std::filesystem::path const folder(WHENCE_TEST_DATA);

golden_file answers(std::string const& size) {
  return golden_file(folder / "methods" / ("perturbation_maps." + size + ".safetensors"));
}

golden_file questions(std::string const& size) {
  return golden_file(folder / "reference" / ("vgg16_small.maps." + size + ".safetensors"));
}

/// Each seventh of the values.
template <class Values>
std::vector<double> thinned(Values const& values) {
  std::vector<double> result;
  for (std::size_t i = 0; i < values.size(); i += 7) result.push_back(static_cast<double>(values.data()[i]));
  return result;
}

template <class Values>
void compare(golden_file const& expected, std::string const& name, Values const& values, double bar) {
  double const error = error_of_maximum(thinned(values), expected.get<double, 1>(name));
  BOOST_TEST(error <= bar, name << " off by " << error << " of the maximum");
}

template <class T>
void all_maps(double bar) {
  auto const expected = answers("64x64");
  auto const model = questions("64x64").network<T>();
  auto const images = questions("64x64").get<T, 4>("images");
  whence::occlusion const hidden{image_size{16, 16}, image_size{8, 8}};
  compare(expected, "occlusion", hidden(model, images).values, bar);
  whence::rise masked;
  masked.masks = 40;
  masked.seed = 5;
  compare(expected, "rise", masked(model, images).values, bar);

  auto const odd = answers("75x61");
  auto const more = questions("75x61").get<T, 4>("images");
  whence::class_logit const third{3};
  whence::occlusion const cut{image_size{20, 16}, image_size{13, 7}, whence::constant_baseline{0.5}};
  compare(odd, "occlusion/cut", cut(model, more, third).values, bar);
  whence::occlusion const stripes{image_size{75, 9}, image_size{100, 5}};
  compare(odd, "occlusion/stripes", stripes(model, more, third).values, bar);
  masked.masks = 30;
  masked.cells = 4;
  masked.probability = 0.3;
  masked.seed = (std::uint64_t{1} << 40) + 9;
  compare(odd, "rise", masked(model, more, third).values, bar);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(methods_perturbation_golden)

BOOST_AUTO_TEST_CASE(in_double_maps_are_captums_and_those_of_the_paper_to_1e_9_of_the_maximum) {
  all_maps<double>(1e-9);
}

BOOST_AUTO_TEST_CASE(in_float_maps_are_within_1e_4_of_the_maximum) {
  all_maps<float>(1e-4);
}

BOOST_AUTO_TEST_CASE(masks_are_those_of_scikit_image) {
  auto const mask = [](std::size_t cells, double probability, std::uint64_t seed, std::uint32_t sample,
                       image_size size) {
    std::vector<double> values(size.height * size.width);
    whence::random_field const numbers{.seed = seed, .sample = sample};
    whence::rise_mask::drawn(cells, probability, numbers, size).write(size, std::span<double>(values));
    return values;
  };
  compare(answers("64x64"), "rise_mask/0", mask(7, 0.5, 5, 0, {64, 64}), 1e-14);
  compare(answers("75x61"), "rise_mask/11", mask(4, 0.3, (std::uint64_t{1} << 40) + 9, 11, {75, 61}), 1e-14);
}

BOOST_AUTO_TEST_CASE(finer_comparisons_are_pytorch_grad_cams) {
  auto const expected = answers("64x64");
  auto const logits = expected.get<double, 2>("logits");
  auto const check = [&](std::string const& name, whence::finer_comparison const& score) {
    auto const asked = whence::pin(logits, score);
    BOOST_TEST(error_of_maximum(asked.scores(logits), expected.get<double, 1>("finer/" + name + "/value")) <= 1e-12);
    BOOST_TEST(error_of_maximum(asked.cotangents(logits), expected.get<double, 2>("finer/" + name + "/gradient")) <=
               1e-12);
  };
  check("equal/3", {});
  check("fixed/3", {.weights = rival_weights::probability});
  check("moving/3", {.strength = 1.0, .weights = rival_weights::moving_probability});
  check("moving/1", {.count = 1, .weights = rival_weights::moving_probability});
}

BOOST_AUTO_TEST_SUITE_END()
