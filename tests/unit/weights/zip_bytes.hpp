// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "pickle_bytes.hpp"

namespace whence_test {

/// A stored zip archive put together by hand, with every field open to lies.
struct zip_record {
  std::string name;
  std::string data;
  std::uint32_t crc = 0;
  std::uint16_t flags = 0x0808;
  std::uint16_t method = 0;
  std::string local_extra{};
};

struct zip_parts {
  std::string locals;
  std::string directory;
  std::uint64_t count = 0;

  void add(zip_record const& record) {
    auto const place = locals.size();
    std::string const sizes = little(record.data.size(), 4) + little(record.data.size(), 4);
    std::string const start = little(record.flags, 2) + little(record.method, 2) + little(0, 4);
    bool const is_late = (record.flags & 8) != 0;
    locals += "PK\x03\x04" + little(0, 2) + start + (is_late ? little(0, 12) : little(record.crc, 4) + sizes) +
              little(record.name.size(), 2) + little(record.local_extra.size(), 2) + record.name + record.local_extra +
              record.data;
    if (is_late) locals += "PK\x07\x08" + little(record.crc, 4) + sizes;
    directory += "PK\x01\x02" + little(0, 4) + start + little(record.crc, 4) + sizes + little(record.name.size(), 2) +
                 little(0, 12) + little(place, 4) + record.name;
    ++count;
  }

  [[nodiscard]] std::string end() const {
    return "PK\x05\x06" + little(0, 4) + little(count, 2) + little(count, 2) + little(directory.size(), 4) +
           little(locals.size(), 4) + little(0, 2);
  }
  /// With the records of Zip64, as torch.save writes them.
  [[nodiscard]] std::string wide_end() const {
    return "PK\x06\x06" + little(44, 8) + little(0x1e, 4) + little(0, 8) + little(count, 8) + little(count, 8) +
           little(directory.size(), 8) + little(locals.size(), 8) + "PK\x06\x07" + little(0, 4) +
           little(locals.size() + directory.size(), 8) + little(1, 4) + end();
  }
  [[nodiscard]] std::string file() const { return locals + directory + end(); }
};

inline std::string zip(std::vector<zip_record> const& records) {
  zip_parts parts;
  for (auto const& record : records) parts.add(record);
  return parts.file();
}

/// What torch.save writes, but for the records that may be missing.
///
/// @param storages key and bytes
inline std::string torch_zip(std::string const& object, entries const& storages, std::vector<zip_record> more = {}) {
  std::vector<zip_record> records{{"model/data.pkl", pickled(object)}, {"model/version", "3\n"}};
  for (auto const& [key, data] : storages) records.push_back({"model/data/" + key, data});
  for (auto& record : more) records.push_back(std::move(record));
  return zip(records);
}

}  // namespace whence_test
