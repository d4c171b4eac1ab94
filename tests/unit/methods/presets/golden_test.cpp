// SPDX-License-Identifier: BSD-3-Clause
// Every preset against what its peer handed its user: tests/golden/methods/write_presets.py.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdio>
#include <numeric>
#include <span>
#include <string>
#include <tuple>
#include <whence/concepts/named_tap.hpp>
#include <whence/io/read_npy.hpp>
#include <whence/methods/cam/eigen_grad_cam.hpp>
#include <whence/methods/cam/element_wise_grad_cam.hpp>
#include <whence/methods/cam/grad_cam.hpp>
#include <whence/methods/cam/hires_cam.hpp>
#include <whence/methods/cam/layer_cam.hpp>
#include <whence/methods/presets/article/stages.hpp>
#include <whence/methods/presets/captum/guided_grad_cam.hpp>
#include <whence/methods/presets/captum/integrated_gradients.hpp>
#include <whence/methods/presets/captum/smooth_grad.hpp>
#include <whence/methods/presets/captum/stages.hpp>
#include <whence/methods/presets/paper/stages.hpp>
#include <whence/methods/presets/pytorch_grad_cam/ablation_cam.hpp>
#include <whence/methods/presets/pytorch_grad_cam/eigen_cam.hpp>
#include <whence/methods/presets/pytorch_grad_cam/fem.hpp>
#include <whence/methods/presets/pytorch_grad_cam/finer_comparison.hpp>
#include <whence/methods/presets/pytorch_grad_cam/grad_cam_plus_plus.hpp>
#include <whence/methods/presets/pytorch_grad_cam/score_cam.hpp>
#include <whence/methods/presets/pytorch_grad_cam/stages.hpp>
#include <whence/methods/presets/pytorch_grad_cam/xgrad_cam.hpp>
#include <whence/methods/presets/torch_cam/grad_cam_plus_plus.hpp>
#include <whence/methods/presets/torch_cam/is_cam.hpp>
#include <whence/methods/presets/torch_cam/score_cam.hpp>
#include <whence/methods/presets/torch_cam/stages.hpp>
#include <whence/methods/presets/torch_cam/xgrad_cam.hpp>

#include "unit/methods/presets/peer_answers.hpp"

namespace presets = whence::presets;
using whence::class_maps;
using whence::image_batch;
using whence::map_batch;
using whence::named_tap;
using whence::test::error_of_maximum;
using whence::test::exact;
using whence::test::golden_file;
using whence::test::golden_path;
using whence::test::peer_answers;
using whence::test::rounding;

