// SPDX-License-Identifier: BSD-3-Clause
// The methods that the programs offer. Each is one entry of `method_table`, and stands nowhere else.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>
#include <whence/concepts/named_tap.hpp>
#include <whence/core/progress.hpp>
#include <whence/core/tensor.hpp>
#include <whence/image/image_size.hpp>
#include <whence/methods/cam/ablation_cam.hpp>
#include <whence/methods/cam/eigen_cam.hpp>
#include <whence/methods/cam/eigen_grad_cam.hpp>
#include <whence/methods/cam/element_wise_grad_cam.hpp>
#include <whence/methods/cam/fem.hpp>
#include <whence/methods/cam/grad_cam.hpp>
#include <whence/methods/cam/grad_cam_plus_plus.hpp>
#include <whence/methods/cam/hires_cam.hpp>
#include <whence/methods/cam/is_cam.hpp>
#include <whence/methods/cam/layer_cam.hpp>
#include <whence/methods/cam/random_cam.hpp>
#include <whence/methods/cam/recipro_cam.hpp>
#include <whence/methods/cam/score_cam.hpp>
#include <whence/methods/cam/smooth_grad_cam_plus_plus.hpp>
#include <whence/methods/cam/ss_cam.hpp>
#include <whence/methods/cam/xgrad_cam.hpp>
#include <whence/methods/gradient/deconvnet.hpp>
#include <whence/methods/gradient/expected_gradients.hpp>
#include <whence/methods/gradient/guided_backprop.hpp>
#include <whence/methods/gradient/guided_grad_cam.hpp>
#include <whence/methods/gradient/input_gradient.hpp>
#include <whence/methods/gradient/input_x_gradient.hpp>
#include <whence/methods/gradient/integrated_gradients.hpp>
#include <whence/methods/gradient/saliency.hpp>
#include <whence/methods/perturbation/occlusion.hpp>
#include <whence/methods/perturbation/rise.hpp>
#include <whence/methods/wrappers/smooth_grad.hpp>
#include <whence/methods/wrappers/test_time_augmentation.hpp>

#include "explain/method_options.hpp"

