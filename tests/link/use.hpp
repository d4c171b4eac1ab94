// SPDX-License-Identifier: BSD-3-Clause
// What both translation units do; static, so that each has its own copy of it and shares only what whence shares.
#pragma once
#include <string>
#include <vector>
#include <whence/testing.hpp>
#include <whence/whence.hpp>

struct findings {
  std::string text;
  std::vector<void const*> addresses;  // of what must exist once in the program
  friend bool operator==(findings const&, findings const&) = default;
};

static findings use_whence() {
  findings found;
  found.text = whence::nearest_names_text("features.82", {"features.2", "features.28", "classifier.6"});
  using namer = std::string (*)(std::string_view, std::vector<std::string> const&, std::size_t);
  static constexpr namer function = &whence::nearest_names_text;
  found.addresses.push_back(reinterpret_cast<void const*>(function));
  return found;
}
