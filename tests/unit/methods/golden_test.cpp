// SPDX-License-Identifier: BSD-3-Clause
// Every method against the files that PyTorch and captum wrote: tests/golden/reference/README.md says how.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdio>
#include <string>
#include <vector>
#include <whence/concepts/named_tap.hpp>
#include <whence/image/upsample.hpp>
#include <whence/methods/cam/grad_cam.hpp>
#include <whence/methods/gradient/deconvnet.hpp>
#include <whence/methods/gradient/guided_backprop.hpp>
#include <whence/methods/gradient/guided_grad_cam.hpp>
#include <whence/methods/gradient/input_gradient.hpp>
#include <whence/scores/class_logit.hpp>
#include <whence/scores/log_probability.hpp>
#include <whence/scores/logit_margin.hpp>

#include "support/golden.hpp"

using whence::named_tap;
using whence::test::error_of_maximum;
using whence::test::golden_file;
using whence::test::pixel_agreement;

namespace {

/// Calls compare(tensor's name, our answer) for each golden answer of the file.
template <class T, class Compare>
void answer_all(golden_file const& file, whence::reference::network<T> const& model, Compare compare) {
  auto const images = file.get<T, 4>("images");
  compare("logits", model.forward(images));
  for (std::string const& name : file.names()) {
    std::size_t const first = name.find('/');
    std::string const method = name.substr(0, first);
    std::string const question = name.substr(name.rfind('/') + 1);
    if (question != "top" && question != "fixed") continue;
    whence::class_logit const score{file.classes(question)};
    if (method == "grad_cam") {
      std::string const tap = name.substr(first + 1, name.rfind('/') - first - 1);
      auto const taps = model.taps(64, 64);
      bool const folded = std::ranges::none_of(taps, [&](auto const& info) { return info.name == tap; });
      if (folded) continue;  // a convolution before a batch norm, which is no tap of ours
      whence::grad_cam cam{named_tap{tap}};
      cam.keep_signed = true;
      compare(name, cam(model, images, score).values);
    } else if (method == "saliency") {
      compare(name, whence::input_gradient{}(model, images, score).values);
    } else if (method == "guided_backprop") {
      compare(name, whence::guided_backprop{}(model, images, score).values);
    } else if (method == "deconvnet") {
      compare(name, whence::deconvnet{}(model, images, score).values);
    }
  }
}

template <class Values>
std::vector<double> stored(golden_file const& file, std::string const& name, Values const&) {
  auto const values = file.get<double, std::tuple_size_v<typename Values::shape_type>>(name);
  return {values.begin(), values.end()};
}

bool is_pixel_method(std::string const& name) {
  return !name.starts_with("logits") && !name.starts_with("grad_cam");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(methods_golden)

BOOST_AUTO_TEST_CASE(in_double_every_answer_is_captums_to_1e_9_of_the_maximum) {
  int compared = 0;
  for (auto const& file : golden_file::all()) {
    answer_all(file, file.network<double>(), [&](std::string const& name, auto const& got) {
      double const error = error_of_maximum(got, stored(file, name, got));
      BOOST_TEST(error <= 1e-9, file.name() << ' ' << name << " off by " << error << " of the maximum");
      ++compared;
    });
  }
  BOOST_TEST(compared >= 100);
}

BOOST_AUTO_TEST_CASE(in_float_logits_are_within_1e_5_and_maps_within_1e_4_of_the_maximum) {
  for (auto const& file : golden_file::all()) {
    answer_all(file, file.network<float>(), [&](std::string const& name, auto const& got) {
      if (is_pixel_method(name)) return;
      double const error = error_of_maximum(got, stored(file, name, got));
      double const bar = name == "logits" ? 1e-5 : 1e-4;
      BOOST_TEST(error <= bar, file.name() << ' ' << name << " off by " << error << " of the maximum");
    });
  }
}

BOOST_AUTO_TEST_CASE(in_float_pixel_attributions_agree_as_far_as_ties_allow) {
  std::printf("%-50s %-22s %10s %10s %10s\n", "relative L2 against float64", "", "ours", "torch's", "screened");
  for (auto const& file : golden_file::all()) {
    answer_all(file, file.network<float>(), [&](std::string const& name, auto const& got) {
      if (!is_pixel_method(name)) return;
      pixel_agreement const agreement(got, stored(file, name, got));
      double const torchs = file.get<double, 1>("torch_float32_relative_l2/" + name)(0);
      std::printf("%-50s %-22s %10.1e %10.1e %10s\n", file.name().c_str(), name.c_str(), agreement.relative_l2, torchs,
                  file.screened() ? "yes" : "no");
      if (file.screened()) {
        BOOST_TEST(agreement.within >= 0.999, file.name() << ' ' << name << ' ' << agreement.within);
        BOOST_TEST(agreement.correlation > 0.9999, file.name() << ' ' << name << ' ' << agreement.correlation);
      } else {
        BOOST_TEST(agreement.relative_l2 <= 0.1, file.name() << ' ' << name << ' ' << agreement.relative_l2);
      }
    });
  }
}

BOOST_AUTO_TEST_CASE(guided_grad_cam_is_captums_where_half_pixel_upsampling_places_cells_rightly) {
  std::string const name = "guided_grad_cam/features.28/top";
  int compared = 0;
  for (auto const& file : golden_file::all()) {
    if (!file.contains(name)) continue;
    auto const model = file.network<double>();
    auto const images = file.get<double, 4>("images");
    auto const expected = file.get<double, 4>(name);
    whence::class_logit const score{file.classes("top")};
    if (images.shape(2) % 16 == 0 && images.shape(3) % 16 == 0) {
      auto const got = whence::guided_grad_cam{named_tap{"features.28"}}(model, images, score);
      BOOST_TEST(error_of_maximum(got.values, expected) <= 1e-9, file.name());
    } else {
      // Poolings dropped rows and columns; captum stretches what is left over the whole image. Told to do the same, we
      // do.
      auto const maps = whence::grad_cam{named_tap{"features.28"}}(model, images, score);
      auto got = whence::guided_backprop{}(model, images, score).values;
      whence::tap_geometry const stretched{whence::axis_geometry::spread(maps.values.shape(1), images.shape(2)),
                                           whence::axis_geometry::spread(maps.values.shape(2), images.shape(3))};
      auto const factors = whence::upsample(maps.values, stretched, images.shape(2), images.shape(3));
      for (std::size_t i = 0; i != got.size(); ++i) got.data()[i] *= factors.data()[i % factors.size()];
      BOOST_TEST(error_of_maximum(got, expected) <= 1e-9, file.name());
    }
    ++compared;
  }
  BOOST_TEST(compared >= 4);
}

BOOST_AUTO_TEST_CASE(margins_and_log_probabilities_are_pytorchs) {
  int compared = 0;
  for (auto const& file : golden_file::all()) {
    if (!file.contains("logit_margin/score")) continue;
    auto const model = file.network<double>();
    auto const images = file.get<double, 4>("images");
    auto const check = [&](std::string const& question, auto const& score) {
      auto const answer = whence::input_gradient{}(model, images, score);
      BOOST_TEST(error_of_maximum(answer.scores, file.get<double, 1>(question + "/score")) <= 1e-12);
      BOOST_TEST(error_of_maximum(answer.values, file.get<double, 4>(question + "/gradient/image")) <= 1e-9);
      auto const record = model.record(images, model.find_tap(named_tap{"features.28"}));
      auto const asked = whence::pin(record.logits(), score);
      auto const gradient = model.backward(record, asked.cotangents(record.logits()));
      BOOST_TEST(error_of_maximum(gradient, file.get<double, 4>(question + "/gradient/features.28")) <= 1e-9);
      ++compared;
    };
    check("logit_margin", whence::logit_margin{file.classes("fixed"), file.classes("top")});
    check("log_probability", whence::log_probability{file.classes("fixed")});
  }
  BOOST_TEST(compared == 2);
}

BOOST_AUTO_TEST_SUITE_END()
