// SPDX-License-Identifier: BSD-3-Clause
// next_steps SPANIELS WEIGHTS FOLDER: the second half of docs/tutorial/first_explanation.md.
#include <cstddef>
#include <exception>
#include <filesystem>
#include <iostream>
#include <string>
#include <whence/whence.hpp>

namespace {

/// The picture of any method's answer; swapping the method is changing the argument.
template <class Model, whence::attribution_method<Model, whence::top_logit> Method>
whence::picture picture_of(Model const& model, whence::photo const& photo, Method const& method) {
  auto const seen = whence::preprocess(photo, whence::imagenet_squash);
  return whence::explanation_panel(photo, method(model, seen.images), seen.placement);
}

struct pointwise_gradient {
  template <class T>
  whence::map_batch<T> operator()(whence::feature_tensor<T> const& maps,
                                  whence::feature_tensor<T> const& gradient) const {
    return xt::sum(maps * gradient, {1});
  }
};
using pointwise_cam = whence::class_activation<pointwise_gradient, whence::deepest_tap>;

void expect(bool right, char const* what) {
  if (!right) throw whence::error("next_steps", what, "something else");
}

}  // namespace

int main(int argc, char* argv[]) try {
  if (argc != 4) {
    std::cerr << "usage: next_steps SPANIELS WEIGHTS FOLDER\n";
    return 2;
  }
  std::filesystem::path const out = argv[3];
  std::filesystem::create_directories(out);
  auto const photo = whence::read_photo(argv[1]);
  auto const model = whence::vgg16::load(argv[2]);
  auto const seen = whence::preprocess(photo, whence::imagenet_squash);

  // Another class.
  std::size_t const springer = 1;
  whence::grad_cam method{whence::vgg16::tap("features.28")};
  auto const faces = method(model, seen.images, whence::class_logit{springer});
  whence::write_png(out / "springer.png", whence::explanation_panel(photo, faces, seen.placement));
  expect(faces.classes(0) == springer, "an answer about class 1");

  // What speaks against it.
  method.keep_signed = true;
  auto const both = method(model, seen.images, whence::class_logit{springer});
  whence::write_png(out / "springer_signed.png",
                    whence::explanation_panel(photo, both, seen.placement, {.scale = whence::map_scale::symmetric},
                                              whence::diverging{}));
  expect(xt::amin(both.values)() < 0.0F && xt::amax(both.values)() > 0.0F, "both signs");
  method.keep_signed = false;

  // Another method.
  auto const pixels = whence::guided_backprop{}(model, seen.images, whence::class_logit{springer});
  whence::write_png(out / "springer_guided_backprop.png",
                    whence::explanation_panel(photo, pixels, seen.placement, {}, whence::diverging{}));
  expect(pixels.values.shape() == seen.images.shape(), "a number for every value of the image");

  // Any method.
  whence::write_png(out / "grad_cam.png", picture_of(model, photo, method));
  whence::write_png(out / "guided_grad_cam.png", picture_of(model, photo, whence::guided_grad_cam{}));

  // Another tap.
  whence::grad_cam const earlier{whence::vgg16::tap("features.21")};
  whence::grad_cam const deepest{};
  whence::grad_cam const by_name{whence::named_tap{"features.21"}};
  expect(earlier(model, seen.images).values == by_name(model, seen.images).values, "the same map");
  expect(deepest(model, seen.images).values.shape(1) == 14, "a map of 14 x 14 cells");

  // A name that comes from the user.
  try {
    (void)model.find_tap(whence::named_tap{"features.82"});
    expect(false, "an unknown tap to be refused");
  } catch (whence::unknown_tap_error const& problem) {
    std::cout << problem.what() << '\n';
  }

  // Several questions, one forward pass.
  auto const record = model.record(seen.images, whence::vgg16::tap("features.28"));
  auto const why = method(model, record);
  auto const why_not = method(model, record, whence::logit_margin{.against = springer});
  auto const how_sure = method(model, record, whence::log_probability{springer});
  std::cout << "class " << why.classes(0) << ": logit " << why.scores(0) << ", margin over class " << springer << ' '
            << why_not.scores(0) << ", log-probability of class " << springer << ' ' << how_sure.scores(0) << '\n';
  expect(why_not.scores(0) > 0.0F && how_sure.scores(0) < 0.0F, "a positive margin and a log-probability below zero");

  // Maps that say nothing.
  std::size_t const chain_saw = 3;
  whence::grad_cam const before{whence::vgg16::tap("features.25")};
  auto const nothing = before(model, seen.images, whence::logit_margin{chain_saw, springer});
  std::cout << "a chain saw rather than a springer: " << whence::to_text(nothing.status[0]) << '\n';
  whence::write_png(out / "nothing.png", whence::explanation_panel(photo, nothing, seen.placement));
  expect(nothing.status[0] == whence::map_status::all_zero, "a map that is all zero");

  // A CAM of your own.
  whence::write_png(out / "pointwise_cam.png", picture_of(model, photo, pointwise_cam{}));

  // The raw numbers.
  whence::write_npy(out / "map.npy", both.values);
} catch (std::exception const& problem) {
  std::cerr << "next_steps: " << problem.what() << '\n';
  return 1;
}
