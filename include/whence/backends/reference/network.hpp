// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>
#include <whence/backends/reference/detail/ablation.hpp>
#include <whence/backends/reference/detail/find_chains.hpp>
#include <whence/backends/reference/detail/kept_values.hpp>
#include <whence/backends/reference/detail/passes.hpp>
#include <whence/backends/reference/detail/resume_from.hpp>
#include <whence/backends/reference/detail/tap_search.hpp>
#include <whence/backends/reference/engine.hpp>
#include <whence/backends/reference/folded_module.hpp>
#include <whence/backends/reference/graph.hpp>
#include <whence/backends/reference/network_record.hpp>
#include <whence/backends/reference/network_tap.hpp>
#include <whence/concepts/ablatable.hpp>
#include <whence/concepts/deepest_tap.hpp>
#include <whence/concepts/differentiable_under.hpp>
#include <whence/concepts/input_differentiable.hpp>
#include <whence/concepts/multi_tappable.hpp>
#include <whence/concepts/named_tap.hpp>
#include <whence/concepts/unknown_tap_error.hpp>
#include <whence/core/executor.hpp>
#include <whence/core/tap_info.hpp>
#include <whence/relu_rules/plain_relu.hpp>

namespace whence::reference {

/// The reference backend's engine: runs the nodes in order. Before the tap it keeps nothing; behind the tap it keeps
/// what the pullbacks read; no gradient of a weight is ever computed. All members are `const` and may be called from
/// several threads at once. Results depend neither on the batch an image came in nor on the number of threads.
template <std::floating_point T>
class network {
 public:
  using value_type = T;
  using tap_type = network_tap;
  using record_type = network_record<T>;

  /// @param input_channels C of the images
  /// @param nodes in topological order, the last one the logits
  /// @param folded modules to name in errors when they are asked for as taps
  /// @param threads how the work is shared out
  /// @param kind how convolutions are computed
  network(std::size_t input_channels, std::vector<node<T>> nodes, std::vector<folded_module> folded = {},
          executor threads = {}, engine kind = default_engine<T>)
      : graph_(input_channels, std::move(nodes)),
        fingerprint_(graph_.fingerprint()),
        folded_(std::move(folded)),
        threads_(std::move(threads)),
        chains_(detail::find_chains(graph_, kind, scratch_)) {}

  /// @param images (N, C, H, W)
  /// @return logits (N, classes)
  /// @throws shape_error where the images do not fit, naming the layer
  /// @cost one forward pass
  [[nodiscard]] logit_matrix<T> forward(image_batch<T> const& images) const {
    require_fit(images);
    detail::workspace<T> values(graph_.values());
    values.at[0] = &images;
    detail::run(graph_, chains_, values, all(true), all(false), threads_);
    return detail::as_logits(*values.at.back());
  }

  /// @param images (N, C, H, W)
  /// @return logits, feature maps at the tap, and what `backward` and `resume` need
  /// @throws shape_error where the images do not fit; unknown_tap_error where the tap is another network's
  /// @cost one forward pass
  [[nodiscard]] record_type record(image_batch<T> const& images, tap_type const& tap) const {
    return std::move(record(images, std::span<tap_type const>(&tap, 1)).front());
  }

  /// The same at several taps. What two records keep both, they share: nothing is copied.
  ///
  /// @return one a tap, in their order
  /// @cost one forward pass
  [[nodiscard]] std::vector<record_type> record(image_batch<T> const& images, std::span<tap_type const> taps) const {
    for (tap_type const& tap : taps) require_own(tap);
    auto const infos = require_fit(images);
    detail::kept_values<T> kept(graph_, chains_, taps);
    detail::workspace<T> values(graph_.values());
    values.at[0] = &images;
    if (kept.any()[0]) values.own[0] = images;
    for (tap_type const& tap : taps) values.kept_from = std::min(tap.value, values.kept_from.value_or(tap.value));
    detail::run(graph_, chains_, values, all(true), kept.any(), threads_);
    logit_matrix<T> const logits = detail::as_logits(*values.at.back());
    kept.take(std::move(values.own));
    auto const chains =
        std::make_shared<std::vector<detail::convolution_chain::memory> const>(std::move(values.chains));
    std::vector<map_shape> shapes;
    for (auto const& info : infos) shapes.push_back(info.shape);
    std::vector<record_type> records;
    for (std::size_t i = 0; i != taps.size(); ++i) {
      records.push_back(record_type(taps[i], logits, {kept.of(i), shapes, chains}, infos[taps[i].value].geometry));
    }
    return records;
  }

  /// The gradient at the tap, ReLUs passing gradients back by a rule.
  ///
  /// @param cotangent dy/dlogits (N, classes)
  /// @return (N, K, h, w)
  /// @throws shape_error where the cotangent is not shaped like the logits, or the record is of a network of other
  ///         widths; unknown_tap_error where it is of a network of other nodes
  /// @cost one backward pass from the logits to the tap
  template <relu_rule Rule>
  [[nodiscard]] feature_tensor<T> backward(record_type const& record, logit_matrix<T> const& cotangent,
                                           Rule rule) const {
    require_own(record);
    if (cotangent.shape() != record.logits().shape()) {
      throw shape_error("cotangent", whence::shape_text(record.logits().shape()),
                        whence::shape_text(cotangent.shape()));
    }
    feature_tensor<T> gradient(record.kept_.shapes.back().batch(cotangent.shape(0)));
    std::copy_n(cotangent.data(), cotangent.size(), gradient.data());
    auto result =
        detail::pull_back_to(record.tap().value, graph_, chains_, std::move(gradient), record.kept_, rule, threads_);
    if (!result) return xt::zeros<T>(record.feature_maps().shape());
    return *std::move(result);
  }

