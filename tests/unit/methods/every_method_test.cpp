// SPDX-License-Identifier: BSD-3-Clause
// What holds of every method: the same bits however it is asked, passes as documented.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>
#include <whence/backends/reference/vgg_network.hpp>
#include <whence/core/executor.hpp>
#include <whence/core/thread_pool.hpp>
#include <whence/scores/class_logit.hpp>

#include "support/counting_model.hpp"
#include "support/every_method.hpp"
#include "support/numbers.hpp"
#include "support/random_vgg.hpp"
#include "support/told_answer.hpp"

using namespace whence::test;

namespace {

/// A narrow VGG16: eight feature maps at the last convolutions.
counting_model<whence::reference::network<double>> narrow_vgg16(whence::executor threads = {}) {
  auto const& layout = whence::vgg_layouts[2];
  return counting_model(
      whence::reference::vgg_network<double>(layout, random_vgg_weights<double>(layout, {}), threads));
}

/// Two images of 48 x 32, so that the last convolution has 3 x 2 cells.
whence::image_batch<double> two_images() {
  return random_tensor<double, 4>({2, 3, 48, 32}, 5);
}

whence::image_batch<double> one_of(whence::image_batch<double> const& images, std::size_t n) {
  return whence::detail::some_images(images, n, 1);
}

whence::class_logit const asked_of_two{{1, 3}};

struct one_method {
  told_answer answer;
  pass_counts passes;
  std::size_t largest_batch;
};

template <class Model>
std::vector<one_method> ask_all(Model const& model, whence::image_batch<double> const& images,
                                whence::class_logit const& score = asked_of_two, std::size_t batch = 16) {
  std::vector<one_method> all;
  model.forget();
  for_every_method(model, images, score, batch, [&](char const* name, auto const& answer) {
    all.push_back({{name, answer}, model.counts(), model.largest_batch()});
    model.forget();
  });
  return all;
}

/// As asked of a model that runs on one thread, two images at once.
std::vector<one_method> const& plainly_asked() {
  static std::vector<one_method> const answers = ask_all(narrow_vgg16(whence::executor::serial()), two_images());
  return answers;
}

/// Every method of an image for itself is what it is of the two.
void expect_the_same_of_image(std::vector<one_method> const& got, std::size_t there, std::size_t here) {
  auto const& expected = plainly_asked();
  BOOST_REQUIRE(got.size() == expected.size());
  for (std::size_t i = 0; i != got.size(); ++i) {
    BOOST_TEST((got[i].answer.of_image(there) == expected[i].answer.of_image(here)),
               expected[i].answer.name << " of image " << here << " has other bits");
  }
}

void expect_the_same(std::vector<one_method> const& got) {
  expect_the_same_of_image(got, 0, 0);
  expect_the_same_of_image(got, 1, 1);
}

/// What the documentation's costs come to for these two images, of 8 feature maps with 6 cells at a tap.
std::map<std::string, pass_counts> documented_passes() {
  std::map<std::string, pass_counts> table;
  auto const cost = [&](pass_counts passes, std::vector<std::string> const& methods) {
    for (auto const& method : methods) table[method] = passes;
  };
  // one forward pass, one backward pass to the tap, or to the image
  cost({.record = 2, .backward = 2},
       {"cam/grad_cam", "cam/grad_cam, deepest tap", "cam/grad_cam, signed", "cam/grad_cam_plus_plus", "cam/xgrad_cam",
        "cam/layer_cam", "cam/hires_cam", "cam/element_wise_grad_cam", "cam/eigen_grad_cam", "gradient/input_gradient",
        "gradient/saliency", "gradient/input_x_gradient", "gradient/guided_backprop", "gradient/deconvnet",
        "wrappers/with_relu", "presets/pytorch_grad_cam/grad_cam_plus_plus", "presets/pytorch_grad_cam/xgrad_cam",
        "presets/torch_cam/grad_cam_plus_plus", "presets/torch_cam/xgrad_cam"});
  // one forward pass; 3 copies of each image forward and backward
  cost({.record = 2 + 6, .backward = 6},
       {"cam/smooth_grad_cam_plus_plus", "cam/smooth_grad_cam_plus_plus, as printed"});
  // one forward pass
  cost({.record = 2}, {"cam/eigen_cam", "cam/eigen_cam, centred", "cam/fem", "cam/random_cam",
                       "presets/pytorch_grad_cam/eigen_cam", "presets/pytorch_grad_cam/fem"});
  // one forward pass; from the tap on, one an image and feature map
  cost({.record = 2, .resume = 16}, {"cam/ablation_cam", "cam/ablation_cam, by score", "cam/ablation_cam, unscaled",
                                     "presets/pytorch_grad_cam/ablation_cam"});
  // one forward pass; from the tap on, one an image and cell
  cost({.record = 2, .resume = 12}, {"cam/recipro_cam", "cam/recipro_cam, gaussian"});
  // one forward pass, and one an image, feature map and sample of its mask; the image of zeros where it is asked about
  cost({.forward = 16, .record = 2},
       {"cam/score_cam", "cam/score_cam, score", "cam/score_cam, half pixel", "cam/score_cam, corners",
        "cam/score_cam, scaled first", "presets/pytorch_grad_cam/score_cam", "presets/torch_cam/score_cam"});
  cost({.forward = 16 + 1, .record = 2}, {"cam/score_cam, increase"});
  cost({.forward = 32, .record = 2}, {"cam/ss_cam", "cam/ss_cam, on the image"});
  cost({.forward = 48, .record = 2}, {"cam/is_cam", "cam/is_cam, even", "presets/torch_cam/is_cam"});
  // two forward passes, a backward pass to the image and one to the tap
  cost({.record = 4, .backward = 4},
       {"gradient/guided_grad_cam", "wrappers/product", "presets/captum/guided_grad_cam"});
  // images and their baselines forward; 4 steps of each image forward and backward
  cost({.forward = 4, .record = 8, .backward = 8},
       {"gradient/integrated_gradients", "gradient/integrated_gradients, trapezoid",
        "gradient/integrated_gradients, left", "gradient/integrated_gradients, right",
        "gradient/integrated_gradients, middle", "gradient/integrated_gradients, from a blurred image",
        "gradient/integrated_gradients, from an image", "presets/captum/integrated_gradients"});
  // 3 references and the images forward; 3 samples of each image forward and backward
  cost({.forward = 3 + 2, .record = 6, .backward = 6}, {"gradient/expected_gradients"});
  // the images, and each with 5 x 3, or 3 x 3, windows hidden; each behind 8 masks
  cost({.forward = 2 + 30}, {"perturbation/occlusion"});
  cost({.forward = 2 + 18}, {"perturbation/occlusion, blurred"});
  cost({.forward = 2 + 16}, {"perturbation/rise"});
  // one forward pass for the question, and the method's for 3 copies of each image
  cost(
      {.forward = 2, .record = 6, .backward = 6},
      {"wrappers/smooth_grad", "wrappers/smooth_grad, squared", "wrappers/smooth_grad, variance",
       "wrappers/smooth_grad, absolute noise", "wrappers/with_relu, around smooth_grad", "presets/captum/smooth_grad"});
  cost({.forward = 2 + 48, .record = 6}, {"wrappers/smooth_grad, of score_cam"});
  // the same for 2 factors of each image and its mirror image
  cost({.forward = 2, .record = 8, .backward = 8},
       {"wrappers/test_time_augmentation", "wrappers/test_time_augmentation, of pixels"});
  // one forward pass for two taps, and at each what the method costs from a record on
  cost({.record = 2, .backward = 4}, {"wrappers/over_taps", "wrappers/over_taps, LayerCAM's fusion"});
  cost({.record = 2, .resume = 32}, {"wrappers/over_taps, of ablation_cam"});
  // one forward pass, and the whole method at each of two taps
  cost({.forward = 2, .record = 16, .backward = 12}, {"wrappers/over_taps, of smooth_grad_cam_plus_plus"});
  return table;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(methods_every_method)

BOOST_AUTO_TEST_CASE(every_answer_is_whole_finite_and_knows_what_was_asked) {
  std::set<std::string> names;
  for (auto const& [answer, passes, largest] : plainly_asked()) {
    BOOST_TEST(names.insert(answer.name).second, answer.name << " twice");
    BOOST_TEST(answer.shape[0] == 2, answer.name);
    BOOST_TEST(answer.scores.size() == 2, answer.name);
    BOOST_TEST(answer.status.size() == 2, answer.name);
    BOOST_TEST((answer.classes == std::vector<std::size_t>{1, 3}), answer.name);
    bool const finite = std::ranges::all_of(answer.values, [](double value) { return std::isfinite(value); });
    BOOST_TEST(finite, answer.name << " is not finite");
    for (auto const status : answer.status) {
      BOOST_TEST((status == whence::map_status::meaningful), answer.name << " is " << whence::to_text(status));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_pool_of_threads_gives_the_bits_of_one_thread) {
  std::size_t const before = whence::thread_pool::limit();
  whence::thread_pool::set_limit(4);
  expect_the_same(ask_all(narrow_vgg16(), two_images()));
  whence::thread_pool::set_limit(before);
}

BOOST_AUTO_TEST_CASE(another_batch_gives_the_same_bits_and_no_pass_is_larger) {
  for (std::size_t const batch : {std::size_t{2}, std::size_t{5}}) {
    auto const answers = ask_all(narrow_vgg16(), two_images(), asked_of_two, batch);
    expect_the_same(answers);
    for (auto const& [answer, passes, largest] : answers) {
      BOOST_TEST(largest <= batch, answer.name << " sent " << largest << " images at once instead of " << batch);
    }
  }
}

BOOST_AUTO_TEST_CASE(images_in_another_order_or_alone_have_the_same_bits) {
  auto const model = narrow_vgg16();
  auto const images = two_images();
  whence::image_batch<double> turned(images.shape());
  std::rotate_copy(images.begin(), images.begin() + 3 * 48 * 32, images.end(), turned.begin());
  auto const answers = ask_all(model, turned, whence::class_logit{{3, 1}});
  expect_the_same_of_image(answers, 0, 1);
  expect_the_same_of_image(answers, 1, 0);
  expect_the_same_of_image(ask_all(model, one_of(images, 0), whence::class_logit{1}), 0, 0);
  expect_the_same_of_image(ask_all(model, one_of(images, 1), whence::class_logit{3}), 0, 1);
}

BOOST_AUTO_TEST_CASE(passes_are_what_the_documentation_says) {
  auto const documented = documented_passes();
  BOOST_TEST(documented.size() == plainly_asked().size());
  for (auto const& [answer, passes, largest] : plainly_asked()) {
    BOOST_REQUIRE(documented.contains(answer.name));
    BOOST_TEST(passes == documented.at(answer.name),
               answer.name << ": " << passes << ", documented " << documented.at(answer.name));
  }
}

BOOST_AUTO_TEST_SUITE_END()
