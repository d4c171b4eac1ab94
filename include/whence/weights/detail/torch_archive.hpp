// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <bit>
#include <charconv>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>
#include <whence/weights/detail/pickle_machine.hpp>
#include <whence/weights/detail/torch_state_dict.hpp>
#include <whence/weights/detail/torch_values.hpp>
#include <whence/weights/detail/weights_refusal.hpp>
#include <whence/weights/detail/zip_directory.hpp>
#include <whence/weights/weight_map.hpp>
#include <whence/weights/weight_options.hpp>

namespace whence::detail {

/// The records of a zip archive by torch.save: all lie in one folder, of any name.
class torch_archive {
 public:
  /// @throws weights_error for an archive that is no such one; for TorchScript, with the way to use it
  torch_archive(std::span<std::byte const> file, std::string const& source)
      : source_(&source), entries_(detail::read_zip_directory(file, source)) {
    std::size_t pickles = 0;
    for (auto const& entry : entries_) {
      auto const root = entry.name.substr(0, entry.name.find('/') + 1);
      auto const record = entry.name.substr(root.size());
      if (record == "data.pkl") {
        root_ = root;
        ++pickles;
      }
      if (record == "constants.pkl" || record.starts_with("code/")) {
        detail::refuse_weights({source},
                               {"a state dict: in Python, torch.save(torch.jit.load(file).state_dict(), another_file)"},
                               {"a TorchScript archive, which is a program"});
      }
    }
    detail::expect_stored(entries_, source);
    if (pickles == 0) {
      bool const is_empty = entries_.empty();
      detail::refuse_weights({source}, {"a record data.pkl, as torch.save writes it"},
                             {is_empty ? "an empty zip archive" : "a zip archive of '",
                              is_empty ? "" : detail::printable(entries_[0].name), is_empty ? "" : "' and others"});
    }
    if (pickles != 1) {
      detail::refuse_weights({source}, {"one record data.pkl"}, {pickles == 2 ? "two" : "several"});
    }
    check_version();
  }

  [[nodiscard]] zip_entry const* find(std::string_view record) const {
    return detail::find_zip_entry(entries_, detail::joined({root_, record}));
  }

  /// Of the storages; without the record of it, that of nearly all machines.
  [[nodiscard]] std::endian order() const {
    auto const* const entry = find("byteorder");
    if (entry == nullptr) return std::endian::little;
    auto const text = detail::checked_zip_text(*entry, *source_);
    if (text == "little") return std::endian::little;
    if (text == "big") return std::endian::big;
    detail::refuse_weights({entry->where(*source_)}, {"'little' or 'big'"}, {"'", detail::printable(text, 40), "'"});
  }

  /// The records of data/ by their keys. Their checksums are left alone: they would have the whole file read.
  [[nodiscard]] torch_data storages() const {
    torch_data data;
    std::string const start = detail::joined({root_, "data/"});
    for (auto const& entry : entries_) {
      if (entry.name.starts_with(start)) data[std::string(entry.name.substr(start.size()))].bytes = entry.data;
    }
    return data;
  }

 private:
  void check_version() const {
    auto const* entry = find(".data/version");
    if (entry == nullptr) entry = find("version");
    std::string_view const text = entry == nullptr ? "" : detail::checked_zip_text(*entry, *source_);
    int version = 0;
    (void)std::from_chars(text.data(), text.data() + text.size(), version);
    if (version < 1 || version > 10) {
      detail::refuse_weights({*source_, ", record 'version'"}, {"a version of 1 to 10"},
                             {entry == nullptr ? "no such record" : "'" + detail::printable(text, 40) + "'"});
    }
  }

  std::string const* source_;
  std::vector<zip_entry> entries_;
  std::string_view root_;  ///< the folder and its slash
};

/// The weights of a zip archive by torch.save.
///
/// @source https://github.com/pytorch/pytorch, torch/serialization.py, `_load`, and
/// caffe2/serialize/inline_container.cc
template <std::floating_point T>
[[nodiscard]] weight_map<T> weights_of_torch_archive(torch_file const& file, weight_options const& options) {
  torch_archive const archive(file.bytes, file.source);
  auto const* const entry = archive.find("data.pkl");
  if (entry->data.size() > options.limits.pickle_bytes) {
    detail::refuse_weights(
        {entry->where(file.source)},
        {"a pickle of at most ", decimal(options.limits.pickle_bytes), " bytes (weight_limits::pickle_bytes)"},
        {decimal(entry->data.size())});
  }
  (void)detail::checked_zip_text(*entry, file.source);
  auto const pickle = detail::read_pickle(entry->data, 0, file.source + ", data.pkl", options.limits);
  return detail::weights_of_state_dict<T>(pickle, 5, archive.storages(), archive.order(), file, options);
}

}  // namespace whence::detail
