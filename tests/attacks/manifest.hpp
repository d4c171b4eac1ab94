// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace attacks {

/// One line of manifest.txt.
struct hostile_file {
  std::string name;
  std::string reader;
  std::string expected;  ///< what the answer must hold; "read" where the file must be read
  /// Of files too large to keep: parts that are repeated, ######## in them replaced by a count, or @@@@ by one of a
  /// stride, in 4 bytes, lowest first.
  struct part {
    std::size_t begin = 0;
    std::size_t length = 0;
    std::size_t repeats = 0;
    std::uint32_t stride = 0;
  };
  std::vector<part> parts;
};

[[nodiscard]] inline std::vector<hostile_file> read_manifest(std::filesystem::path const& path) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error("cannot read " + path.string());
  std::vector<hostile_file> files;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line.front() == '#') continue;
    std::vector<std::string> fields(1);
    for (std::size_t i = 0; i != line.size(); ++i) {
      if (line.compare(i, 3, " | ") != 0) {
        fields.back() += line[i];
      } else {
        fields.emplace_back();
        i += 2;
      }
    }
    if (fields.size() < 3) throw std::runtime_error(path.string() + ": too few fields: " + line);
    hostile_file file{fields[0], fields[1], fields[2], {}};
    if (fields.size() > 3) {
      std::istringstream recipe(fields[3]);
      for (hostile_file::part part; recipe >> part.begin >> part.length >> part.repeats >> part.stride;
           recipe.ignore()) {
        file.parts.push_back(part);
      }
    }
    files.push_back(file);
  }
  return files;
}

/// The file with its parts repeated, written anew to `to`.
inline void write_repeated(hostile_file const& file, std::filesystem::path const& from,
                           std::filesystem::path const& to) {
  std::ifstream in(from, std::ios::binary);
  std::ostringstream all;
  all << in.rdbuf();
  std::string const kept = all.str();
  std::ofstream out(to, std::ios::binary);
  std::size_t written = 0;
  for (auto const& part : file.parts) {
    out << kept.substr(written, part.begin - written);
    std::string unit = kept.substr(part.begin, part.length);
    std::size_t const place = unit.find(part.stride == 0 ? "########" : "@@@@");
    for (std::size_t n = 0; n != part.repeats; ++n) {
      auto const strided = static_cast<std::uint32_t>(n) * part.stride;
      for (std::size_t i = 0; part.stride != 0 && i != 4; ++i) unit[place + i] = static_cast<char>(strided >> (8 * i));
      if (part.stride == 0 && place != unit.npos) unit.replace(place, 8, std::to_string(100'000'000 + n).substr(1));
      out << unit;
    }
    written = part.begin + part.length;
  }
  out << kept.substr(written);
  if (!out.flush()) throw std::runtime_error("cannot write " + to.string());
}

/// A folder of this process's own, gone afterwards.
class temporary_folder {
 public:
  temporary_folder() {
    std::string name = (std::filesystem::temp_directory_path() / "whence_attacks_XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = name;
  }
  temporary_folder(temporary_folder const&) = delete;
  temporary_folder& operator=(temporary_folder const&) = delete;
  ~temporary_folder() { std::filesystem::remove_all(path_); }

  [[nodiscard]] std::filesystem::path const& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace attacks
