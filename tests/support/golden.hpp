// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>
#include <whence/backends/reference/vgg_network.hpp>
#include <whence/weights/read_safetensors.hpp>

#include "support/numbers.hpp"
#include "support/pixel_agreement.hpp"

namespace whence::test {

/// One golden file of tests/golden/reference: what PyTorch answered for one network and one batch.
class golden_file {
 public:
  explicit golden_file(std::filesystem::path path)
      : path_(std::move(path)), tensors_(read_safetensors<double>(path_)) {}

  /// All of them, in order of their names.
  static std::vector<golden_file> all() {
    std::vector<std::filesystem::path> paths;
    for (auto const& entry :
         std::filesystem::directory_iterator(std::filesystem::path(WHENCE_TEST_DATA) / "reference")) {
      if (entry.path().extension() != ".safetensors" || entry.path().string().find(".weights.") != std::string::npos) {
        continue;
      }
      paths.push_back(entry.path());
    }
    std::ranges::sort(paths);
    return {paths.begin(), paths.end()};
  }

  [[nodiscard]] std::string name() const { return path_.stem().string(); }
  [[nodiscard]] bool screened() const { return tensors_.metadata().at("screened") == "true"; }
  [[nodiscard]] bool contains(std::string const& tensor) const { return tensors_.contains(tensor); }
  [[nodiscard]] std::vector<std::string> const& names() const { return tensors_.names(); }

  template <class T, std::size_t Rank>
  [[nodiscard]] tensor<T, Rank> get(std::string const& name) const {
    auto const& stored = tensors_.at(name);
    if (stored.shape().size() != Rank) throw std::runtime_error("golden tensor " + name + " has another rank");
    std::array<std::size_t, Rank> shape;
    std::ranges::copy(stored.shape(), shape.begin());
    tensor<T, Rank> result(shape);
    std::ranges::transform(stored.values(), result.data(), [](double value) { return static_cast<T>(value); });
    return result;
  }

  /// The class asked of each image by one of the file's questions: "top" or "fixed".
  [[nodiscard]] std::vector<std::size_t> classes(std::string const& question) const {
    auto const values = get<double, 1>("class/" + question);
    return {values.begin(), values.end()};
  }

  /// The network the file is about.
  template <class T>
  [[nodiscard]] reference::network<T> network(reference::engine kind = reference::default_engine<T>) const {
    std::string const weights = tensors_.metadata().at("weights");
    bool const example = weights.starts_with("examples/data/");
    std::filesystem::path const file =
        example ? std::filesystem::path(WHENCE_EXAMPLE_DATA) / weights.substr(14) : path_.parent_path() / weights;
    std::string layout = name().substr(0, name().find('.'));
    layout = layout.substr(0, layout.rfind('_'));  // without "_small" or "_narrow"
    for (auto const& candidate : vgg_layouts) {
      if (candidate.name() == layout) return reference::vgg_network<T>(candidate, read_safetensors<T>(file), {}, kind);
    }
    throw std::runtime_error("no layout " + layout);
  }

 private:
  std::filesystem::path path_;
  weight_map<double> tensors_;
};

}  // namespace whence::test
