// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <rapidjson/ostreamwrapper.h>
#include <rapidjson/prettywriter.h>
#include <cmath>
#include <cstddef>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "explain/class_names.hpp"
#include "explain/file_hash.hpp"
#include "explain/report.hpp"
#include "explain/text.hpp"

namespace explain {

/// Reports for programs.
class json_printer {
 public:
  json_printer(std::ostream& out, class_names const& names) : out_(out), stream_(out), json_(stream_), names_(names) {
    json_.SetIndent(' ', 2);
  }

  /// One photo, or one batch of tensors.
  void print(report const& run, std::optional<hash_check> const& hash) {
    json_.StartObject();
    members(run);
    if (hash) sha256(*hash);
    json_.EndObject();
    out_ << '\n';
  }

  /// Several photos.
  void print(std::vector<photo_result> const& photos, std::string const& page, std::optional<hash_check> const& hash) {
    json_.StartObject();
    json_.Key("photos");
    json_.StartArray();
    std::vector<std::string> written;
    for (auto const& photo : photos) {
      json_.StartObject();
      if (photo.done) {
        members(*photo.done);
        written.insert(written.end(), photo.done->written.begin(), photo.done->written.end());
      } else {
        text("input", photo.input);
        text("error", photo.error);
      }
      json_.EndObject();
    }
    json_.EndArray();
    if (hash) sha256(*hash);
    written.push_back(page);
    files(written);
    json_.EndObject();
    out_ << '\n';
  }

 private:
  void value(std::string_view text) {
    std::string const valid = valid_text(text);
    json_.String(valid.data(), static_cast<rapidjson::SizeType>(valid.size()));
  }
  void text(char const* key, std::string_view content) {
    json_.Key(key);
    value(content);
  }
  void number(char const* key, double content) {
    json_.Key(key);
    std::isfinite(content) ? json_.Double(content) : json_.Null();  // JSON has no word for what is not finite
  }
  void named_class(std::size_t index) {
    json_.Key("index");
    json_.Uint64(index);
    text("name", names_[index]);
  }
  void class_object(char const* key, std::size_t index) {
    json_.Key(key);
    json_.StartObject();
    named_class(index);
    json_.EndObject();
  }
  void files(std::vector<std::string> const& written) {
    json_.Key("written");
    json_.StartArray();
    for (auto const& file : written) value(file);
    json_.EndArray();
  }
  void sha256(hash_check const& hash) {
    json_.Key("sha256");
    json_.StartObject();
    text("file", hash.file);
    text("named", hash.named);
    text("computed", hash.computed);
    json_.Key("agrees");
    json_.Bool(hash.agrees());
    json_.EndObject();
  }
  void image(finding const& found, std::string const& question, std::optional<std::size_t> against) {
    json_.StartObject();
    json_.Key("classes");
    json_.StartArray();
    for (auto const& [index, probability] : found.best) {
      json_.StartObject();
      named_class(index);
      number("probability", probability);
      json_.EndObject();
    }
    json_.EndArray();
    class_object("explained", found.index);
    if (against) class_object("against", *against);
    text("question", question);
    number("score", found.score);
    if (found.gap) number("completeness_gap", *found.gap);
    text("status", whence::to_text(found.status));
    json_.EndObject();
  }
  void members(report const& run) {
    text("input", run.input);
    text("seen", run.seen);
    text("method", run.method);
    if (!run.tap.empty()) text("tap", run.tap);
    json_.Key("images");
    json_.StartArray();
    for (auto const& found : run.images) image(found, run.question, run.against);
    json_.EndArray();
    files(run.written);
  }

  std::ostream& out_;
  rapidjson::OStreamWrapper stream_;
  rapidjson::PrettyWriter<rapidjson::OStreamWrapper> json_;
  class_names const& names_;
};

}  // namespace explain
