// SPDX-License-Identifier: BSD-3-Clause
// What write_models.py has left in a folder, which is this program's first argument.
#pragma once
#include <ATen/Parallel.h>
#include <torch/script.h>

#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <cstddef>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>
#include <whence/core/tensor.hpp>

namespace whence::test {

inline std::string in_folder(std::string const& file) {
  auto const& suite = boost::unit_test::framework::master_test_suite();
  if (suite.argc < 2) throw std::runtime_error("usage: ... -- FOLDER (that write_models.py has filled)");
  return std::string(suite.argv[1]) + "/" + file;
}

/// One network's dictionary of tensors.
inline std::map<std::string, at::Tensor> answers_of(std::string const& network) {
  std::ifstream file(in_folder(network + ".answers.pt"), std::ios::binary);
  if (!file) throw std::runtime_error("write_models.py has written no answers for " + network);
  std::vector<char> const bytes{std::istreambuf_iterator<char>(file), {}};
  std::map<std::string, at::Tensor> answers;
  for (auto const& entry : torch::jit::pickle_load(bytes).toGenericDict()) {
    answers.emplace(entry.key().toStringRef(), entry.value().toTensor().contiguous());
  }
  return answers;
}

template <class T, std::size_t Rank>
tensor<T, Rank> to_tensor(at::Tensor const& values) {
  if (values.dim() != Rank) throw std::runtime_error("a tensor of another rank");
  std::array<std::size_t, Rank> shape;
  std::ranges::copy(values.sizes(), shape.begin());
  tensor<T, Rank> result(shape);
  at::Tensor const same = values.to(c10::CppTypeToScalarType<T>::value).contiguous();
  std::copy_n(same.data_ptr<T>(), same.numel(), result.data());
  return result;
}

/// The logits of a module's own `forward`; scripted GoogLeNets answer a tuple, whose first element they are.
inline at::Tensor plain_forward(torch::jit::Module module, at::Tensor const& images) {
  torch::NoGradGuard const no_gradients;
  c10::IValue const answer = module.forward({images});
  return answer.isTuple() ? answer.toTupleRef().elements()[0].toTensor() : answer.toTensor();
}

}  // namespace whence::test
