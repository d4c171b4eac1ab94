// SPDX-License-Identifier: BSD-3-Clause
// torchvision's networks, as torchvision writes them, against what captum and torch.fx answer for copies of them in
// which nothing is done in place. `--log_level=message` shows the figures.
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <sstream>
#include <whence/backends/libtorch/script_module.hpp>
#include <whence/concepts/named_tap.hpp>
#include <whence/methods/cam/grad_cam.hpp>
#include <whence/methods/gradient/guided_backprop.hpp>
#include <whence/methods/gradient/input_gradient.hpp>
#include <whence/scores/class_logit.hpp>

#include "answers.hpp"
#include "support/numbers.hpp"
#include "support/pixel_agreement.hpp"

namespace data = boost::unit_test::data;
using namespace whence::test;
using whence::libtorch::script_module;

namespace {

constexpr char const* networks[] = {"resnet18", "densenet121", "mobilenet_v2",    "squeezenet1_1",
                                    "alexnet",  "googlenet",   "efficientnet_b0", "vgg16_bn"};
constexpr char const* forms[] = {"scripted", "traced"};

whence::libtorch::script_options options_for(std::string const& network, std::string const& form,
                                             at::Tensor const& images) {
  whence::libtorch::script_options options;
  options.device = torch::kCPU;
  std::ranges::copy(images.sizes(), options.example.begin());
  options.example[0] = 1;
  if (network == "googlenet" && form == "scripted") options.output = "logits";
  return options;
}

std::string figures(pixel_agreement const& agreement, double error) {
  std::ostringstream text;
  text << "largest " << error << ", within 1e-4 " << 100 * agreement.within << " %, 1 - correlation "
       << 1 - agreement.correlation;
  return text.str();
}

/// Pixel attributions are compared by quantile: ReLUs and poolings that are nearly tied flip single pixels.
template <class A, class B>
void check_pixels(std::string const& what, A const& got, B const& expected) {
  pixel_agreement const agreement(got, expected);
  BOOST_TEST_MESSAGE("  " << what << ": " << figures(agreement, error_of_maximum(got, expected)));
  BOOST_TEST_CONTEXT(what) {
    BOOST_TEST(agreement.within >= 0.999);
    BOOST_TEST(agreement.correlation > 0.9999);
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(libtorch_models)

BOOST_DATA_TEST_CASE(a_network_of_torchvision_answers_as_captum_says, data::make(networks) * data::make(forms), network,
                     form) {
  at::set_num_threads(1);  // as in Python: sums are in the same order then
  auto const expected = answers_of(network);
  at::Tensor const& photos = expected.at("images");
  std::string const file = in_folder(std::string(network) + "." + form + ".pt");
  auto const model = script_module::load(file, options_for(network, form, photos));
  auto const images = to_tensor<float, 4>(photos);
  std::vector<std::size_t> asked;
  for (auto const index : to_tensor<std::int64_t, 1>(expected.at("classes"))) {
    asked.push_back(static_cast<std::size_t>(index));
  }
  whence::class_logit const question{asked};
  BOOST_TEST_MESSAGE(network << ", " << form << ": " << model.taps().size() << " taps");

  auto const logits = model.forward(images);
  auto const plain = torch::jit::load(file);
  BOOST_TEST(same_bits(logits, to_tensor<float, 2>(plain_forward(plain, photos))));
  double const off_python = error_of_maximum(logits, to_tensor<float, 2>(expected.at("logits")));
  BOOST_TEST_MESSAGE("  logits: " << off_python << " off Python's");
  BOOST_TEST(off_python < 1e-5);

  int taps = 0;
  for (auto const& [key, values] : expected) {
    if (!key.starts_with("map/")) continue;
    whence::grad_cam<whence::named_tap> method{{whence::named_tap{key.substr(4)}}};
    method.keep_signed = true;
    auto const answer = method(model, images, question);
    double const error = error_of_maximum(answer.values, to_tensor<float, 3>(values));
    BOOST_TEST_MESSAGE("  " << key << ": " << error);
    BOOST_TEST(error < 1e-4, key << " is off by " << error);
    ++taps;
  }
  BOOST_TEST(taps >= 2);

  check_pixels("saliency", whence::input_gradient{}(model, images, question).values,
               to_tensor<float, 4>(expected.at("saliency")));
  if (expected.contains("guided")) {
    check_pixels("guided backprop", whence::guided_backprop{}(model, images, question).values,
                 to_tensor<float, 4>(expected.at("guided")));
  } else {
    BOOST_CHECK_EXCEPTION(static_cast<void>(whence::guided_backprop{}(model, images, question)),
                          whence::libtorch::module_error, [](auto const& error) {
                            BOOST_TEST_MESSAGE("  guided backprop: " << error.what());
                            return std::string(error.what()).find("without any") != std::string::npos;
                          });
  }
}

BOOST_AUTO_TEST_CASE(the_tail_of_a_scripted_resnet_behind_layer4_holds_no_convolution) {
  auto options = options_for("resnet18", "scripted", at::zeros({1, 3, 64, 64}));
  namespace backend = whence::libtorch::detail;
  auto const file = in_folder("resnet18.scripted.pt");
  auto const model = backend::scripted_from(torch::jit::load(file), options);
  auto const convolutions = [&](backend::stretch const& part) {
    return std::ranges::count_if(
        part.code, [&](std::size_t index) { return model->made.code[index].kind.find("conv") != std::string::npos; });
  };
  auto const cut = backend::cut_at(model->made, backend::tap_of_name(model->made, "layer4").slot);
  // ResNet-18: 1 in the stem, 8 blocks of 2, and 3 that lead past a block.
  BOOST_TEST(convolutions(cut.prefix) == 1 + 8 * 2 + 3);
  BOOST_TEST(convolutions(cut.tail) == 0);
  BOOST_TEST(cut.carried.empty());
  BOOST_TEST_MESSAGE("behind layer4 run " << cut.tail.code.size() << " of " << model->made.code.size() << " operators");
}

BOOST_AUTO_TEST_SUITE_END()
