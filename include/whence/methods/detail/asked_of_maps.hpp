// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <whence/concepts/resumable.hpp>
#include <whence/core/logit_row.hpp>
#include <whence/core/tensor.hpp>
#include <whence/methods/detail/asked_of_versions.hpp>

namespace whence::detail {

/// Asks one question of many versions of an image's feature maps, in batches, one after the other: what is made of the
/// answers does not depend on the batch.
///
/// @param record of the images, at the tap whose maps are replaced
/// @param image n, below N
/// @param count versions
/// @param batch most versions a pass
/// @param write called as (version, T* maps (K, h, w)), all zeros, to write them
/// @param use called as (version, y), in the order of versions
/// @cost ceil(count / batch) passes from the tap on, of `batch` versions
template <resumable Model, class Question, class Write, class Use>
void asked_of_maps(Model const& model, record_t<Model> const& record, std::size_t image, Question const& question,
                   std::size_t count, std::size_t batch, pass_count& passes, Write const& write, Use const& use) {
  using T = value_t<Model>;
  detail::require_batch(batch);
  feature_tensor<T> const& clean = record.feature_maps();
  std::size_t const size = clean.shape(1) * clean.shape(2) * clean.shape(3);
  for (std::size_t first = 0; first < count; first += batch) {
    std::size_t const versions = std::min(batch, count - first);
    feature_tensor<T> maps = xt::zeros<T>({versions, clean.shape(1), clean.shape(2), clean.shape(3)});
    for (std::size_t i = 0; i != versions; ++i) write(first + i, maps.data() + i * size);
    logit_matrix<T> const logits = model.resume(record, image, maps);
    for (std::size_t i = 0; i != versions; ++i) use(first + i, question.value(whence::logit_row(logits, i)));
    passes.add(versions);
  }
}

}  // namespace whence::detail
