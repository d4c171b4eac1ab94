// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <whence/concepts/classifier.hpp>
#include <whence/core/logit_row.hpp>
#include <whence/core/progress.hpp>
#include <whence/core/shape_error.hpp>
#include <whence/core/tensor.hpp>

namespace whence::detail {

/// Counts the images that went through the network, and says so.
class pass_count {
 public:
  pass_count(progress const& observer, std::size_t all) : observer_(&observer), all_(all) {}

  void add(std::size_t images) { observer_->report(done_ += images, all_); }

 private:
  progress const* observer_;
  std::size_t done_ = 0;
  std::size_t all_;
};

/// @throws shape_error where a batch of no images is asked for
inline void require_batch(std::size_t batch) {
  if (batch == 0) throw shape_error("images a pass", "at least 1", "0");
}

/// Asks one question of many versions of an image, in batches, one after the other: what is summed over the answers
/// does not depend on the batch.
///
/// @param like (N, C, H, W), for the shape
/// @param count versions
/// @param batch most images a pass
/// @param write called as (version, T* image (C, H, W)), to write it
/// @param use called as (version, y), in the order of versions
/// @cost ceil(count / batch) forward passes, of `batch` images
template <classifier Model, class Question, class Write, class Use>
void asked_of_versions(Model const& model, Question const& question, image_batch<value_t<Model>> const& like,
                       std::size_t count, std::size_t batch, pass_count& passes, Write const& write, Use const& use) {
  using T = value_t<Model>;
  detail::require_batch(batch);
  std::size_t const size = like.shape(1) * like.shape(2) * like.shape(3);
  for (std::size_t first = 0; first < count; first += batch) {
    std::size_t const images = std::min(batch, count - first);
    image_batch<T> versions({images, like.shape(1), like.shape(2), like.shape(3)});
    for (std::size_t i = 0; i != images; ++i) write(first + i, versions.data() + i * size);
    logit_matrix<T> const logits = model.forward(versions);
    for (std::size_t i = 0; i != images; ++i) use(first + i, question.value(whence::logit_row(logits, i)));
    passes.add(images);
  }
}

}  // namespace whence::detail
