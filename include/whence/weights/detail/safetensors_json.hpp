// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <whence/core/detail/printable.hpp>
#include <whence/weights/detail/safetensors_header.hpp>
#include <whence/weights/weight_limits.hpp>
#include <whence/weights/weights_error.hpp>

namespace whence::detail {

/// Hears a safetensors header token by token and lets nothing through that the format does not know. Events and not a
/// tree, because a tree keeps one of two equal keys, and makes gigabytes of a hostile header. Numbers arrive as they
/// are written, so that none becomes another in silence.
class safetensors_listener {
 public:
  safetensors_listener(std::string source, weight_limits const& limits) : source_(std::move(source)), limits_(limits) {}

  [[nodiscard]] safetensors_header take() && { return std::move(header_); }

  // What the parser calls, names and all. Each takes the token or throws: none answers false.
  bool Null() { refuse("null"); }
  bool Bool(bool value) { refuse(value ? "true" : "false"); }
  bool Int(int value) { refuse(std::to_string(value)); }
  bool Uint(unsigned value) { refuse(std::to_string(value)); }
  bool Int64(std::int64_t value) { refuse(std::to_string(value)); }
  bool Uint64(std::uint64_t value) { refuse(std::to_string(value)); }
  bool Double(double value) { refuse(std::to_string(value)); }

  bool RawNumber(char const* digits, rapidjson::SizeType length, bool) {
    std::uint64_t value = 0;
    auto const [end, problem] = std::from_chars(digits, digits + length, value);
    if (problem != std::errc{} || end != digits + length) refuse(detail::printable({digits, length}));
    if (place_ == place::shape) {
      if (entry().shape.size() == limits_.rank) {
        throw weights_error(where(), "a shape of at most " + std::to_string(limits_.rank) + " dimensions", "more");
      }
      entry().shape.push_back(value);
    } else if (place_ == place::offsets && offsets_heard_ != 2) {
      entry().offsets[offsets_heard_++] = value;
    } else {
      refuse(std::to_string(value));
    }
    return true;
  }

  bool String(char const* letters, rapidjson::SizeType length, bool) {
    std::string text(letters, length);
    if (place_ == place::metadata) {
      if (header_.metadata.size() == limits_.tensors) {
        throw weights_error(source_ + ", __metadata__", "at most " + std::to_string(limits_.tensors) + " entries",
                            "more");
      }
      header_.metadata.emplace(key_, std::move(text));
    } else if (place_ == place::entry && key_ == "dtype") {
      entry().dtype = std::move(text);
    } else {
      refuse("the string '" + detail::printable(text) + "'");
    }
    return true;
  }

  bool StartObject() {
    if (place_ == place::outside) {
      place_ = place::header;
    } else if (place_ == place::header && key_ == "__metadata__") {
      place_ = place::metadata;
    } else if (place_ == place::header) {
      if (header_.entries.size() == limits_.tensors) {
        throw weights_error(source_, "at most " + std::to_string(limits_.tensors) + " tensors", "more");
      }
      header_.entries.push_back({key_, {}, {}, {}});
      fields_.clear();
      place_ = place::entry;
    } else {
      refuse("an object");
    }
    return true;
  }

  bool Key(char const* letters, rapidjson::SizeType length, bool) {
    key_.assign(letters, length);
    bool const is_new = place_ == place::header     ? names_.insert(key_).second
                        : place_ == place::metadata ? !header_.metadata.contains(key_)
                                                    : fields_.insert(key_).second;
    if (!is_new) throw weights_error(where(), "every key once", "'" + detail::printable(key_) + "' twice");
    if (place_ == place::entry && key_ != "dtype" && key_ != "shape" && key_ != "data_offsets") {
      throw weights_error(where(), "the keys dtype, shape and data_offsets", "'" + detail::printable(key_) + "'");
    }
    return true;
  }

