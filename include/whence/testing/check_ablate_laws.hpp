// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <numeric>
#include <span>
#include <string>
#include <vector>
#include <whence/concepts/ablatable.hpp>
#include <whence/concepts/images_of.hpp>
#include <whence/testing/detail/law_tools.hpp>
#include <whence/testing/law_report.hpp>
#include <whence/testing/law_tolerances.hpp>

namespace whence {

/// Tries the laws of `ablate` at one tap, with every map of the last image: it gives what `resume` gives of maps of
/// which one is zero, whatever maps it is asked about beside, and the record stays as it was.
///
/// @param images (N, C, H, W)
/// @param where what to call the tap in the report
/// @cost 3 forward passes; 4 passes from the tap on for each of K maps, K at once
template <ablatable Model>
[[nodiscard]] law_report check_ablate_laws(Model const& model, images_of<Model> auto const& images,
                                           tap_t<Model> const& tap,
                                           law_tolerances<value_t<Model>> const& tolerances = {},
                                           std::string const& where = {}) {
  using T = value_t<Model>;
  using logits = logit_matrix<T>;
  using maps = feature_tensor<T>;
  law_report report;
  std::size_t const image = images.shape(0) - 1;
  auto const every_map = [](maps const& of) {
    std::vector<std::size_t> channels(of.shape(1));
    std::iota(channels.begin(), channels.end(), std::size_t{0});
    return channels;
  };

  detail::try_law(
      report, law::ablate_is_resume_without_the_map, where, tolerances.ablating, [&]() -> detail::law_finding {
        record_t<Model> const record = model.record(images, tap);
        maps const own = detail::part_of<T, 4>(record.feature_maps(), image);
        std::size_t const cells = own.shape(2) * own.shape(3);
        auto const channels = every_map(own);
        maps versions(std::array<std::size_t, 4>{channels.size(), own.shape(1), own.shape(2), own.shape(3)});
        for (std::size_t m = 0; m != channels.size(); ++m) {
          T* const version = std::copy_n(own.data(), own.size(), versions.data() + m * own.size()) - own.size();
          std::fill_n(version + m * cells, cells, T(0));
        }
        return {detail::deviation<T, 2>(model.ablate(record, image, channels), model.resume(record, image, versions),
                                        "ablated logits")};
      });

  detail::try_law(
      report, law::ablate_ignores_the_maps_beside, where, tolerances.batching, [&]() -> detail::law_finding {
        record_t<Model> const record = model.record(images, tap);
        auto channels = every_map(record.feature_maps());
        std::ranges::reverse(channels);
        logits const together = model.ablate(record, image, channels);
        double worst = 0;
        for (std::size_t m = 0; m != channels.size(); ++m) {
          logits const alone = model.ablate(record, image, std::span<std::size_t const>(&channels[m], 1));
          worst = std::max(worst, detail::deviation<T, 2>(alone, detail::part_of<T, 2>(together, m), "ablated logits"));
        }
        return {worst};
      });

  detail::try_law(report, law::ablate_leaves_the_record_alone, where, 0, [&]() -> detail::law_finding {
    record_t<Model> const record = model.record(images, tap);
    logits const logits_before = record.logits();
    maps const maps_before = record.feature_maps();
    (void)model.ablate(record, image, every_map(maps_before));
    return {std::max(detail::deviation<T, 2>(record.logits(), logits_before, "logits of the record"),
                     detail::deviation<T, 4>(record.feature_maps(), maps_before, "feature maps of the record"))};
  });
  return report;
}

}  // namespace whence
