// SPDX-License-Identifier: BSD-3-Clause
// One model in every dress a file of weights comes in: the same logits, bit for bit (tests/golden/pytorch).
#include <algorithm>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>
#include <whence/backends/reference/vgg.hpp>
#include <whence/weights/weight_options.hpp>

namespace {

std::filesystem::path const golden = std::filesystem::path(WHENCE_TEST_DATA) / "pytorch";

/// The image of write_pytorch.py.
whence::image_batch<float> image() {
  whence::image_batch<float> pixels({1, 3, 32, 48});
  for (std::size_t i = 0; i != pixels.size(); ++i) pixels.data()[i] = static_cast<float>(i * 37 % 101) / 50 - 1;
  return pixels;
}

std::vector<float> logits(std::string const& file, whence::weight_options const& options = {}) {
  auto const answer = whence::vgg11::load(golden / file, options).forward(image());
  return {answer.begin(), answer.end()};
}

struct dress {
  std::string file;
  std::string entry;
  std::string prefix;

  friend std::ostream& operator<<(std::ostream& out, dress const& d) { return out << d.file; }
};

std::vector<dress> const dresses = {
    {"vgg11.stream.pth", "", ""},           {"vgg11.old_zip.pth", "", ""},
    {"vgg11.repacked.pth", "", ""},         {"vgg11.zip.pth", "", ""},
    {"vgg11.python2.pth", "", ""},          {"vgg11.data_parallel.pth", "", "module."},
    {"vgg11.nested.pth", "state_dict", ""}, {"vgg11.nested_data_parallel.pth", "state_dict", "module."}};

}  // namespace

BOOST_AUTO_TEST_SUITE(backends_reference_dresses)

BOOST_AUTO_TEST_CASE(the_logits_are_those_that_pytorch_computes) {
  // An .npy file of five little-endian float32 behind a header of 128 bytes.
  std::ifstream file(golden / "vgg11.logits.npy", std::ios::binary);
  std::vector<char> const bytes{std::istreambuf_iterator<char>(file), {}};
  BOOST_TEST_REQUIRE(bytes.size() == 128u + 5u * sizeof(float));
  std::vector<float> expected(5);
  std::copy(bytes.begin() + 128, bytes.end(), reinterpret_cast<char*>(expected.data()));
  auto const ours = logits("vgg11.safetensors");
  float const greatest = *std::ranges::max_element(expected);
  BOOST_TEST_REQUIRE(ours.size() == expected.size());
  for (std::size_t k = 0; k != expected.size(); ++k) BOOST_TEST(std::abs(ours[k] - expected[k]) <= 1e-5f * greatest);
}

BOOST_DATA_TEST_CASE(every_dress_gives_the_same_bits, dresses, worn) {
  BOOST_TEST(logits(worn.file, {.entry = worn.entry, .prefix = worn.prefix}) == logits("vgg11.safetensors"),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_forgotten_prefix_is_found_and_said) {
  BOOST_CHECK_EXCEPTION((void)whence::vgg11::load(golden / "vgg11.data_parallel.pth"), whence::weights_error,
                        [](whence::weights_error const& error) {
                          return std::string(error.what()).find("'module.'") != std::string::npos;
                        });
}

BOOST_AUTO_TEST_SUITE_END()
