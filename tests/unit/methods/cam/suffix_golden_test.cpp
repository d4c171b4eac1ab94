// SPDX-License-Identifier: BSD-3-Clause
// Ablation-CAM, Recipro-CAM, Score-CAM and its relatives against the files that PyTorch and the peers wrote:
// tests/golden/methods/suffix_README.md says how.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>
#include <whence/concepts/named_tap.hpp>
#include <whence/methods/cam/ablation_cam.hpp>
#include <whence/methods/cam/is_cam.hpp>
#include <whence/methods/cam/recipro_cam.hpp>
#include <whence/methods/cam/score_cam.hpp>
#include <whence/scores/class_logit.hpp>
#include <whence/scores/probability.hpp>

#include "support/golden.hpp"

using whence::ablation_scale;
using whence::map_batch;
using whence::mask_intensities;
using whence::mask_stretch;
using whence::mask_weights;
using whence::named_tap;
using whence::test::error_of_maximum;
using whence::test::golden_file;

namespace {

/// The noise of the files: two images of a mask, noise on it or on the masked image.
template <bool OnImage>
struct injected_noise {
  [[nodiscard]] static constexpr std::size_t samples() { return 2; }
  template <class T>
  void operator()(std::span<T const> mask, std::span<T const> image, std::uint64_t, std::size_t version,
                  std::span<T> out) const {
    auto const noise = [version](std::size_t i) {
      return static_cast<T>(std::sin(1 + 12.9898 * static_cast<double>(version) + 0.7391 * static_cast<double>(i)));
    };
    for (std::size_t i = 0; i != image.size(); ++i) {
      std::size_t const pixel = i % mask.size();
      out[i] = OnImage ? image[i] * mask[pixel] + noise(i) : image[i] * (mask[pixel] + noise(pixel));
    }
  }
};

/// A tensor's name, METHOD/TAP/QUESTION or METHOD/TAP/QUESTION/IMAGE, taken apart.
std::vector<std::string> parts_of(std::string const& name) {
  std::vector<std::string> parts{""};
  for (char const c : name) {
    if (c == '/') {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

/// Calls compare(name, our map, the file's) for every map of Ablation-CAM and Recipro-CAM.
template <class T, class Compare>
void answer_replaced_maps(Compare compare) {
  std::filesystem::path const folder = WHENCE_TEST_DATA;
  for (std::string const size : {"64x64", "75x61"}) {
    golden_file const golden(folder / "methods" / ("suffix_maps." + size + ".safetensors"));
    golden_file const asked(folder / "reference" / ("vgg16_small.maps." + size + ".safetensors"));
    auto const model = asked.network<T>();
    auto const images = asked.get<T, 4>("images");
    for (std::string const& name : golden.names()) {
      auto const parts = parts_of(name);
      auto const classes = asked.classes(parts[2]);
      auto const record = model.record(images, model.find_tap(named_tap{parts[1]}));
      map_batch<T> got;
      if (parts[0].ends_with("ablation_cam") || parts[0].ends_with("ablation")) {
        whence::ablation_cam cam;
        cam.keep_signed = true;
        if (parts[0] == "pytorch_grad_cam_ablation") cam.scale = ablation_scale::score;
        got = cam(model, record, whence::class_logit{classes}).values;
      } else {
        whence::recipro_cam cam;
        if (parts[0] == "recipro_cam_gaussian_probability") {
          cam.window = whence::recipro_window::gaussian;
          got = cam(model, record, whence::probability{classes}).values;
        } else {
          got = cam(model, record, whence::class_logit{classes}).values;
        }
      }
      compare(size + ' ' + name, got, golden.get<double, 3>(name));
    }
  }
}

/// The same for Score-CAM and its relatives, one image each, as far as a method is wanted.
template <class T, class Wanted, class Compare>
void answer_masks(Wanted wanted, Compare compare) {
  std::filesystem::path const folder = WHENCE_TEST_DATA;
  for (std::string const size : {"maps.64x64", "maps.75x61", "scores.32x32"}) {
    golden_file const golden(folder / "methods" / ("suffix_masks." + size.substr(size.find('.') + 1) + ".safetensors"));
    golden_file const asked(folder / "reference" / ("vgg16_small." + size + ".safetensors"));
    auto const model = asked.network<T>();
    for (std::string const& name : golden.names()) {
      auto const parts = parts_of(name);
      if (!wanted(parts[0])) continue;
      auto const n = static_cast<std::size_t>(std::stoul(parts[3]));
      whence::class_logit const logit{asked.classes(parts[2])[n]};
      auto const all = asked.get<T, 4>("images");
      whence::image_batch<T> image({1, all.shape(1), all.shape(2), all.shape(3)});
      std::copy_n(all.data() + n * image.size(), image.size(), image.data());
      auto const expect = [&](auto cam, auto const& score) {
        cam.at = named_tap{parts[1]};
        cam.keep_signed = true;
        compare(size + ' ' + name, cam(model, image, score).values, golden.get<double, 3>(name));
      };
      whence::score_cam<named_tap> cam;
      whence::is_cam<named_tap> intensified;
      intensified.masks.count = 4;
      if (parts[0] == "score_cam_half_pixel_probability") {
        cam.stretch = mask_stretch::half_pixel;
        cam.weights = mask_weights::score;
        expect(cam, whence::probability{asked.classes(parts[2])[n]});
      } else if (parts[0] == "ss_cam_mask") {
        expect(whence::masked_scoring<injected_noise<false>, named_tap>{}, logit);
      } else if (parts[0] == "ss_cam_image") {
        expect(whence::masked_scoring<injected_noise<true>, named_tap>{}, logit);
      } else if (parts[0].starts_with("is_cam")) {
        if (parts[0] == "is_cam_even") intensified.masks.intensities = mask_intensities::even;
        if (parts[0] == "is_cam_accumulated_1") {  // torch-cam's, masks and all
          intensified.masks.intensities = mask_intensities::accumulated_1;
          intensified.stretch = mask_stretch::half_pixel;
          intensified.scale_first = true;
        }
        expect(intensified, logit);
      } else {
        if (parts[0] == "score_cam_increase") cam.weights = mask_weights::increase;
        if (parts[0] == "pytorch_grad_cam_score") cam.stretch = mask_stretch::corners;
        if (parts[0] == "torchcam_score") {
          cam.stretch = mask_stretch::half_pixel;
          cam.scale_first = true;
        }
        expect(cam, logit);
      }
    }
  }
}

/// The peers round inside, or add 1e-8 to a mask's range.
double bar_in_double(std::string const& name) {
  bool const peers = name.find("pytorch_grad_cam") != std::string::npos || name.find("torchcam") != std::string::npos;
  return peers ? 1e-6 : 1e-9;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(methods_cam_suffix_golden)

BOOST_AUTO_TEST_CASE(in_double_every_map_is_the_papers_to_1e_9_of_its_maximum_and_the_peers_to_1e_6) {
  int compared = 0;
  double worst = 0;
  auto const compare = [&](std::string const& name, auto const& got, auto const& expected) {
    double const error = error_of_maximum(got, expected);
    BOOST_TEST(error <= bar_in_double(name), name << " off by " << error << " of the maximum");
    if (bar_in_double(name) == 1e-9) worst = std::max(worst, error);
    ++compared;
  };
  answer_replaced_maps<double>(compare);
  BOOST_TEST(compared == 2 * (12 + 2));
  answer_masks<double>([](std::string const&) { return true; }, compare);
  BOOST_TEST(compared == 28 + 4 + 4 + 10);
  std::printf("largest error in double: %.1e of the maximum\n", worst);
}

BOOST_AUTO_TEST_CASE(in_float_every_map_is_within_1e_4_of_its_maximum) {
  double worst = 0;
  auto const compare = [&](std::string const& name, auto const& got, auto const& expected) {
    double const error = error_of_maximum(got, expected);
    BOOST_TEST(error <= 1e-4, name << " off by " << error << " of the maximum");
    worst = std::max(worst, error);
  };
  answer_replaced_maps<float>(compare);
  auto const some = [](std::string const& method) { return method == "score_cam" || method == "ss_cam_mask"; };
  answer_masks<float>(some, compare);
  std::printf("largest error in float: %.1e of the maximum\n", worst);
}

BOOST_AUTO_TEST_SUITE_END()