namespace explain {

/// What a method is made of.
template <class Tap>
struct method_choices {
  Tap tap{};
  whence::image_size input{};               ///< of the images
  whence::image_batch<float> references{};  ///< other images, prepared alike
};

/// What cannot be read off a method's type.
enum class trait {
  none = 0,
  at_tap = 1,           ///< looks at --tap, unless told otherwise at the last convolution
  rectified = 2,        ///< and is made for maps without negative values: unless told otherwise, behind its ReLU
  signed_always = 4,    ///< its picture has both signs, whatever --signed says
  asks_probability = 8  ///< asks for a probability where others ask for a logit
};
constexpr trait operator|(trait a, trait b) {
  return static_cast<trait>(static_cast<int>(a) | static_cast<int>(b));
}
constexpr bool operator&(trait a, trait b) {
  return (static_cast<int>(a) & static_cast<int>(b)) != 0;
}

/// An entry of the table.
///
/// @tparam Make called with `method_choices`, to make the method with the options that its paper has
template <class Make>
struct method_entry {
  std::string_view name;
  trait traits;
  std::string_view words;  ///< what it shows; then what it costs for an image
  Make make;
};
template <class Make>
method_entry(std::string_view, trait, std::string_view, Make) -> method_entry<Make>;

/// A seventh of the sides: 32 x 32 of 224 x 224, as much as one of RISE's cells.
constexpr whence::image_size window_of(whence::image_size input) {
  return {(input.height + 6) / 7, (input.width + 6) / 7};
}

inline constexpr std::tuple method_table{
    method_entry{"grad_cam", trait::at_tap,
                 "where the deep feature maps speak for the class; 1 forward, 1 backward pass to the tap",
                 [](auto const& with) { return whence::grad_cam{with.tap}; }},
    method_entry{"layer_cam", trait::at_tap,
                 "positive gradients cell by cell, of use at earlier layers too; passes as grad_cam",
                 [](auto const& with) { return whence::layer_cam{with.tap}; }},
    method_entry{"hires_cam", trait::at_tap | trait::signed_always,
                 "what each cell adds to the score, or takes from it; passes as grad_cam",
                 [](auto const& with) { return whence::hires_cam{with.tap}; }},
    method_entry{"element_wise_grad_cam", trait::at_tap,
                 "what each cell of each feature map adds to the score, where it adds; passes as grad_cam",
                 [](auto const& with) { return whence::element_wise_grad_cam{with.tap}; }},
    method_entry{"eigen_grad_cam", trait::at_tap,
                 "what the shares of the feature maps in the score have in common; passes as grad_cam",
                 [](auto const& with) { return whence::eigen_grad_cam{with.tap}; }},
    method_entry{"guided_grad_cam", trait::at_tap | trait::signed_always,
                 "guided backprop where Grad-CAM looks; 2 forward, 2 backward passes",
                 [](auto const& with) { return whence::guided_grad_cam{with.tap}; }},
    method_entry{
        "test_time_augmentation", trait::at_tap,
        "the mean of Grad-CAM over the image, its mirror image, and both fainter and stronger; 6 times grad_cam",
        [](auto const& with) { return whence::test_time_augmentation{whence::grad_cam{with.tap}}; }},
    method_entry{"random_cam", trait::at_tap,
                 "no explanation: feature maps weighed at random, to hold others against; 1 forward pass",
                 [](auto const& with) { return whence::random_cam{with.tap}; }},
    method_entry{
        "grad_cam_plus_plus", trait::at_tap | trait::rectified,
        "Grad-CAM by positive gradients, so that several or small objects are not lost in a mean; passes as grad_cam",
        [](auto const& with) { return whence::grad_cam_plus_plus{with.tap}; }},
    method_entry{"smooth_grad_cam_plus_plus", trait::at_tap | trait::rectified,
                 "Grad-CAM++ of noisy copies; 1 forward, 1 backward pass to the tap a copy",
                 [](auto const& with) { return whence::smooth_grad_cam_plus_plus{with.tap}; }},
    method_entry{
        "xgrad_cam", trait::at_tap | trait::rectified,
        "Grad-CAM weighed so that it adds up to the part of the score that its layer explains; passes as grad_cam",
        [](auto const& with) { return whence::xgrad_cam{with.tap}; }},
    method_entry{"eigen_cam", trait::at_tap | trait::rectified,
                 "what the feature maps have in common, whatever the class; 1 forward pass",
                 [](auto const& with) { return whence::eigen_cam{with.tap}; }},
    method_entry{"fem", trait::at_tap | trait::rectified,
                 "where many feature maps are unusually strong, whatever the class; 1 forward pass",
                 [](auto const& with) { return whence::fem{with.tap}; }},
    method_entry{
        "ablation_cam", trait::at_tap | trait::rectified,
        "feature maps weighed by what the score loses without them; 1 forward pass, and one from the tap on a map",
        [](auto const& with) { return whence::ablation_cam{with.tap}; }},
    method_entry{"recipro_cam", trait::at_tap | trait::rectified,
                 "the score, did the network see one cell alone; 1 forward pass, and one from the tap on a cell",
                 [](auto const& with) { return whence::recipro_cam{with.tap}; }},
    method_entry{"score_cam", trait::at_tap | trait::rectified,
                 "feature maps weighed by the score of the image seen through them; a forward pass a map",
                 [](auto const& with) { return whence::score_cam{with.tap}; }},
    method_entry{"ss_cam", trait::at_tap | trait::rectified,
                 "Score-CAM with noise on its masks; a forward pass a map and sample",
                 [](auto const& with) { return whence::ss_cam{with.tap}; }},
    method_entry{"is_cam", trait::at_tap | trait::rectified,
                 "Score-CAM with masks of several intensities; a forward pass a map and sample",
                 [](auto const& with) { return whence::is_cam{with.tap}; }},

    method_entry{"input_gradient", trait::signed_always,
                 "the gradient at the pixels, signed; 1 forward, 1 backward pass",
                 [](auto const&) { return whence::input_gradient{}; }},
    method_entry{"saliency", trait::none,
                 "the magnitude of the gradient: which pixels matter, whichever way; 1 forward, 1 backward pass",
                 [](auto const&) { return whence::saliency{}; }},
    method_entry{"input_x_gradient", trait::signed_always,
                 "the pixels times their gradient; 1 forward, 1 backward pass",
                 [](auto const&) { return whence::input_x_gradient{}; }},
    method_entry{"integrated_gradients", trait::signed_always,
                 "what each pixel adds to the score on the way from the mean colour to the image; 2 forward passes, "
                 "and 1 forward, 1 backward pass a sample",
                 [](auto const&) { return whence::integrated_gradients{}; }},
    method_entry{"expected_gradients", trait::signed_always,
                 "the same on ways from other photos; passes as integrated_gradients",
                 [](auto const& with) { return whence::expected_gradients{with.references}; }},
    method_entry{"smooth_grad", trait::signed_always,
                 "the mean of the gradient over noisy copies; 1 forward pass, and 1 forward, 1 backward pass a copy",
                 [](auto const&) { return whence::smooth_grad{}; }},
    method_entry{"guided_backprop", trait::signed_always,
                 "positive gradients through open ReLUs only; sharp, hardly class-specific; 1 forward, 1 backward pass",
                 [](auto const&) { return whence::guided_backprop{}; }},
    method_entry{"deconvnet", trait::signed_always,
                 "positive gradients, ReLUs otherwise ignored; 1 forward, 1 backward pass",
                 [](auto const&) { return whence::deconvnet{}; }},
    method_entry{
        "occlusion", trait::signed_always,
        "what the score loses where a window is hidden, a seventh of the sides of the image; some 170 forward passes",
        [](auto const& with) { return whence::occlusion{window_of(with.input)}; }},
    method_entry{"rise", trait::asks_probability,
                 "random masks, weighed by the probability that the image has through them; a forward pass a mask",
                 [](auto const&) { return whence::rise{}; }},
};

/// What there is to know of a method before it is made.
struct method_facts {
  std::string_view name;
  std::string_view words;
  trait traits;
  std::optional<std::size_t> samples;  ///< how many unless told otherwise; absent where there are none to choose
  std::optional<std::uint64_t> seed;   ///< the usual one, where it draws random numbers
  std::optional<std::size_t> batch;    ///< the usual one, where many images go through the network
  bool takes_references;
};

inline std::vector<method_facts> const& method_menu() {
  static auto const menu = std::apply(
      [](auto const&... entries) {
        auto const facts_of = [](auto const& entry) {
          auto method = entry.make(method_choices<whence::named_tap>{});
          auto const usual = [](auto const* option) { return option ? std::optional(*option) : std::nullopt; };
          return method_facts{entry.name,
                              entry.words,
                              entry.traits,
                              usual(samples_of(method)),
                              usual(seed_of(method)),
                              usual(batch_of(method)),
                              takes_references<decltype(method)>};
        };
        return std::vector<method_facts>{facts_of(entries)...};
      },
      method_table);
  return menu;
}

inline std::vector<std::string> method_names() {
  std::vector<std::string> names;
  for (auto const& facts : method_menu()) names.emplace_back(facts.name);
  return names;
}

/// @param name one of the menu's
inline method_facts const& method_named(std::string_view name) {
  return *std::ranges::find(method_menu(), name, &method_facts::name);
}

}  // namespace explain
