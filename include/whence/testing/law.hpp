// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <string_view>

namespace whence {

/// What every backend owes its callers, beyond what the compiler can see.
enum class law {
  forward_answers_every_image,
  forward_repeats_itself,
  forward_ignores_the_batch,
  record_holds_the_logits_of_forward,
  record_ignores_the_batch,
  records_live_side_by_side,
  record_of_taps_is_record_of_each,
  image_tap_holds_the_images,
  backward_is_linear,
  backward_agrees_with_finite_differences,
  backward_repeats_itself,
  backward_runs_in_threads,
  backward_ignores_the_batch,
  backward_leaves_the_record_alone,
  resume_of_own_maps_is_the_record,
  resume_at_the_image_is_forward,
  resume_ignores_the_batch,
  resume_leaves_the_record_alone,
  ablate_is_resume_without_the_map,
  ablate_ignores_the_maps_beside,
  ablate_leaves_the_record_alone,
  plain_rule_is_backward,
  rule_scales_with_the_cotangent,
  rule_ignores_the_batch,
  rule_leaves_the_model_alone,
};

/// The law as a sentence, for tables and messages.
[[nodiscard]] constexpr std::string_view to_text(law which) {
  switch (which) {
    case law::forward_answers_every_image: return "forward gives a finite row of logits for every image";
    case law::forward_repeats_itself: return "forward of the same images repeats itself";
    case law::forward_ignores_the_batch: return "an image has the same logits alone and in a batch";
    case law::record_holds_the_logits_of_forward: return "a record's logits are forward's";
    case law::record_ignores_the_batch: return "an image has the same feature maps alone and in a batch";
    case law::records_live_side_by_side: return "a record is not changed by a later one";
    case law::record_of_taps_is_record_of_each: return "records of several taps are those of each tap alone";
    case law::image_tap_holds_the_images: return "the feature maps at the image tap are the images";
    case law::backward_is_linear: return "backward is linear in the cotangent";
    case law::backward_agrees_with_finite_differences: return "backward agrees with finite differences";
    case law::backward_repeats_itself: return "backward of the same record repeats itself";
    case law::backward_runs_in_threads: return "backward of one record runs in several threads at once";
    case law::backward_ignores_the_batch: return "an image has the same gradient alone and in a batch";
    case law::backward_leaves_the_record_alone: return "backward does not change the record";
    case law::resume_of_own_maps_is_the_record: return "resume of a record's own maps gives its logits";
    case law::resume_at_the_image_is_forward: return "resume at the image tap is forward";
    case law::resume_ignores_the_batch: return "maps are resumed to the same logits alone and in a batch";
    case law::resume_leaves_the_record_alone: return "resume does not change the record";
    case law::ablate_is_resume_without_the_map: return "ablate gives the logits of resume with that map set to zero";
    case law::ablate_ignores_the_maps_beside: return "maps are ablated to the same logits alone and with others";
    case law::ablate_leaves_the_record_alone: return "ablate does not change the record";
    case law::plain_rule_is_backward: return "backward under the plain rule is backward";
    case law::rule_scales_with_the_cotangent: return "backward under a rule doubles with the cotangent";
    case law::rule_ignores_the_batch: return "under a rule an image has the same result alone and in a batch";
    case law::rule_leaves_the_model_alone: return "backward is the same after a backward under a rule";
  }
  return "unknown law";
}

}  // namespace whence
