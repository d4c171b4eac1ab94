// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace explain {

/// What a command line chose, whatever kind its models are of.
struct options {
  std::string program;  ///< its name

  std::vector<std::string> photos;
  std::string tensor;
  std::optional<std::string> show_on;

  std::string model;  ///< a file; empty: the one inside the program
  std::string labels;

  std::string recipe = "squash";
  std::optional<std::string> size;
  std::optional<std::size_t> shorter_side;
  std::optional<std::string> mean;
  std::optional<std::string> std;
  std::string order = "rgb";
  std::string filter = "bilinear";

  std::string class_name = "top";
  std::optional<std::string> against;
  std::string method = "grad_cam";
  std::optional<std::string> tap;
  bool keep_signed = false;
  std::optional<std::size_t> samples;
  std::optional<std::uint64_t> seed;
  std::optional<std::size_t> batch;
  std::vector<std::string> references;

  std::optional<std::string> out;
  std::optional<std::string> style;
  std::string save_map;
  std::string save_logits;
  std::string steps;
  bool list_taps = false;
  bool list_methods = false;
  bool json = false;

  [[nodiscard]] bool only_lists() const { return list_taps || list_methods; }
};

}  // namespace explain
