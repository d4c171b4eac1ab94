// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <string>
#include <support/toy_model.hpp>
#include <whence/concepts/deepest_tap.hpp>
#include <whence/concepts/named_tap.hpp>
#include <whence/concepts/tap_of.hpp>
#include <whence/concepts/unknown_tap_error.hpp>

namespace {

using whence::test::toy_model;
using whence::test::toy_tap;

}  // namespace

BOOST_AUTO_TEST_SUITE(concepts_tap_of)

BOOST_AUTO_TEST_CASE(a_tap_of_the_model_is_itself) {
  BOOST_TEST((whence::resolve_tap(toy_model<float>{}, toy_tap::convolution) == toy_tap::convolution));
}

BOOST_AUTO_TEST_CASE(a_description_is_looked_up_in_the_model) {
  toy_model<float> const model{};
  BOOST_TEST((whence::resolve_tap(model, whence::named_tap{"convolution"}) == toy_tap::convolution));
  BOOST_TEST((whence::resolve_tap(model, whence::deepest_tap{}) == toy_tap::relu));
}

BOOST_AUTO_TEST_CASE(an_unknown_name_is_the_models_error) {
  BOOST_CHECK_EXCEPTION((void)whence::resolve_tap(toy_model<float>{}, whence::named_tap{"pool"}),
                        whence::unknown_tap_error, [](whence::unknown_tap_error const& error) {
                          return std::string(error.what()).find("pool") != std::string::npos;
                        });
}

BOOST_AUTO_TEST_SUITE_END()
