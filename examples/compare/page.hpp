// SPDX-License-Identifier: BSD-3-Clause
// The page of photos and methods: one file of HTML that holds its pictures and needs nothing else.
#pragma once
#include <cstddef>
#include <filesystem>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>
#include <whence/core/map_status.hpp>
#include <whence/core/version.hpp>
#include <whence/io/detail/write_file.hpp>
#include <whence/io/encode_png.hpp>
#include <whence/render/coolwarm.hpp>
#include <whence/render/diverging.hpp>
#include <whence/render/explanation_panel.hpp>

#include "compare/base64.hpp"
#include "compare/options.hpp"
#include "compare/page_style.hpp"
#include "compare/result.hpp"
#include "explain/class_names.hpp"
#include "explain/page_style.hpp"
#include "explain/text.hpp"

namespace compare {

namespace detail {

using explain::html_text;

inline std::string name_of_file(photo_result const& photo) {
  return std::filesystem::path(photo.file).filename().string();
}

static void write_picture(std::ostream& out, whence::picture const& picture, std::string const& words,
                          std::string const& hint = "") {
  out << "<img loading=\"lazy\" width=\"" << picture.shape(1) << "\" height=\"" << picture.shape(0)
      << "\" src=\"data:image/png;base64," << base64(whence::encode_png(picture)) << "\" alt=\"" << html_text(words)
      << '"';
  if (!hint.empty()) out << " title=\"" << html_text(hint) << '"';
  out << ">\n";
}

inline void write_fact(std::ostream& out, std::string_view term, std::string_view words) {
  out << "<dt>" << term << "</dt><dd>" << html_text(words) << "</dd>\n";
}

static void write_method(std::ostream& out, photo_result const& photo, method_result const& result,
                         explain::class_names const& names) {
  method_words const& words = result.words;
  out << "<article" << (result.picture ? "" : " class=\"failed\"") << ">\n";
  if (result.picture) {
    write_picture(
        out, *result.picture,
        name_of_file(photo) + " by " + std::string(words.title) + ", warm where it speaks for " + names[result.index],
        std::string(words.formula) + '\n' + std::string(words.source));
  }
  out << "<div>\n<h3>" << html_text(words.title) << "</h3>\n";
  if (result.picture) {
    out << "<dl>\n";
    write_fact(out, "class", names.with_index(result.index));
    write_fact(out, "score", score_text(result));
    write_fact(out, "time", seconds_text((result.own + result.shared).seconds));
    write_fact(out, "passes", passes_text(result.own.made, result.shared.made));
    write_fact(out, "status", status_text(result));
    out << "</dl>\n";
    if (result.status != whence::map_status::meaningful) {
      out << "<p class=\"note\">The map says nothing, and is drawn hatched.</p>\n";
    }
  } else {
    out << "<p>Failed: " << html_text(result.error) << "</p>\n";
  }
  out << "<details><summary title=\"" << html_text(words.formula) << "&#10;" << html_text(words.source)
      << "\">What it computes</summary>\n<p>" << html_text(words.formula)
      << "</p>\n<p>Source: " << html_text(words.source) << ".</p>\n<p>Known: " << html_text(words.failure)
      << "</p>\n<p><code>" << html_text(words.name) << "</code></p></details>\n</div></article>\n";
}

static void write_section(std::ostream& out, photo_result const& photo, std::size_t number,
                          explain::class_names const& names) {
  out << "<section id=\"photo-" << number << "\">\n<h2 title=\"" << html_text(photo.file) << "\">"
      << html_text(name_of_file(photo)) << "</h2>\n";
  if (!photo.error.empty()) {
    out << "<p class=\"alarm\">Could not be explained: " << html_text(photo.error) << "</p>\n</section>\n";
    return;
  }
  out << "<p class=\"asked\">" << html_text(class_text(photo, names)) << "</p>\n<p>" << html_text(photo.seen)
      << ". All methods together: " << seconds_text(photo.spent.seconds) << ", " << passes_text(photo.spent.made, {})
      << ".</p>\n<div class=\"grid\">\n<article>\n";
  write_picture(out, photo.picture, name_of_file(photo));
  out << "<div><h3>Photo</h3></div></article>\n";
  for (auto const& result : photo.methods) write_method(out, photo, result, names);
  out << "</div>\n</section>\n";
}

inline void write_header(std::ostream& out, options const& chosen, std::string const& tap,
                         std::vector<photo_result> const& photos, std::string const& heading) {
  auto const legend = [&](auto const& colors, std::string_view from, std::string_view to) {
    out << "<p class=\"legend\"><span>" << from
        << "</span><i style=\"background: " << explain::css_gradient(colors, whence::panel_options{}.alpha)
        << "\"></i><span>" << to << "</span></p>\n";
  };
  out << "<header>\n<h1>" << heading << "</h1>\n<p>Where "
      << html_text(chosen.common.model.empty() ? "the small VGG16 inside the program" : chosen.common.model)
      << " finds its evidence, by each method. They look at " << html_text(tap)
      << ", those that go to the pixels aside. Time and passes are what a method rests on; what is shared was made "
         "once "
         "for all who share it. A pass is one of a single image.</p>\n";
  if (chosen.is_quick) out << "<p class=\"note\">A quick look: methods that take samples took few.</p>\n";
  legend(whence::coolwarm{}, "least", "most, of each map by itself");
  legend(whence::diverging{}, "against", "for the class, of maps with signs");
  if (photos.size() > 1) {
    out << "<nav>\n";
    for (std::size_t i = 0; i != photos.size(); ++i) {
      out << "<a href=\"#photo-" << i + 1 << "\">" << html_text(name_of_file(photos[i])) << "</a>\n";
    }
    out << "</nav>\n";
  }
  out << "</header>\n";
}

}  // namespace detail

/// @throws whence::write_error where it cannot be written
[[maybe_unused]] static void write_page(std::filesystem::path const& file, options const& chosen,
                                        std::string const& tap, std::vector<photo_result> const& photos,
                                        std::size_t methods, explain::class_names const& names) {
  auto const count = [](std::size_t number, std::string const& what) {
    return std::to_string(number) + ' ' + what + (number == 1 ? "" : "s");
  };
  std::string const heading = count(photos.size(), "photo") + ", " + count(methods, "method");
  std::ostringstream out;
  out << "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      << "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      << "<meta name=\"color-scheme\" content=\"light dark\">\n<title>" << heading << "</title>\n<style>"
      << explain::page_style << methods_style << "</style>\n</head>\n<body>\n";
  detail::write_header(out, chosen, tap, photos, heading);
  out << "<main>\n";
  for (std::size_t i = 0; i != photos.size(); ++i) detail::write_section(out, photos[i], i + 1, names);
  out << "</main>\n<footer>Made by " << program << ", of whence " << WHENCE_VERSION_MAJOR << '.' << WHENCE_VERSION_MINOR
      << '.' << WHENCE_VERSION_PATCH << ".</footer>\n</body>\n</html>\n";
  std::string const text = out.str();
  whence::detail::write_file(file, std::as_bytes(std::span(text)));
}

}  // namespace compare
