// SPDX-License-Identifier: BSD-3-Clause
#include <whence/weights/weight_map.hpp>
#include <whence/weights/weights_error.hpp>

#include <boost/test/unit_test.hpp>

namespace {

whence::weight_tensor<float> number(float value) {
  return {{}, std::vector<float>{value}};
}

whence::weight_map<float> two_tensors() {
  whence::weight_map<float> weights("model.safetensors");
  weights.insert("features.2.weight", number(2));
  weights.insert("features.0.weight", number(0));
  return weights;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(weights_weight_map)

BOOST_AUTO_TEST_CASE(tensors_are_found_by_name) {
  auto const weights = two_tensors();
  BOOST_TEST(weights.contains("features.0.weight"));
  BOOST_TEST_REQUIRE(weights.find("features.2.weight") != nullptr);
  BOOST_TEST(weights.find("features.2.weight")->values()[0] == 2.0f);
  BOOST_TEST(weights.find("features.1.weight") == nullptr);
  BOOST_TEST(weights.size() == 2u);
}

BOOST_AUTO_TEST_CASE(names_keep_the_order_of_insertion) {
  auto const weights = two_tensors();
  BOOST_TEST(weights.names()[0] == "features.2.weight");
  BOOST_TEST(weights.names()[1] == "features.0.weight");
}

BOOST_AUTO_TEST_CASE(a_name_that_is_not_there_is_refused_with_the_nearest) {
  BOOST_CHECK_EXCEPTION((void)two_tensors().at("features.2.wieght"), whence::weights_error,
                        [](whence::weights_error const& error) {
                          return error.where() == "model.safetensors, tensor 'features.2.wieght'" &&
                                 error.got().find("nearest are features.2.weight") != std::string::npos;
                        });
}

BOOST_AUTO_TEST_CASE(a_name_that_is_there_behind_a_prefix_is_refused_with_the_prefix) {
  whence::weight_map<float> weights("model.pth");
  weights.insert("module.features.0.weight", number(0));
  weights.insert("module.features.0.bias", number(0));
  auto const got = [&](std::string const& name) {
    try {
      (void)weights.at(name);
    } catch (whence::weights_error const& error) {
      return error.got();
    }
    return std::string("no complaint");
  };
  BOOST_TEST(got("features.0.bias") ==
             "no such name; all names begin with 'module.', which weight_options::prefix takes off");
  BOOST_TEST(got("features.1.bias").find("nearest") != std::string::npos);
  weights.advise("look elsewhere");
  BOOST_TEST(got("features.0.bias").ends_with("takes off; look elsewhere"));
  weights.insert("other", number(0));
  BOOST_TEST(got("features.0.bias").starts_with("no such name; the nearest are module.features.0.bias"));
}

BOOST_AUTO_TEST_CASE(an_empty_map_says_that_it_is_empty) {
  BOOST_CHECK_EXCEPTION((void)whence::weight_map<float>().at("a"), whence::weights_error,
                        [](whence::weights_error const& error) { return error.got() == "no tensors at all"; });
}

BOOST_AUTO_TEST_CASE(a_name_is_taken_once) {
  auto weights = two_tensors();
  BOOST_CHECK_THROW(weights.insert("features.0.weight", number(9)), whence::weights_error);
  BOOST_TEST(weights.size() == 2u);
  BOOST_TEST(weights.at("features.0.weight").values()[0] == 0.0f);
}

BOOST_AUTO_TEST_CASE(a_tensor_that_was_left_out_is_refused_with_its_type) {
  auto weights = two_tensors();
  weights.insert_left_out("steps", "I64");
  BOOST_TEST(!weights.contains("steps"));
  BOOST_CHECK_EXCEPTION((void)weights.at("steps"), whence::weights_error, [](whence::weights_error const& error) {
    return error.got().find("I64") != std::string::npos;
  });
}

BOOST_AUTO_TEST_CASE(metadata_are_text_by_key) {
  auto weights = two_tensors();
  weights.insert_metadata("licence", "CC0-1.0");
  BOOST_TEST(weights.metadata().find("licence")->second == "CC0-1.0");
}

BOOST_AUTO_TEST_SUITE_END()
