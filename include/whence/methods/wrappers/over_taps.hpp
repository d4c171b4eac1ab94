// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>
#include <whence/concepts/images_of.hpp>
#include <whence/concepts/score_function.hpp>
#include <whence/concepts/tap_of.hpp>
#include <whence/core/class_maps.hpp>
#include <whence/core/map_status.hpp>
#include <whence/core/shape_error.hpp>
#include <whence/methods/detail/answer.hpp>
#include <whence/methods/detail/at_pixels.hpp>
#include <whence/methods/detail/maps_of_taps.hpp>
#include <whence/methods/wrappers/map_fusion.hpp>
#include <whence/methods/wrappers/mean_fusion.hpp>
#include <whence/scores/pinned.hpp>
#include <whence/scores/top_logit.hpp>

namespace whence {

/// One method at several taps, its maps fused into one at the image's resolution, every cell where it looks.
///
///     std::vector const taps{named_tap{"features.21"}, named_tap{"features.28"}};
///     auto const answer = whence::over_taps{whence::layer_cam{}, taps, whence::layer_cam_fusion{}}(model, images);
///
/// Every tap is asked the question that was asked of the clean images.
///
/// @tparam Method one that answers class maps, from a record or where its member `at` says
/// @tparam At the model's own taps, or `named_tap`
/// @tparam Fusion how maps are scaled and put together
template <class Method, class At, class Fusion = mean_fusion>
struct over_taps {
  Method method{};                        ///< with its options; where it looks itself does not matter
  std::vector<At> taps{};                 ///< at least one
  [[no_unique_address]] Fusion fusion{};  ///< `mean_fusion`, `layer_cam_fusion`, yours

  /// @param images (N, C, H, W), of the model's own type
  /// @param score what is asked of each image
  /// @return class_maps: values (N, H, W), one cell a pixel
  /// @throws what the method throws; shape_error where no tap is named; unknown_geometry_error where a tap has no place
  ///         in the image
  /// @cost one forward pass where the model is `multi_tappable`, else one a tap, and for every tap what the method
  /// costs
  ///       from a record on; of a method that takes none (`smooth_grad_cam_plus_plus`), one forward pass and the whole
  ///       method at every tap
  template <class Model, score_function<value_t<Model>> Score = top_logit>
  requires tap_of<At, Model> && map_fusion<Fusion, value_t<Model>> &&
      detail::answers_tap_by_tap<Method, At, Model, detail::pinned_t<Model, Score>>
  [[nodiscard]] class_maps<value_t<Model>> operator()(Model const& model, images_of<Model> auto const& images,
                                                      Score const& score = {}) const {
    using T = value_t<Model>;
    using pinned_score = detail::pinned_t<Model, Score>;
    if (taps.empty()) throw shape_error("taps to look at", "at least one", "none");

    std::optional<pinned_score> asked;
    std::optional<logit_matrix<T>> logits;
    std::vector<map_batch<T>> maps;
    std::vector<map_status> spoilt(images.shape(0), map_status::meaningful);
    auto const ask = [&](logit_matrix<T> const& clean) {
      if (asked) return;
      logits = clean;
      asked = whence::pin<T>(clean, score);
    };
    auto const add = [&](class_maps<T> answer) {
      for (std::size_t n = 0; n != spoilt.size(); ++n) {
        if (answer.status[n] >= map_status::not_finite && answer.status[n] > spoilt[n]) spoilt[n] = answer.status[n];
      }
      answer.values = fusion.scaled(answer.values);
      maps.push_back(detail::maps_at_pixels(answer, images.shape(2), images.shape(3), "over_taps"));
    };

    if constexpr (detail::needs_a_record<Method, Model, pinned_score>) {
      std::vector<tap_t<Model>> own;
      for (At const& at : taps) own.push_back(whence::resolve_tap(model, at));
      detail::for_each_record(model, images, own, [&](record_t<Model> const& record) {
        ask(record.logits());
        add(detail::answer_record(method, model, images, record, *asked));
      });
    } else {
      ask(model.forward(images));
      Method at_tap = method;
      for (At const& at : taps) {
        at_tap.at = at;
        add(std::as_const(at_tap)(model, images, *asked));
      }
    }

    class_maps<T> fused =
        detail::answer_maps(fusion(maps), *logits, *asked, detail::pixel_geometry(images.shape(2), images.shape(3)));
    for (std::size_t n = 0; n != spoilt.size(); ++n) {  // what scaling or another tap makes of it does not mend it
      if (spoilt[n] != map_status::meaningful) fused.status[n] = spoilt[n];
    }
    return fused;
  }
};
template <class Method, class At>
over_taps(Method, std::vector<At>) -> over_taps<Method, At>;
template <class Method, class At, class Fusion>
over_taps(Method, std::vector<At>, Fusion) -> over_taps<Method, At, Fusion>;

}  // namespace whence
