// SPDX-License-Identifier: BSD-3-Clause
// State dicts of float32 tensors as torch.save writes them, small enough to write large files quickly.
#pragma once
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

namespace whence::test {

struct written_tensor {
  std::string name;
  std::vector<std::uint32_t> shape;

  [[nodiscard]] std::size_t count() const {
    std::size_t product = 1;
    for (auto const extent : shape) product *= extent;
    return product;
  }
};

namespace detail {

template <class T>
std::string raw(T value) {
  return {reinterpret_cast<char const*>(&value), sizeof value};
}
inline std::string integer(std::size_t value) {
  return "J" + raw(static_cast<std::uint32_t>(value));
}
inline std::string text(std::string const& value) {
  return "X" + raw(static_cast<std::uint32_t>(value.size())) + value;
}

/// An OrderedDict of tensors, tensor i in storage i, opcodes that do without the memo.
inline std::string state_dict(std::vector<written_tensor> const& tensors, bool is_stream) {
  std::string pickle =
      "\x80\x02"
      "ccollections\nOrderedDict\n)R(";
  for (std::size_t i = 0; i != tensors.size(); ++i) {
    std::string shape = "(", strides;
    std::size_t stride = 1;
    for (std::size_t axis = tensors[i].shape.size(); axis-- > 0;) {
      strides = integer(stride) + strides;
      stride *= tensors[i].shape[axis];
    }
    for (auto const extent : tensors[i].shape) shape += integer(extent);
    pickle += text(tensors[i].name) + "ctorch._utils\n_rebuild_tensor_v2\n((" + text("storage") +
              "ctorch\nFloatStorage\n" + text(std::to_string(i)) + text("cpu") + integer(tensors[i].count()) +
              (is_stream ? "N" : "") + "tQ" + integer(0) + shape + "t(" + strides + "t" +
              "\x89"
              "ccollections\nOrderedDict\n)RtR";
  }
  return pickle + "u.";
}

constexpr std::size_t value_step = 1021;  // of floats: a value in every page of 4096 bytes

/// What tensors hold at multiples of value_step; all else is 0.
inline float value_at(written_tensor const& tensor, std::size_t i) {
  return static_cast<float>(1 + (i + 7 * tensor.name.size() + tensor.count()) % 4093);
}

inline std::string values(written_tensor const& tensor) {
  std::string bytes(tensor.count() * sizeof(float), '\0');
  for (std::size_t i = 0; i < tensor.count(); i += value_step) {
    bytes.replace(i * sizeof(float), sizeof(float), raw(value_at(tensor, i)));
  }
  return bytes;
}

/// The five pickles before the data.
inline std::string stream_header(std::vector<written_tensor> const& tensors, std::size_t shift) {
  std::string header = std::string("\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.", 15) +
                       "\x80\x02M\xe9\x03." + "\x80\x02}" + text(std::string(shift, ' ')) + "Ns." +
                       state_dict(tensors, true) + "\x80\x02](";
  for (std::size_t i = 0; i != tensors.size(); ++i) header += text(std::to_string(i));
  return header + "e.";
}

}  // namespace detail

/// Whether a tensor has come back as it was written. Looks at every page of it.
template <class Weights>
bool has_values(written_tensor const& tensor, Weights const& weights) {
  auto const values = weights.at(tensor.name).values();
  if (values.size() != tensor.count()) return false;
  for (std::size_t i = 0; i < values.size(); i += detail::value_step) {
    if (values[i] != detail::value_at(tensor, i)) return false;
  }
  return true;
}

/// The stream from before PyTorch 1.6.
///
/// @param shift characters that are added to the header: by them the data's alignment is chosen
inline void write_torch_stream(std::string const& path, std::vector<written_tensor> const& tensors, std::size_t shift) {
  std::ofstream file(path, std::ios::binary);
  file << detail::stream_header(tensors, shift);
  for (auto const& tensor : tensors) file << detail::raw(std::uint64_t{tensor.count()}) << detail::values(tensor);
}

/// The same, with data that begin `past` bytes behind a multiple of 4, if `past` is less than 4.
inline void write_aligned_torch_stream(std::string const& path, std::vector<written_tensor> const& tensors,
                                       std::size_t past) {
  std::size_t const header = detail::stream_header(tensors, 0).size() + sizeof(std::uint64_t);
  write_torch_stream(path, tensors, (4 - header % 4) % 4 + past);
}

/// The zip archive of today: records stored, their bytes at multiples of 64, no checksums.
inline void write_torch_archive(std::string const& path, std::vector<written_tensor> const& tensors) {
  std::ofstream file(path, std::ios::binary);
  std::string directory;
  std::uint32_t at = 0, records = 0;
  auto const add = [&](std::string const& name, std::string const& bytes) {
    using detail::raw;
    std::uint16_t const padding = static_cast<std::uint16_t>(4 + (64 - (at + 30 + name.size() + 4) % 64) % 64);
    std::string const common = raw(std::uint16_t{0}) + raw(std::uint16_t{0}) + raw(std::uint32_t{0}) +
                               raw(std::uint32_t{0}) + raw(static_cast<std::uint32_t>(bytes.size())) +
                               raw(static_cast<std::uint32_t>(bytes.size())) +
                               raw(static_cast<std::uint16_t>(name.size()));
    std::string const extra = "FB" + raw(static_cast<std::uint16_t>(padding - 4)) + std::string(padding - 4u, 'Z');
    std::string const header = "PK\x03\x04" + raw(std::uint16_t{20}) + common + raw(padding) + name + extra;
    directory += "PK\x01\x02" + raw(std::uint16_t{20}) + raw(std::uint16_t{20}) + common + raw(std::uint16_t{0}) +
                 raw(std::uint16_t{0}) + raw(std::uint16_t{0}) + raw(std::uint16_t{0}) + raw(std::uint32_t{0}) +
                 raw(at) + name;
    file << header << bytes;
    at += static_cast<std::uint32_t>(header.size() + bytes.size());
    ++records;
  };
  add("model/data.pkl", detail::state_dict(tensors, false));
  add("model/byteorder", "little");
  for (std::size_t i = 0; i != tensors.size(); ++i) add("model/data/" + std::to_string(i), detail::values(tensors[i]));
  add("model/version", "3\n");
  using detail::raw;
  auto const count = static_cast<std::uint16_t>(records);
  file << directory << "PK\x05\x06" << raw(std::uint32_t{0}) << raw(count) << raw(count)
       << raw(static_cast<std::uint32_t>(directory.size())) << raw(at) << raw(std::uint16_t{0});
}

/// VGG16's tensors at full width: 138 357 544 numbers.
inline std::vector<written_tensor> full_width_vgg16() {
  std::vector<written_tensor> tensors;
  auto const add = [&](std::string const& name, std::vector<std::uint32_t> shape) {
    std::uint32_t const outputs = shape[0];
    tensors.push_back({name + ".weight", std::move(shape)});
    tensors.push_back({name + ".bias", {outputs}});
  };
  std::uint32_t const features[][3] = {{0, 64, 3},     {2, 64, 64},    {5, 128, 64},   {7, 128, 128},  {10, 256, 128},
                                       {12, 256, 256}, {14, 256, 256}, {17, 512, 256}, {19, 512, 512}, {21, 512, 512},
                                       {24, 512, 512}, {26, 512, 512}, {28, 512, 512}};
  for (auto const& [index, out, in] : features) add("features." + std::to_string(index), {out, in, 3, 3});
  add("classifier.0", {4096, 25088});
  add("classifier.3", {4096, 4096});
  add("classifier.6", {1000, 4096});
  return tensors;
}

}  // namespace whence::test
