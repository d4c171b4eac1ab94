// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <memory>
#include <optional>
#include <utility>
#include <vector>
#include <whence/backends/reference/detail/blocked_maps.hpp>
#include <whence/backends/reference/detail/kernels/route_gradient.hpp>
#include <whence/backends/reference/detail/scratch_pool.hpp>
#include <whence/backends/reference/detail/winograd_convolution.hpp>
#include <whence/core/executor.hpp>
#include <whence/core/tensor.hpp>

namespace whence::reference::detail {

/// A run of convolutions, each with the ReLU and the pooling behind it, that nothing else reads from: computed as one,
/// in blocked maps, without a look at what lies between.
class convolution_chain {
 public:
  /// A convolution, and what is fused behind it. Values are numbered as in `node`.
  struct stage {
    std::shared_ptr<winograd_convolution const> convolution;
    std::size_t plain;  ///< the value that the convolution puts out
    bool rectified = false;
    bool pooled = false;

    [[nodiscard]] std::size_t input() const { return plain - 1; }
    [[nodiscard]] std::size_t activated() const { return plain + (rectified ? 1 : 0); }
    [[nodiscard]] std::size_t output() const { return activated() + (pooled ? 1 : 0); }
  };

  /// What the pullbacks read: by stage, what its convolution put out; empty before the first one wanted.
  using memory = std::vector<blocked_maps>;

  convolution_chain(std::vector<stage> stages, std::shared_ptr<scratch_pool> scratch)
      : stages_(std::move(stages)), scratch_(std::move(scratch)) {}

  [[nodiscard]] std::size_t input() const { return stages_.front().input(); }
  [[nodiscard]] std::size_t output() const { return stages_.back().output(); }
  /// Whether a value lies within, neither its input nor its output.
  [[nodiscard]] bool hides(std::size_t value) const { return value > input() && value < output(); }

  /// The stage that begins with a value, if one does.
  [[nodiscard]] std::optional<std::size_t> stage_from(std::size_t value) const {
    for (std::size_t s = 0; s != stages_.size(); ++s) {
      if (stages_[s].input() == value) return s;
    }
    return std::nullopt;
  }

  /// @param first the stage to begin with
  /// @param input what it reads, (N, C, H, W)
  /// @param wanted by value, whether to hand it out
  /// @param hand_out called as (value, (N, K, h, w)) for each wanted value within, and for the output
  /// @param kept_from the value behind which pullbacks will go; what they read is put into `kept`
  template <class HandOut>
  void forward(std::size_t first, feature_tensor<float> const& input, std::vector<bool> const& wanted, HandOut hand_out,
               std::optional<std::size_t> kept_from, memory& kept, executor const& threads) const {
    blocked_maps current = blocked_maps::of(input, *scratch_, threads);
    kept.resize(stages_.size());
    for (std::size_t s = first; s != stages_.size(); ++s) {
      stage const& step = stages_[s];
      map_shape const shape{step.convolution->bank().filters(), current.shape().height, current.shape().width};
      auto const room = [&](bool needed, map_shape const& of) {
        return needed ? blocked_maps(current.images(), of, *scratch_) : blocked_maps();
      };
      bool const keeps = kept_from && *kept_from < step.output() && (step.rectified || step.pooled);
      bool const goes_on_plain = !step.rectified && !step.pooled;
      blocked_maps plain = room(keeps || goes_on_plain || wanted[step.plain], shape);
      blocked_maps activated = room(step.rectified && (!step.pooled || wanted[step.activated()]), shape);
      blocked_maps pooled = room(step.pooled, {shape.channels, shape.height / 2, shape.width / 2});

      kernels::tile_job job;
      job.images = current.images();
      job.height = shape.height;
      job.width = shape.width;
      job.input = current.data();
      job.rectify = step.rectified;
      job.plain = plain.data();
      job.activated = activated.data();
      job.pooled = pooled.data();
      step.convolution->forward(job, threads);

      bool const last = s + 1 == stages_.size();
      if (wanted[step.plain] && !(last && goes_on_plain)) hand_out(step.plain, plain.planes(threads));
      if (step.pooled && step.rectified && wanted[step.activated()]) {
        hand_out(step.activated(), activated.planes(threads));
      }
      blocked_maps& output = step.pooled ? pooled : step.rectified ? activated : plain;
      if (last || wanted[step.output()]) hand_out(step.output(), output.planes(threads));
      current = std::move(output);
      if (keeps) kept[s] = std::move(plain);
    }
  }

  /// @param gradient at the chain's output, (N, K, h, w)
  /// @param target the value to go back to: the input, or one within
  /// @return the gradient there
  template <class Rule>
  [[nodiscard]] feature_tensor<float> pullback(feature_tensor<float> const& gradient, memory const& kept,
                                               std::size_t target, Rule const& rule, executor const& threads) const {
    blocked_maps current = blocked_maps::of(gradient, *scratch_, threads);
    for (std::size_t s = stages_.size(); s-- != 0 && stages_[s].output() > target;) {
      stage const& step = stages_[s];
      if (step.rectified || step.pooled) current = route(step, current, kept[s], target, rule, threads);
      if (step.plain <= target) break;
      blocked_maps before(current.images(),
                          {step.convolution->bank().channels(), current.shape().height, current.shape().width},
                          *scratch_);
      kernels::tile_job job;
      job.images = current.images();
      job.height = current.shape().height;
      job.width = current.shape().width;
      job.input = current.data();
      job.plain = before.data();
      step.convolution->pullback(job, threads);
      current = std::move(before);
    }
    return current.planes(threads);
  }

 private:
  /// Back through pooling and ReLU, to what the convolution put out or, where that is the target, what the ReLU did.
  template <class Rule>
  [[nodiscard]] blocked_maps route(stage const& step, blocked_maps const& gradient, blocked_maps const& plain,
                                   std::size_t target, Rule const& rule, executor const& threads) const {
    kernels::gradient_route const way{plain.shape().height, plain.shape().width, step.pooled,
                                      step.rectified && target < step.activated(), step.rectified};
    blocked_maps result(plain.images(), plain.shape(), *scratch_);
    std::size_t const from = gradient.shape().cells() * block_channels;
    std::size_t const to = plain.shape().cells() * block_channels;
    threads.parallel_for(plain.images() * plain.blocks(), [&](std::size_t block, std::size_t) {
      kernels::dispatch<kernels::route_gradient<Rule>>(way, gradient.data() + block * from, plain.data() + block * to,
                                                       result.data() + block * to, rule);
    });
    return result;
  }

  std::vector<stage> stages_;
  std::shared_ptr<scratch_pool> scratch_;
};

}  // namespace whence::reference::detail
