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
      auto const folder = entry.name.substr(0, entry.name.find('/') + 1);
      if (entry.name == std::string(folder) + "data.pkl") {
        folder_ = folder;
        ++pickles;
      }
      if (entry.name == std::string(folder) + "constants.pkl" ||
          entry.name.starts_with(std::string(folder) + "code/")) {
        throw weights_error(source,
                            "a state dict: in Python, torch.save(torch.jit.load(file).state_dict(), another_file)",
                            "a TorchScript archive, which is a program");
      }
    }
    detail::expect_stored(entries_, source);
    if (pickles == 0) {
      throw weights_error(source, "a record data.pkl, as torch.save writes it",
                          entries_.empty()
                              ? "an empty zip archive"
                              : "a zip archive of '" + detail::printable(entries_[0].name) + "' and others");
    }
    if (pickles != 1)
      throw weights_error(source, "one record data.pkl", pickles == 2 ? "two" : std::to_string(pickles));
    check_version();
  }

  [[nodiscard]] zip_entry const* find(std::string_view record) const {
    return detail::find_zip_entry(entries_, std::string(folder_) += record);
  }

  /// Of the storages; without the record of it, that of nearly all machines.
  [[nodiscard]] std::endian order() const {
    auto const* const entry = find("byteorder");
    if (entry == nullptr) return std::endian::little;
    auto const text = detail::checked_zip_text(*entry, *source_);
    if (text == "little") return std::endian::little;
    if (text == "big") return std::endian::big;
    throw weights_error(entry->where(*source_), "'little' or 'big'", "'" + detail::printable(text, 40) + "'");
  }

  /// The records of data/ by their keys. Their checksums are left alone: they would have the whole file read.
  [[nodiscard]] torch_data storages() const {
    torch_data data;
    std::string const start = std::string(folder_) + "data/";
    for (auto const& entry : entries_) {
      if (entry.name.starts_with(start)) data.emplace(entry.name.substr(start.size()), entry.data);
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
      throw weights_error(*source_ + ", record 'version'", "a version of 1 to 10",
                          entry == nullptr ? "no such record" : "'" + detail::printable(text, 40) + "'");
    }
  }

  std::string const* source_;
  std::vector<zip_entry> entries_;
  std::string_view folder_;
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
    throw weights_error(
        entry->where(file.source),
        "a pickle of at most " + std::to_string(options.limits.pickle_bytes) + " bytes (weight_limits::pickle_bytes)",
        std::to_string(entry->data.size()));
  }
  (void)detail::checked_zip_text(*entry, file.source);
  auto const pickle = detail::read_pickle(entry->data, 0, file.source + ", data.pkl", options.limits);
  return detail::weights_of_state_dict<T>(pickle, 5, archive.storages(), archive.order(), file, options);
}

}  // namespace whence::detail
