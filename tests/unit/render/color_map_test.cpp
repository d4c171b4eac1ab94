// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <whence/render/color_map.hpp>

namespace {

struct archetype {
  whence::rgb operator()(double value) const { return {static_cast<std::uint8_t>(255 * value), 0, 0}; }
};
struct without_colours {
  double operator()(double value) const { return value; }
};
struct that_changes {
  whence::rgb operator()(double) { return {}; }
};
struct that_cannot_be_made {
  explicit that_cannot_be_made(int) {}
  whence::rgb operator()(double) const { return {}; }
};

static_assert(whence::color_map<archetype>);
static_assert(!whence::color_map<without_colours>);
static_assert(!whence::color_map<that_changes>);
static_assert(!whence::color_map<that_cannot_be_made>);

}  // namespace

BOOST_AUTO_TEST_SUITE(render_color_map)

BOOST_AUTO_TEST_CASE(a_map_of_ones_own_needs_one_const_call_operator) {
  BOOST_TEST((archetype{}(1.0) == whence::rgb{255, 0, 0}));
}

BOOST_AUTO_TEST_SUITE_END()
