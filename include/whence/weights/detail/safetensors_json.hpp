// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>
#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <whence/core/detail/printable.hpp>
#include <whence/weights/detail/safetensors_header.hpp>
#include <whence/weights/detail/weights_refusal.hpp>
#include <whence/weights/weight_limits.hpp>

namespace whence::detail {

/// Hears a safetensors header token by token and lets nothing through that the format does not know. Events and not a
/// tree, because a tree keeps one of two equal keys, and makes gigabytes of a hostile header. Numbers arrive as they
/// are written, so that none becomes another in silence.
class safetensors_listener {
 public:
  safetensors_listener(std::string source, weight_limits const& limits) : source_(std::move(source)), limits_(limits) {}

  [[nodiscard]] safetensors_header take() && { return std::move(header_); }

  // What the parser calls, names and all. Each takes the token or throws: none answers false.
  bool Null() { refuse({"null"}); }
  bool Bool(bool value) { refuse({value ? "true" : "false"}); }
  // None of these comes: numbers are heard as they are written.
  bool Int(int) { return false; }
  bool Uint(unsigned) { return false; }
  bool Int64(std::int64_t) { return false; }
  bool Uint64(std::uint64_t) { return false; }
  bool Double(double) { return false; }

  bool RawNumber(char const* digits, rapidjson::SizeType length, bool) {
    std::uint64_t value = 0;
    auto const [end, problem] = std::from_chars(digits, digits + length, value);
    if (problem != std::errc{} || end != digits + length) refuse({detail::printable({digits, length})});
    if (place_ == place::shape) {
      if (entry().shape.size() == limits_.rank) {
        detail::refuse_weights({where()}, {"a shape of at most ", decimal(limits_.rank), " dimensions"}, {"more"});
      }
      entry().shape.push_back(value);
    } else if (place_ == place::offsets && offsets_heard_ != 2) {
      entry().offsets[offsets_heard_++] = value;
    } else {
      refuse({decimal(value)});
    }
    return true;
  }

  bool String(char const* letters, rapidjson::SizeType length, bool) {
    std::string text(letters, length);
    if (place_ == place::metadata) {
      if (header_.metadata.size() == limits_.tensors) {
        detail::refuse_weights({source_, ", __metadata__"}, {"at most ", decimal(limits_.tensors), " entries"},
                               {"more"});
      }
      header_.metadata.insert_or_assign(std::move(key_), std::move(text));
    } else if (place_ == place::entry && key_ == "dtype") {
      entry().dtype = std::move(text);
    } else {
      refuse({"the string '", detail::printable(text), "'"});
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
        detail::refuse_weights({source_}, {"at most ", decimal(limits_.tensors), " tensors"}, {"more"});
      }
      header_.entries.emplace_back().name = key_;
      heard_ = {};
      place_ = place::entry;
    } else {
      refuse({"an object"});
    }
    return true;
  }

  bool Key(char const* letters, rapidjson::SizeType length, bool) {
    key_.assign(letters, length);
    if (!is_new_key()) detail::refuse_weights({where()}, {"every key once"}, {"'", detail::printable(key_), "' twice"});
    return true;
  }

  bool EndObject(rapidjson::SizeType) {
    for (std::size_t i = 0; place_ == place::entry && i != fields.size(); ++i) {
      if (!heard_[i]) detail::refuse_weights({where()}, {"the key ", fields[i]}, {"none"});
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
      refuse({"an array"});
    }
    return true;
  }

  bool EndArray(rapidjson::SizeType) {
    if (place_ == place::offsets && offsets_heard_ != 2) {
      refuse({decimal(offsets_heard_), " of them"});
    }
    place_ = place::entry;
    return true;
  }

 private:
  enum class place { outside, header, metadata, entry, shape, offsets };
  static constexpr std::array<std::string_view, 3> fields{"dtype", "shape", "data_offsets"};

  [[nodiscard]] safetensors_entry& entry() { return header_.entries.back(); }

  /// Whether the key is heard for the first time.
  bool is_new_key() {
    if (place_ == place::header) return names_.insert(key_).second;
    if (place_ == place::metadata) return !header_.metadata.contains(key_);
    for (std::size_t i = 0; i != fields.size(); ++i) {
      if (key_ == fields[i]) return !std::exchange(heard_[i], true);
    }
    detail::refuse_weights({where()}, {"the keys dtype, shape and data_offsets"}, {"'", detail::printable(key_), "'"});
  }

  [[noreturn]] void refuse(text_parts got) const { detail::refuse_weights({where()}, {expected()}, got); }

  [[nodiscard]] std::string where() const {
    auto const key = detail::printable(key_);
    switch (place_) {
      case place::outside: return detail::joined({source_, ", header"});
      case place::header: return detail::joined({source_, ", '", key, "'"});
      case place::metadata: return detail::joined({source_, ", __metadata__ '", key, "'"});
      case place::entry: return detail::joined({header_.entries.back().where(source_), ", ", key});
      case place::shape: return detail::joined({header_.entries.back().where(source_), ", shape"});
      case place::offsets: return detail::joined({header_.entries.back().where(source_), ", data_offsets"});
    }
    return source_;
  }

  [[nodiscard]] std::string_view expected() const {
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
  std::set<std::string, std::less<>> names_;
  std::array<bool, fields.size()> heard_{};  // of the entry's keys
  std::size_t offsets_heard_ = 0;
};

/// A header's JSON text as what it says.
///
/// @throws weights_error where it says anything that the format does not know
[[nodiscard]] inline safetensors_header parse_safetensors_header(std::string_view text, std::string const& source,
                                                                 weight_limits const& limits) {
  // To the parser a NUL is the end of the text, whatever follows, and a byte order mark is nothing.
  if (auto const nul = text.find('\0'); nul != text.npos) {
    detail::refuse_weights({source, ", header byte ", decimal(nul)}, {"JSON text in UTF-8"}, {"a NUL"});
  }
  auto const start = std::min(text.find_first_not_of(" \t\r\n"), text.size());
  if (!text.substr(start).starts_with('{')) {
    auto const shown = detail::printable(text.substr(start), 20);
    detail::refuse_weights({source, ", header"}, {"a JSON object, which begins with '{'"},
                           {start == text.size() ? "nothing" : detail::joined({"'", shown, "'"})});
  }
  safetensors_listener listener(source, limits);
  rapidjson::MemoryStream stream(text.data(), text.size());
  rapidjson::Reader reader;
  auto const outcome =
      reader.Parse<rapidjson::kParseValidateEncodingFlag | rapidjson::kParseNumbersAsStringsFlag>(stream, listener);
  if (outcome.IsError()) {
    detail::refuse_weights({source, ", header byte ", decimal(outcome.Offset())}, {"JSON text in UTF-8"},
                           {rapidjson::GetParseError_En(outcome.Code())});
  }
  return std::move(listener).take();
}

}  // namespace whence::detail
