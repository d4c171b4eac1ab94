// SPDX-License-Identifier: BSD-3-Clause
// fast_ways WEIGHTS PHOTO...: what docs/how_to/make_it_fast.md and docs/explanation/fast_engine.md show.
#include <algorithm>
#include <cstddef>
#include <exception>
#include <iostream>
#include <thread>
#include <vector>
#include <whence/whence.hpp>

namespace {

void expect(bool right, char const* what) {
  if (!right) throw whence::error("fast_ways", what, "something else");
}

bool close(whence::logit_matrix<float> const& a, whence::logit_matrix<float> const& b) {
  return xt::amax(xt::abs(a - b))() <= 1e-5F * xt::amax(xt::abs(b))();
}

}  // namespace

int main(int argc, char* argv[]) try {
  if (argc < 3) return 2;
  char const* const weights = argv[1];
  using whence::reference::engine;

  // Engines.
  auto const fast = whence::vgg16::load(weights);
  auto const lean = whence::vgg16::load(weights, whence::executor{}, engine::lean);
  auto const exact = whence::vgg16::load(weights, whence::executor{}, engine::exact);
  auto const precise = whence::basic_vgg16<double>::load(weights);

  // Photos in a batch.
  std::vector<whence::photo> photos;
  for (int i = 2; i != argc; ++i) photos.push_back(whence::read_photo(argv[i]));
  whence::image_batch<float> images({photos.size(), 3, 224, 224});
  for (std::size_t n = 0; n != photos.size(); ++n) {
    auto const seen = whence::preprocess(photos[n], whence::imagenet_squash);
    std::copy_n(seen.images.data(), seen.images.size(), images.data() + n * seen.images.size());
  }
  whence::grad_cam const method{whence::vgg16::tap("features.29")};
  auto const answers = method(fast, images);  // maps (N, h, w)
  expect(answers.values.shape(0) == photos.size(), "a map a photo");

  auto const logits = fast.forward(images);
  expect(lean.forward(images) == logits, "the same bits of lean as of fast");
  expect(close(logits, exact.forward(images)), "the logits of the exact engine");
  whence::image_batch<double> const seen_precisely = images;
  expect(close(logits, precise.forward(seen_precisely)), "the logits in double precision");

  // Several questions, one forward pass.
  auto const record = fast.record(images, whence::vgg16::tap("features.29"));
  std::vector<std::size_t> const labels{1, 4, 8};
  for (std::size_t const label : labels) {
    auto const answer = method(fast, record, whence::class_logit{label});  // 1 backward pass to the tap
    expect(answer.classes(0) == label, "an answer about the class asked");
  }

  // Threads.
  whence::thread_pool::set_limit(2);
  auto const alone = whence::vgg16::load(weights, whence::executor::serial());
  std::vector<whence::class_maps<float>> found(photos.size());
  {
    std::vector<std::jthread> hosts;
    for (std::size_t n = 0; n != photos.size(); ++n) {
      hosts.emplace_back([&, n] {
        auto const seen = whence::preprocess(photos[n], whence::imagenet_squash);
        found[n] = method(alone, seen.images);
      });
    }
  }
  for (std::size_t n = 0; n != photos.size(); ++n) {
    expect(found[n].scores(0) == answers.scores(n), "the same bits by itself and on one thread");
  }

  // Memory.
  fast.release_scratch();

  // Instruction sets.
  namespace reference = whence::reference;
  std::cout << "this processor offers " << to_text(reference::best_instruction_set()) << ", in use is "
            << to_text(reference::instruction_set_in_use()) << '\n';
  reference::force_instruction_set(reference::instruction_set::baseline);  // every processor has that
  auto const slow = whence::vgg16::load(weights);
  expect(close(slow.forward(images), logits), "the same logits but for rounding");
} catch (std::exception const& problem) {
  std::cerr << "fast_ways: " << problem.what() << '\n';
  return 1;
}
