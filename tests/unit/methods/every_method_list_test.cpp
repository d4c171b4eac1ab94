// SPDX-License-Identifier: BSD-3-Clause
// The list of every method, that a new one is not forgotten in it: what is tested of all is tested of what is listed.
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <set>
#include <string>

#include "support/every_method.hpp"

using namespace whence::test;

namespace {

/// The public headers of methods, from include/whence/methods on and without an ending.
std::set<std::string> headers_of_methods() {
  auto const methods = std::filesystem::path(WHENCE_TEST_DATA) / "../../include/whence/methods";
  std::set<std::string> names;
  for (std::string const folder : {"cam", "gradient", "perturbation", "wrappers", "presets"}) {
    for (auto const& entry : std::filesystem::recursive_directory_iterator(methods / folder)) {
      std::string const name = entry.path().lexically_relative(methods).replace_extension().generic_string();
      if (entry.is_regular_file() && name.find("/detail/") == std::string::npos) names.insert(name);
    }
  }
  return names;
}

/// Headers that define what methods are made of: formulas, options, stages of drawing.
std::set<std::string> const no_methods{"cam/ablation_scale",
                                       "cam/class_activation",
                                       "cam/differentiate",
                                       "cam/intensified_masks",
                                       "cam/mask_intensities",
                                       "cam/mask_stretch",
                                       "cam/mask_weights",
                                       "cam/masked_scoring",
                                       "cam/masking",
                                       "cam/mean_gradient",
                                       "cam/noisy_masks",
                                       "cam/recipro_window",
                                       "cam/tap_gradient",
                                       "cam/whole_masks",
                                       "gradient/path_rule",
                                       "gradient/random_draws",
                                       "perturbation/rise_mask",
                                       "presets/article/stages",
                                       "presets/captum/stages",
                                       "presets/paper/stages",
                                       "presets/pytorch_grad_cam/finer_comparison",
                                       "presets/pytorch_grad_cam/stages",
                                       "presets/torch_cam/stages",
                                       "wrappers/gaussian_noise",
                                       "wrappers/layer_cam_fusion",
                                       "wrappers/map_fusion",
                                       "wrappers/map_scaling",
                                       "wrappers/mean_fusion",
                                       "wrappers/smooth_statistic"};

}  // namespace

BOOST_AUTO_TEST_SUITE(methods_every_method_list)

BOOST_AUTO_TEST_CASE(the_list_forgets_no_header_that_defines_a_method) {
  std::set<std::string> listed;
  visit_every_method(random_tensor<double, 4>({1, 3, 48, 32}, 1),
                     [&](std::string const& name, auto const&) { listed.insert(name.substr(0, name.find(','))); });
  std::set<std::string> const headers = headers_of_methods();
  for (auto const& header : headers) {
    if (header.ends_with("_formula")) continue;
    bool const is_method = !no_methods.contains(header);
    BOOST_TEST(listed.contains(header) == is_method, header << (is_method ? " is not listed" : " is no method"));
  }
  for (auto const& name : listed) BOOST_TEST(headers.contains(name), name << " has no header");
  for (auto const& name : no_methods) BOOST_TEST(headers.contains(name), name << " has no header");
}

BOOST_AUTO_TEST_SUITE_END()
