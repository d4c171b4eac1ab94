// SPDX-License-Identifier: BSD-3-Clause
// Files by PyTorch, and what its own loader makes of them (tests/golden/pytorch).
#include <algorithm>
#include <bit>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <ostream>
#include <string>
#include <vector>
#include <whence/weights/read_pytorch.hpp>
#include <whence/weights/read_safetensors.hpp>
#include <whence/weights/read_weights.hpp>

namespace {

std::filesystem::path const golden = std::filesystem::path(WHENCE_TEST_DATA) / "pytorch";

struct verdict {
  std::string file;
  std::string word;

  friend std::ostream& operator<<(std::ostream& out, verdict const& v) { return out << v.file << ' ' << v.word; }
};

std::vector<verdict> manifest() {
  std::vector<verdict> lines;
  std::ifstream text(golden / "manifest.txt");
  for (verdict line; text >> line.file >> line.word;) lines.push_back(line);
  return lines;
}

whence::weight_options options_for(std::string const& file) {
  bool const is_nested = file.starts_with("checkpoint") || file.find("nested") != file.npos;
  bool const is_parallel = file.find("data_parallel") != file.npos;
  return {.entry = is_nested ? "state_dict" : "", .prefix = is_parallel ? "module." : ""};
}

/// Sign, infinities and all; any NaN is as good as another.
template <class T>
bool same(T a, T b) {
  return std::isnan(a) ? std::isnan(b) : a == b && std::signbit(a) == std::signbit(b);
}

/// Compares what T a file's tensors became with the float64 that PyTorch made of them, rounded to T.
template <class T>
void check_values(std::string const& file) {
  static auto const expected = whence::read_safetensors<double>(golden / "expected.safetensors");
  auto const read = whence::read_pytorch<T>(golden / file, options_for(file));
  std::size_t compared = 0;
  for (auto const& name : expected.names()) {
    if (!name.starts_with(file + "|")) continue;
    ++compared;
    auto const* const tensor = read.find(name.substr(file.size() + 1));
    BOOST_TEST_REQUIRE((tensor != nullptr), name);
    auto const& wanted = expected.at(name);
    BOOST_TEST_REQUIRE((tensor->shape() == wanted.shape()), name);
    bool const is_same = std::ranges::equal(tensor->values(), wanted.values(),
                                            [](T got, double want) { return same(got, static_cast<T>(want)); });
    BOOST_TEST(is_same, name);
  }
  if (file.starts_with("vgg11")) return;  // one model in many dresses: its logits are compared, with PyTorch's
  BOOST_TEST(read.size() == compared);
  BOOST_TEST((compared != 0) == !file.starts_with("nothing"));
}

std::size_t count(std::string const& word) {
  return static_cast<std::size_t>(std::ranges::count(manifest(), word, &verdict::word));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(weights_pytorch_golden)

BOOST_AUTO_TEST_CASE(there_are_files_of_every_verdict) {
  BOOST_TEST(count("accepted") == 32u);
  BOOST_TEST(count("expanded") == 3u);
  BOOST_TEST(count("compressed") == 1u);
  BOOST_TEST(count("rejected") == 17u);
}

BOOST_DATA_TEST_CASE(what_pytorch_accepts_has_the_same_values_and_what_it_rejects_is_refused, manifest(), line) {
  if (line.word == "accepted") {
    check_values<double>(line.file);
    check_values<float>(line.file);
  } else {
    BOOST_CHECK_EXCEPTION(
        (void)whence::read_pytorch(golden / line.file), whence::weights_error,
        [&](whence::weights_error const& error) { return error.where().find(line.file) != std::string::npos; });
  }
}

BOOST_AUTO_TEST_CASE(every_tensor_that_is_no_plain_one_is_listed_with_its_kind) {
  auto const odd = whence::read_pytorch(golden / "odd.pth");
  for (auto const* const name : {"marked", "real"}) BOOST_TEST(odd.contains(name), name);
  for (auto const* const name : {"sparse", "sparse_rows", "meta", "negated", "quantised"}) {
    BOOST_TEST(odd.left_out().contains(name), name);
  }
  BOOST_TEST(odd.size() + odd.left_out().size() == 7u);
  BOOST_TEST(whence::read_pytorch(golden / "types.zip.pth").left_out().contains("complex"));
  BOOST_TEST(whence::read_pytorch(golden / "types.stream.pth").left_out().contains("complex"));
}

BOOST_AUTO_TEST_CASE(tensors_of_one_storage_share_their_numbers_where_nothing_need_be_copied) {
  for (auto const* const file : {"strides.zip.pth", "strides.old_zip.pth"}) {
    auto const strides = whence::read_pytorch(golden / file);
    BOOST_TEST(strides.at("tied").data() == strides.at("whole").data());
    BOOST_TEST(strides.at("tail").data() == strides.at("whole").data() + 50);
  }
}

BOOST_AUTO_TEST_CASE(a_view_that_repeats_elements_is_refused) {
  for (auto const* const file : {"expanded.zip.pth", "expanded.stream.pth", "expanded.windows.pth"}) {
    BOOST_CHECK_EXCEPTION((void)whence::read_pytorch(golden / file), whence::weights_error,
                          [](whence::weights_error const& error) {
                            return error.where().find("'a'") != std::string::npos &&
                                   std::string(error.what()).find("repeats") != std::string::npos;
                          });
  }
}

BOOST_AUTO_TEST_CASE(records_that_would_have_to_be_inflated_are_refused_in_words) {
  BOOST_CHECK_EXCEPTION((void)whence::read_pytorch(golden / "deflated.pth"), whence::weights_error,
                        [](whence::weights_error const& error) {
                          return std::string(error.what()).find("compressed") != std::string::npos;
                        });
}

BOOST_AUTO_TEST_CASE(what_is_beside_a_tensor_does_no_harm_to_it) {
  for (auto const* const file : {"beside.zip.pth", "beside.stream.pth"}) {
    auto const beside = whence::read_pytorch(golden / file);
    BOOST_TEST(beside.names() == std::vector<std::string>{"a"}, boost::test_tools::per_element());
    BOOST_TEST(beside.metadata().at("least") == "-9223372036854775808");
  }
}

BOOST_AUTO_TEST_CASE(a_script_is_answered_with_the_way_to_its_weights) {
  BOOST_CHECK_EXCEPTION((void)whence::read_weights(golden / "script.pt"), whence::weights_error,
                        [](whence::weights_error const& error) {
                          std::string const text = error.what();
                          return text.find("TorchScript") != text.npos && text.find("state_dict()") != text.npos;
                        });
}

BOOST_AUTO_TEST_CASE(a_checkpoint_without_the_name_of_its_entry_is_answered_with_it) {
  BOOST_CHECK_EXCEPTION((void)whence::read_weights(golden / "checkpoint.zip.pth"), whence::weights_error,
                        [](whence::weights_error const& error) {
                          return std::string(error.what()).find("state_dict") != std::string::npos;
                        });
}

BOOST_AUTO_TEST_SUITE_END()