namespace {

using value_types = std::tuple<double, float>;

/// Calls ask(name of the method, method), of what another formula tells apart.
template <class Ask>
void other_formulas(named_tap const& tap, Ask ask) {
  ask("grad_cam_plus_plus", presets::pytorch_grad_cam::grad_cam_plus_plus{tap});
  ask("xgrad_cam", presets::pytorch_grad_cam::xgrad_cam{tap});
  ask("fem", presets::pytorch_grad_cam::fem{tap});
}

template <class T>
void compare_maps(std::string const& size) {
  peer_answers<T> with("presets_maps." + size + ".safetensors", "vgg16_small.maps." + size + ".safetensors");
  auto const& model = with.model;
  auto const& images = with.images;
  presets::pytorch_grad_cam::stages const stages;
  for (std::string const tap_name : {"features.28", "features.29"}) {
    named_tap const tap{tap_name};
    auto const pytorch_grad_cam = [&](std::string const& name, auto const& method) {
      with.expect_thinned("pytorch_grad_cam/" + name + '/' + tap_name, stages(method(model, images), with.size()),
                          rounding);
    };
    other_formulas(tap, pytorch_grad_cam);
    other_formulas(tap, [&](std::string const& name, auto method) {
      method.keep_signed = true;
      with.expect("pytorch_grad_cam/" + name + '/' + tap_name + "/raw", method(model, images).values, exact);
    });
    pytorch_grad_cam("grad_cam", whence::grad_cam{tap});
    pytorch_grad_cam("layer_cam", whence::layer_cam{tap});
    pytorch_grad_cam("hires_cam", whence::hires_cam{tap});
    pytorch_grad_cam("element_wise_grad_cam", whence::element_wise_grad_cam{tap});
    pytorch_grad_cam("ablation_cam", presets::pytorch_grad_cam::ablation_cam{tap});
    auto const finer = whence::grad_cam{tap}(model, images, presets::pytorch_grad_cam::finer_comparison{});
    with.expect_thinned("pytorch_grad_cam/finer_grad_cam/" + tap_name, stages(finer, with.size()), rounding);

    auto const torch_cam = [&](std::string const& name, auto const& method) {
      with.expect("torch_cam/" + name + '/' + tap_name, presets::torch_cam::stages{}(method(model, images)), exact);
    };
    torch_cam("grad_cam", whence::grad_cam{tap});
    torch_cam("grad_cam_plus_plus", presets::torch_cam::grad_cam_plus_plus{tap});
    torch_cam("xgrad_cam", presets::torch_cam::xgrad_cam{tap});
    torch_cam("layer_cam", whence::layer_cam{tap});

    whence::grad_cam cam{tap};
    cam.keep_signed = true;
    auto const answer = cam(model, images);
    with.expect_thinned("captum/grad_cam/" + tap_name, presets::captum::stages{}(answer, with.size()), exact);
    if (size == "64x64") {  // of the other images poolings dropped a row, and captum stretches what is left
      with.expect_thinned("paper/grad_cam/" + tap_name, presets::paper::stages{}(answer, with.size()), exact);
    }
    // OpenCV's resizing, without what pytorch-grad-cam does to the map, is PyTorch's bilinear one.
    with.expect_thinned("paper/grad_cam/" + tap_name, presets::article::stages{}(answer, with.size()), rounding);
  }
  BOOST_TEST(with.compared == (size == "64x64" ? 38 : 36));
  std::printf("%s, %s: largest error %.1e of the maximum\n", size.c_str(), sizeof(T) == 8 ? "double" : "float",
              with.worst);
}

/// The script's noise, of deviation 1.
struct even_noise {
  template <class T>
  void operator()(image_batch<T> const&, std::size_t image, std::size_t sample, std::span<T> out) const {
    whence::test::numbers source(1000 * image + sample);
    for (T& value : out) value = static_cast<T>(source.next());
  }
};

/// The first image of a batch.
image_batch<double> first_of(image_batch<double> const& images) {
  image_batch<double> one({1, images.shape(1), images.shape(2), images.shape(3)});
  std::copy_n(images.data(), one.size(), one.data());
  return one;
}

/// Turns round every map that points away from another.
void take_signs_of(map_batch<double>& maps, map_batch<double> const& others) {
  std::size_t const cells = maps.shape(1) * maps.shape(2);
  for (std::size_t n = 0; n != maps.shape(0); ++n) {
    double* const map = maps.data() + n * cells;
    if (std::inner_product(map, map + cells, others.data() + n * cells, 0.0) > 0) continue;
    for (std::size_t i = 0; i != cells; ++i) map[i] = -map[i];
  }
}

peer_answers<double> small_images() {
  return {"presets_pixels.32x32.safetensors", "vgg16_small.scores.32x32.safetensors"};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(methods_presets_golden)

BOOST_AUTO_TEST_CASE_TEMPLATE(maps_are_what_the_peers_hand_their_user, T, value_types) {
  compare_maps<T>("64x64");
}

BOOST_AUTO_TEST_CASE_TEMPLATE(of_odd_sizes_too_where_cells_do_not_share_the_image_out_evenly, T, value_types) {
  compare_maps<T>("75x61");
}

BOOST_AUTO_TEST_CASE(eigen_maps_are_pytorch_grad_cams_up_to_the_sign_that_it_leaves_to_chance) {
  for (std::string const size : {"64x64", "75x61"}) {
    peer_answers<double> with("presets_maps." + size + ".safetensors", "vgg16_small.maps." + size + ".safetensors");
    for (std::string const tap : {"features.28", "features.29"}) {
      auto const compare = [&](std::string const& name, auto method) {
        method.keep_signed = true;
        auto answer = method(with.model, with.images);
        take_signs_of(answer.values, with.file().get<double, 3>(name + "/raw"));
        with.expect(name + "/raw", answer.values, rounding);
        with.expect_thinned(name, presets::pytorch_grad_cam::stages{}(answer, with.size()), rounding);
      };
      compare("pytorch_grad_cam/eigen_cam/" + tap, presets::pytorch_grad_cam::eigen_cam{named_tap{tap}});
      compare("pytorch_grad_cam/eigen_grad_cam/" + tap, whence::eigen_grad_cam{named_tap{tap}});
    }
  }
}

BOOST_AUTO_TEST_CASE(maps_by_masked_images_are_the_peers) {
  auto with = small_images();
  auto const image = first_of(with.images);
  named_tap const tap{"features.22"};
  auto const theirs = presets::pytorch_grad_cam::score_cam{tap}(with.model, image);
  with.expect_thinned("pytorch_grad_cam/score_cam/features.22",
                      presets::pytorch_grad_cam::stages{}(theirs, with.size()), rounding);
  presets::torch_cam::stages const stages;
  auto const score = presets::torch_cam::score_cam{tap}(with.model, image);
  with.expect("torch_cam/score_cam/features.22", stages(score), rounding);
  auto const integrated = presets::torch_cam::is_cam{tap}(with.model, image);
  with.expect("torch_cam/is_cam/features.22", stages(integrated), rounding);
}

BOOST_AUTO_TEST_CASE(pixels_are_captums) {
  for (std::string const size : {"64x64", "75x61"}) {
    peer_answers<double> with("presets_maps." + size + ".safetensors", "vgg16_small.maps." + size + ".safetensors");
    for (std::string const tap : {"features.28", "features.29"}) {
      auto const answer = presets::captum::guided_grad_cam{named_tap{tap}}(with.model, with.images);
      with.expect_thinned("captum/guided_grad_cam/" + tap, answer.values, exact);
    }
  }
  auto with = small_images();
  with.expect_thinned("captum/smooth_grad",
                      presets::captum::smooth_grad<whence::saliency, even_noise>{}(with.model, with.images).values,
                      exact);
  auto const image = first_of(with.images);
  for (std::size_t const steps : {10u, 50u}) {
    presets::captum::integrated_gradients method;
    method.rule = whence::path_rule::trapezoid;
    method.steps = steps;
    auto const answer = method(with.model, image);
    std::string const name = "captum/integrated_gradients/" + std::to_string(steps);
    with.expect_thinned(name, answer.values, rounding);  // it rounds weights to float32
    auto const gap = with.file().get<double, 1>(name + "/gap");
    BOOST_TEST(std::abs(answer.completeness_gap(0) - gap(0)) <= 1e-6);
  }
}

BOOST_AUTO_TEST_CASE(every_pixel_is_given_the_cell_that_pytorch_gives_it_in_either_precision) {
  golden_file const file(golden_path("methods", "presets_axes.safetensors"));
  auto const check = [&]<class T>(std::string const& name, T) {
    auto const expected = file.get<double, 1>(name);
    std::size_t const cells = std::stoul(name.substr(name.find('/') + 1));
    class_maps<T> ramp;
    ramp.values = map_batch<T>({1, 1, cells});
    for (std::size_t i = 0; i != cells; ++i) ramp.values.data()[i] = static_cast<T>(i);
    auto const got = presets::captum::stages{}(ramp, {1, expected.size()});
    BOOST_TEST(std::equal(got.begin(), got.end(), expected.begin(), expected.end()), name);
  };
  for (std::string const& name : file.names()) {
    if (name.starts_with("float64")) check(name, 0.0);
    if (name.starts_with("float32")) check(name, 0.0f);
  }
}

BOOST_AUTO_TEST_CASE(the_articles_heatmap_is_made_of_the_articles_weighted_sum) {
  for (std::string const photo : {"snake", "church_reims_cathedral"}) {
    auto const weighted = whence::read_npy<float, 2>(golden_path("article", photo + ".weighted.npy"));
    auto const heatmap = whence::read_npy<float, 2>(golden_path("article", photo + ".heatmap.npy"));
    class_maps<float> answer;
    answer.values = map_batch<float>({1, weighted.shape(0), weighted.shape(1)});
    std::ranges::copy(weighted, answer.values.begin());
    double const error = error_of_maximum(presets::article::stages{}(answer, {224, 224}), heatmap);
    BOOST_TEST(error <= 1e-6, photo << " off by " << error << " of the maximum");
  }
}

BOOST_AUTO_TEST_SUITE_END()
