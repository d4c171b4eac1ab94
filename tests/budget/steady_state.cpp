// SPDX-License-Identifier: BSD-3-Clause
// What a call costs once the model is warm, in numbers that no load of the machine changes.
//
//   steady_state hold WEIGHTS BUDGET             every method's allocations; fails where one is above its budget
//   steady_state call WEIGHTS METHOD             one call of `counted_call`, for callgrind
//   steady_state list WEIGHTS METHOD [BATCH [SIDE [exact|fast|lean [threads]]]]
//                                                every large allocation of a call, and where it was asked for, by hand:
//                                                addr2line -Cfipe steady_state 0x... tells the lines
//
// Weights of any width: examples/data/vgg16_small.safetensors, or a file of full width, where the numbers matter.
#include <cstddef>
#include <cstdint>
#include <exception>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <vector>
#include <whence/backends/reference/vgg.hpp>
#include <whence/methods/cam/ablation_cam.hpp>
#include <whence/methods/cam/grad_cam.hpp>
#include <whence/methods/gradient/guided_backprop.hpp>
#include <whence/methods/gradient/input_gradient.hpp>

#include "counted_allocations.hpp"

namespace {

using images = whence::image_batch<float>;

/// The same values everywhere, in +-2.
images fixed_images(std::size_t batch, std::size_t side) {
  images result({batch, 3, side, side});
  std::uint32_t state = 1;
  for (float& value : result) {
    state = state * 1'664'525u + 1'013'904'223u;
    value = static_cast<float>(state >> 8) / 4'194'304.0F - 2.0F;
  }
  return result;
}

constexpr auto tap = whence::vgg16::tap("features.28");
std::map<std::string, std::function<void(whence::vgg16 const&, images const&)>> const methods{
    {"grad_cam", [](auto const& model, auto const& seen) { (void)whence::grad_cam{tap}(model, seen); }},
    {"ablation_cam", [](auto const& model, auto const& seen) { (void)whence::ablation_cam{tap}(model, seen); }},
    {"input_gradient", [](auto const& model, auto const& seen) { (void)whence::input_gradient{}(model, seen); }},
    {"guided_backprop", [](auto const& model, auto const& seen) { (void)whence::guided_backprop{}(model, seen); }}};

constexpr int calls_until_warm = 3;

budget::allocations when_warm(std::string const& method, whence::vgg16 const& model, images const& seen) {
  auto const call = [&] { methods.at(method)(model, seen); };
  for (int i = 0; i != calls_until_warm; ++i) call();
  return budget::allocations_of(call);
}

/// A row of the budget: a method, a batch, and the most that it may ask for.
bool holds(std::string const& row, whence::vgg16 const& model) {
  std::istringstream words(row);
  std::string method;
  std::size_t batch = 0;
  budget::allocations most;
  if (!(words >> method >> batch >> most.count >> most.bytes >> most.large_count >> most.large_bytes)) {
    std::cout << "not a row of a budget: " << row << '\n';
    return false;
  }
  auto const is = when_warm(method, model, fixed_images(batch, 64));
  std::cout << method << ' ' << batch << ' ' << is.count << ' ' << is.bytes << ' ' << is.large_count << ' '
            << is.large_bytes << '\n';
  bool holds = true;
  auto const compare = [&](char const* what, std::size_t value, std::size_t allowed) {
    if (value > allowed) std::cout << "  above the budget of " << allowed << ' ' << what << '\n';
    if (value < allowed - allowed / 5) std::cout << "  far below the budget of " << allowed << ' ' << what << '\n';
    holds = holds && value <= allowed;
  };
  compare("allocations", is.count, most.count);
  compare("bytes", is.bytes, most.bytes);
  compare("large allocations", is.large_count, most.large_count);
  compare("bytes in large ones", is.large_bytes, most.large_bytes);
  return holds;
}

bool hold(std::string const& weights, std::string const& budget) {
  auto const model = whence::vgg16::load(weights, whence::executor::serial(), whence::reference::engine::fast);
  std::ifstream rows(budget);
  bool all_hold = static_cast<bool>(rows);
  std::string row;
  while (std::getline(rows, row)) {
    if (!row.empty() && row[0] != '#') all_hold = holds(row, model) && all_hold;
  }
  return all_hold;
}

}  // namespace

/// callgrind counts inside this function alone.
extern "C" [[gnu::noinline]] void counted_call(std::function<void()> const& call) {
  call();
}

int main(int count, char** words) try {
  std::vector<std::string> const asked(words + 1, words + count);
  std::string const weights = asked.at(1);
  std::string const instructions(to_text(whence::reference::instruction_set_in_use()));
  if (asked[0] == "hold") return hold(weights, asked.at(2)) ? 0 : 1;

  std::string const& method = asked.at(2);
  auto const number = [&](std::size_t place, std::size_t otherwise) {
    return asked.size() > place ? std::stoul(asked[place]) : otherwise;
  };
  std::size_t const batch = number(3, 1), side = number(4, asked[0] == "list" ? 224 : 64);
  using whence::reference::engine;
  std::string const kind = asked.size() > 5 ? asked[5] : "fast";
  bool const threads = asked.size() > 6;
  auto const model = whence::vgg16::load(weights, threads ? whence::executor{} : whence::executor::serial(),
                                         kind == "lean"    ? engine::lean
                                         : kind == "exact" ? engine::exact
                                                           : engine::fast);
  auto const seen = fixed_images(batch, side);
  std::cout << "instruction set " << instructions << '\n';
  if (asked[0] == "call") {
    methods.at(method)(model, seen);
    counted_call([&] { methods.at(method)(model, seen); });
    return 0;
  }
  budget::counted.prints_large = true;
  auto const is = when_warm(method, model, seen);
  std::cout << is.count << " allocations, " << is.bytes << " bytes; large: " << is.large_count << ", " << is.large_bytes
            << " bytes\n";
  return 0;
} catch (std::exception const& problem) {
  std::cerr << problem.what() << '\n';
  return 2;
}