  bool EndObject(rapidjson::SizeType) {
    if (place_ == place::entry) {
      for (auto const* const field : {"dtype", "shape", "data_offsets"}) {
        if (!fields_.contains(field)) throw weights_error(where(), std::string("the key ") + field, "none");
      }
    }
    place_ = place_ == place::header ? place::outside : place::header;
    return true;
  }

  bool StartArray() {
    if (place_ == place::entry && key_ == "shape") {
      place_ = place::shape;
    } else if (place_ == place::entry && key_ == "data_offsets") {
      place_ = place::offsets;
      offsets_heard_ = 0;
    } else {
      refuse("an array");
    }
    return true;
  }

  bool EndArray(rapidjson::SizeType) {
    if (place_ == place::offsets && offsets_heard_ != 2) {
      throw weights_error(where(), expected(), std::to_string(offsets_heard_) + " of them");
    }
    place_ = place::entry;
    return true;
  }

 private:
  enum class place { outside, header, metadata, entry, shape, offsets };

  [[nodiscard]] safetensors_entry& entry() { return header_.entries.back(); }

  [[noreturn]] void refuse(std::string const& got) const { throw weights_error(where(), expected(), got); }

  [[nodiscard]] std::string where() const {
    switch (place_) {
      case place::outside: return source_ + ", header";
      case place::header: return source_ + ", '" + detail::printable(key_) + "'";
      case place::metadata: return source_ + ", __metadata__ '" + detail::printable(key_) + "'";
      case place::entry: return header_.entries.back().where(source_) + ", " + detail::printable(key_);
      case place::shape: return header_.entries.back().where(source_) + ", shape";
      case place::offsets: return header_.entries.back().where(source_) + ", data_offsets";
    }
    return source_;
  }

  [[nodiscard]] std::string expected() const {
    switch (place_) {
      case place::outside: return "a JSON object";
      case place::header: return key_ == "__metadata__" ? "an object of strings" : "an object that describes a tensor";
      case place::metadata: return "a string";
      case place::entry: return key_ == "dtype" ? "a string" : "an array of integers";
      case place::shape: return "integers from 0 to 18446744073709551615";
      case place::offsets: return "two integers from 0 to 18446744073709551615";
    }
    return {};
  }

  std::string source_;
  weight_limits limits_;
  safetensors_header header_;
  place place_ = place::outside;
  std::string key_;
  std::unordered_set<std::string> names_;
  std::set<std::string, std::less<>> fields_;  // of the entry being heard
  std::size_t offsets_heard_ = 0;
};

/// A header's JSON text as what it says.
///
/// @throws weights_error where it says anything that the format does not know
[[nodiscard]] inline safetensors_header parse_safetensors_header(std::string_view text, std::string const& source,
                                                                 weight_limits const& limits) {
  // To the parser a NUL is the end of the text, whatever follows, and a byte order mark is nothing.
  if (auto const nul = text.find('\0'); nul != text.npos) {
    throw weights_error(source + ", header byte " + std::to_string(nul), "JSON text in UTF-8", "a NUL");
  }
  auto const start = text.find_first_not_of(" \t\r\n");
  if (start == text.npos || text[start] != '{') {
    throw weights_error(source + ", header", "a JSON object, which begins with '{'",
                        start == text.npos ? "nothing" : "'" + detail::printable(text.substr(start), 20) + "'");
  }
  safetensors_listener listener(source, limits);
  rapidjson::MemoryStream stream(text.data(), text.size());
  rapidjson::Reader reader;
  auto const outcome =
      reader.Parse<rapidjson::kParseValidateEncodingFlag | rapidjson::kParseNumbersAsStringsFlag>(stream, listener);
  if (outcome.IsError()) {
    throw weights_error(source + ", header byte " + std::to_string(outcome.Offset()), "JSON text in UTF-8",
                        rapidjson::GetParseError_En(outcome.Code()));
  }
  return std::move(listener).take();
}

}  // namespace whence::detail