  /// The gradient proper: `backward` under `plain_relu`.
  [[nodiscard]] feature_tensor<T> backward(record_type const& record, logit_matrix<T> const& cotangent) const {
    return backward(record, cotangent, plain_relu{});
  }

  /// What would image n's logits be, had its maps at the tap been these?
  ///
  /// @param image n, below N
  /// @param feature_maps (M, K, h, w), shaped like the record's but for M
  /// @return (M, classes)
  /// @throws shape_error where one of these does not fit the network; unknown_tap_error where the record is of another
  /// @cost one forward pass from the tap on, a batch of M
  [[nodiscard]] logit_matrix<T> resume(record_type const& record, std::size_t image,
                                       feature_tensor<T> const& feature_maps) const {
    require_own(record);
    std::size_t const tap = record.tap().value;
    auto const expected = record.kept_.shapes[tap].batch(feature_maps.shape(0));
    if (!std::ranges::equal(feature_maps.shape(), expected)) {
      throw shape_error("feature maps", "(M, K, h, w) = " + whence::shape_text(expected),
                        whence::shape_text(feature_maps.shape()));
    }
    require_image(record, image);
    return detail::resume_from(tap, feature_maps, graph_, chains_, record.kept_, image, threads_);
  }

  /// What would image n's logits be, had one of its maps at the tap been zero everywhere? Asked of each of these.
  ///
  /// @param image n, below N
  /// @param channels M of them, each below K
  /// @return (M, classes)
  /// @throws shape_error where there is no such image or channel; unknown_tap_error where the record is of another
  /// @cost as `resume` of M; where only ReLU and pooling lie before the first linear layer, that layer is read once
  ///       and not computed again
  [[nodiscard]] logit_matrix<T> ablate(record_type const& record, std::size_t image,
                                       std::span<std::size_t const> channels) const {
    require_own(record);
    require_image(record, image);
    std::size_t const count = record.feature_maps().shape(1);
    for (std::size_t const channel : channels) {
      if (channel >= count) {
        throw shape_error("channel", "an index below " + std::to_string(count), std::to_string(channel));
      }
    }
    return detail::ablate(record.tap().value, graph_, chains_, record.kept_, record.logits(), image, channels,
                          threads_);
  }

  /// The images as a tap.
  [[nodiscard]] tap_type image_tap() const { return {0, fingerprint_}; }

  /// @throws unknown_tap_error with the nearest names, or with the module it was folded into
  [[nodiscard]] tap_type find_tap(named_tap const& wanted) const {
    return {detail::value_named(wanted.name, graph_, folded_), fingerprint_};
  }

  /// The last value that is still a map, and no pooling's.
  [[nodiscard]] tap_type find_tap(deepest_tap) const { return {detail::deepest_value(graph_), fingerprint_}; }

  /// Every tap, in order, for images of one size.
  ///
  /// @throws shape_error where images of that size do not fit
  [[nodiscard]] std::vector<tap_info> taps(std::size_t height = 224, std::size_t width = 224) const {
    return detail::list_taps(graph_, height, width);
  }

  /// C of the images.
  [[nodiscard]] std::size_t input_channels() const { return graph_.input_channels(); }

  /// Gives back memory that is kept from call to call because fresh memory is slow, never more than was needed at once.
  void release_scratch() const { scratch_->release(); }

 private:
  [[nodiscard]] std::vector<bool> all(bool value) const { return std::vector<bool>(graph_.values(), value); }

  auto require_fit(image_batch<T> const& images) const {
    if (images.shape(0) == 0) throw shape_error("images", "at least one", whence::shape_text(images.shape()));
    return graph_.trace({images.shape(1), images.shape(2), images.shape(3)});
  }

  static void require_image(record_type const& record, std::size_t image) {
    std::size_t const images = record.logits().shape(0);
    if (image < images) return;
    throw shape_error("image to resume", "an index below " + std::to_string(images), std::to_string(image));
  }

  void require_own(network_tap const& tap) const {
    if (tap.network == fingerprint_ && tap.value < graph_.values()) return;
    throw unknown_tap_error("tap", "one that this network's find_tap or image_tap gave", "a tap of another network");
  }

  /// Networks of one architecture share their taps' fingerprint, not their widths: the layers trust a record's shapes.
  void require_own(record_type const& record) const {
    require_own(record.tap());
    auto const same = [](auto const& info, map_shape const& shape) { return info.shape == shape; };
    if (record.kept_.shapes.size() == graph_.values() && record.kept_.shapes[0].channels == graph_.input_channels() &&
        record.kept_.chains->size() == chains_.size() &&
        std::ranges::equal(graph_.trace(record.kept_.shapes[0]), record.kept_.shapes, same)) {
      return;
    }
    throw shape_error("record", "one that this network made", "one of a network of other widths or another engine");
  }

  graph<T> graph_;
  std::uint64_t fingerprint_;
  std::vector<folded_module> folded_;
  executor threads_;
  std::shared_ptr<detail::scratch_pool> scratch_ = std::make_shared<detail::scratch_pool>();
  std::vector<detail::convolution_chain> chains_;
};

static_assert(input_differentiable<network<float>> && ablatable<network<double>> && multi_tappable<network<float>>);
static_assert(differentiable_under<network<float>, plain_relu>);

}  // namespace whence::reference
