// SPDX-License-Identifier: BSD-3-Clause
// Several taps against the files that PyTorch and the peers wrote: tests/golden/methods/taps_README.md says how.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>
#include <whence/concepts/named_tap.hpp>
#include <whence/methods/cam/grad_cam.hpp>
#include <whence/methods/cam/layer_cam.hpp>
#include <whence/methods/detail/scaled_maps.hpp>
#include <whence/methods/wrappers/layer_cam_fusion.hpp>
#include <whence/methods/wrappers/mean_fusion.hpp>
#include <whence/methods/wrappers/over_taps.hpp>
#include <whence/scores/class_logit.hpp>

#include "support/golden.hpp"

using whence::layer_cam_fusion;
using whence::map_batch;
using whence::map_scaling;
using whence::mean_fusion;
using whence::named_tap;
using whence::over_taps;
using whence::test::error_of_maximum;
using whence::test::golden_file;

namespace {

std::vector<named_tap> const taps{{"features.15"}, {"features.22"}, {"features.29"}};

/// Every fourth pixel of every fourth row.
template <class T>
map_batch<T> thinned(map_batch<T> const& maps) {
  return xt::view(maps, xt::all(), xt::range(0, maps.shape(1), 4), xt::range(0, maps.shape(2), 4));
}

template <class T, class Method, class Fusion>
map_batch<T> fused(golden_file const& asked, Method const& method, Fusion const& fusion) {
  return over_taps{method, taps, fusion}(asked.network<T>(), asked.get<T, 4>("images"),
                                         whence::class_logit{asked.classes("top")})
      .values;
}

/// Calls compare(tensor's name, our map, PyTorch's) for every map in the files but the peers'.
template <class T, class Compare>
void answer_all(Compare compare) {
  std::filesystem::path const folder = WHENCE_TEST_DATA;
  for (std::string const size : {"64x64", "75x61"}) {
    golden_file const golden(folder / "methods" / ("taps_" + size + ".safetensors"));
    golden_file const asked(folder / "reference" / ("vgg16_small.maps." + size + ".safetensors"));
    auto const expect = [&](std::string const& name, auto const& method, auto const& fusion) {
      compare(size + ' ' + name, thinned(fused<T>(asked, method, fusion)), golden.get<double, 3>(name));
    };
    expect("grad_cam/mean", whence::grad_cam{}, mean_fusion{});
    expect("layer_cam/mean", whence::layer_cam{}, mean_fusion{});
    expect("grad_cam/layer_cam_fusion", whence::grad_cam{}, layer_cam_fusion{});
    expect("layer_cam/layer_cam_fusion", whence::layer_cam{}, layer_cam_fusion{});
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(methods_wrappers_over_taps_golden)

BOOST_AUTO_TEST_CASE(in_double_every_map_is_pytorchs_to_1e_9_of_the_maximum) {
  int compared = 0;
  double worst = 0;
  answer_all<double>([&](std::string const& name, auto const& got, auto const& expected) {
    double const error = error_of_maximum(got, expected);
    BOOST_TEST(error <= 1e-9, name << " off by " << error << " of the maximum");
    worst = std::max(worst, error);
    ++compared;
  });
  BOOST_TEST(compared == 8);
  std::printf("largest error in double: %.1e of the maximum\n", worst);
}

BOOST_AUTO_TEST_CASE(in_float_every_map_is_within_1e_4_of_the_maximum) {
  double worst = 0;
  answer_all<float>([&](std::string const& name, auto const& got, auto const& expected) {
    double const error = error_of_maximum(got, expected);
    BOOST_TEST(error <= 1e-4, name << " off by " << error << " of the maximum");
    worst = std::max(worst, error);
  });
  std::printf("largest error in float: %.1e of the maximum\n", worst);
}

BOOST_AUTO_TEST_CASE(scaled_from_least_to_largest_it_is_pytorch_grad_cams_mean_and_torch_cams_maximum) {
  std::filesystem::path const folder = WHENCE_TEST_DATA;
  golden_file const golden(folder / "methods" / "taps_64x64.safetensors");
  golden_file const asked(folder / "reference" / "vgg16_small.maps.64x64.safetensors");
  mean_fusion const mean{map_scaling::range};
  auto const stretched = [](map_batch<double> const& maps) {  // pytorch-grad-cam stretches the mean once more
    return thinned(whence::detail::scaled_maps(maps, map_scaling::range));
  };
  auto const close = [&](std::string const& name, map_batch<double> const& got) {
    double const error = error_of_maximum(got, golden.get<double, 3>(name));
    BOOST_TEST(error <= 1e-6, name << " off by " << error << " of the maximum");
  };
  close("grad_cam/pytorch_grad_cam_mean", stretched(fused<double>(asked, whence::grad_cam{}, mean)));
  close("layer_cam/pytorch_grad_cam_mean", stretched(fused<double>(asked, whence::layer_cam{}, mean)));
  layer_cam_fusion const maximum{.scaling = map_scaling::range};
  close("layer_cam/torchcam_fused", thinned(fused<double>(asked, whence::layer_cam{}, maximum)));
}

BOOST_AUTO_TEST_SUITE_END()
