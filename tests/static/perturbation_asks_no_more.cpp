// SPDX-License-Identifier: BSD-3-Clause
// The methods that perturb images, instantiated with the poorest classifier, score and baseline.
#include <static/archetypes.hpp>
#include <whence/concepts/attribution_method.hpp>
#include <whence/concepts/image_baseline.hpp>
#include <whence/methods/perturbation/occlusion.hpp>
#include <whence/methods/perturbation/rise.hpp>

namespace static_tests {

/// Copied, and asked for images; neither made from nothing nor compared.
class baseline {
 public:
  baseline(baseline const&) = default;
  baseline& operator=(baseline const&) = default;
  archetypes::images operator()(archetypes::images const& images) const { return images; }

 private:
  baseline();
};

}  // namespace static_tests

namespace {

using static_tests::baseline;
static_assert(whence::image_baseline<baseline, double> && !whence::image_baseline<baseline, float>);

struct baseline_not_const : baseline {
  archetypes::images operator()(archetypes::images const&);
};
static_assert(!whence::image_baseline<baseline_not_const, double>);

struct baseline_of_one_map : baseline {
  whence::map_batch<double> operator()(archetypes::images const&) const;
};
static_assert(!whence::image_baseline<baseline_of_one_map, double>);

template <class Method>
constexpr bool works_on_a_classifier =
    whence::attribution_method<Method, archetypes::classifier, archetypes::score_function>;
static_assert(works_on_a_classifier<whence::occlusion<>> && works_on_a_classifier<whence::occlusion<baseline>>);
static_assert(!works_on_a_classifier<whence::occlusion<baseline_of_one_map>> && works_on_a_classifier<whence::rise>);

}  // namespace

namespace static_tests {

void instantiate_perturbations(archetypes::classifier const& model, archetypes::images const& images,
                               archetypes::score_function const& score, baseline const& filling) {
  (void)whence::occlusion{whence::image_size{2, 2}, whence::image_size{1, 1}, filling}(model, images, score);
  (void)whence::rise{}(model, images, score);
}

}  // namespace static_tests
