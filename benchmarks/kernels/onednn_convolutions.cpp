// SPDX-License-Identifier: BSD-3-Clause
// oneDNN's convolutions of the same shapes, in the layouts it chooses; built where it is found. Beside
// convolutions.cpp, whose benchmarks they join.
#include <dnnl.hpp>

#include <cstdint>

#include "support/vgg_convolutions.hpp"

namespace {

using benchmarks::vgg_convolution;
using dnnl::memory;

constexpr auto in_inference = dnnl::prop_kind::forward_inference;
constexpr auto directly = dnnl::algorithm::convolution_direct;

dnnl::convolution_forward::primitive_desc described(dnnl::engine const& engine, vgg_convolution const& layer) {
  auto const size = [](std::size_t value) { return static_cast<std::int64_t>(value); };
  auto const any = [](memory::dims const& shape) {
    return memory::desc(shape, memory::data_type::f32, memory::format_tag::any);
  };
  auto const source = any({1, size(layer.channels), size(layer.side), size(layer.side)});
  auto const weights = any({size(layer.filters), size(layer.channels), 3, 3});
  auto const bias = memory::desc({size(layer.filters)}, memory::data_type::f32, memory::format_tag::x);
  auto const target = any({1, size(layer.filters), size(layer.side), size(layer.side)});
  memory::dims const ones{1, 1};
#if DNNL_VERSION_MAJOR >= 3
  return {engine, in_inference, directly, source, weights, bias, target, ones, ones, ones};
#else
  return {{in_inference, directly, source, weights, bias, target, ones, ones, ones}, engine};
#endif
}

void onednn_forward(benchmark::State& state, vgg_convolution const& layer) {
  dnnl::engine const engine(dnnl::engine::kind::cpu, 0);
  dnnl::stream stream(engine);
  auto const plan = described(engine, layer);
  auto const filled = [&](memory::desc const& shape) {
    memory room(shape, engine);
    auto* const values = static_cast<float*>(room.get_data_handle());
    for (std::size_t i = 0; i != shape.get_size() / sizeof(float); ++i) values[i] = benchmarks::some_value(i);
    return room;
  };
  memory const source = filled(plan.src_desc());
  memory const weights = filled(plan.weights_desc());
  memory const bias = filled(plan.bias_desc());
  memory const target = filled(plan.dst_desc());
  dnnl::convolution_forward const convolution(plan);
  auto const run = [&] {
    convolution.execute(
        stream, {{DNNL_ARG_SRC, source}, {DNNL_ARG_WEIGHTS, weights}, {DNNL_ARG_BIAS, bias}, {DNNL_ARG_DST, target}});
    stream.wait();
  };
  run();
  for (auto _ : state) run();
}

[[maybe_unused]] bool const registered = (benchmarks::register_convolutions("forward/onednn", onednn_forward), true);

}  // namespace
