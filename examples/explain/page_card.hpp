// SPDX-License-Identifier: BSD-3-Clause
// A photo's place on the page of several.
#pragma once
#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <iomanip>
#include <ostream>
#include <sstream>
#include <string>
#include <string_view>

#include "explain/class_names.hpp"
#include "explain/report.hpp"
#include "explain/text.hpp"

namespace explain {

namespace detail {

inline std::string fixed_text(double value, int digits) {
  std::ostringstream text;
  text << std::fixed << std::setprecision(digits) << value;
  return text.str();
}

/// A file as a link from the page.
inline std::string link_from(std::filesystem::path const& folder, std::string const& file) {
  auto const path = std::filesystem::absolute(file).lexically_relative(std::filesystem::absolute(folder));
  return html_text(link_to(path.string()));
}

/// What the picture shows, for those who do not see it.
inline std::string alternative_text(std::string const& photo, std::string const& style, std::string const& name) {
  std::string const where = "where the network looks for: " + name;
  if (style == "overlay") return photo + " under a heatmap, warm " + where;
  if (style == "heatmap") return "Heatmap of " + photo + ", warm " + where;
  return photo + "; beside it its outlines under a heatmap, warm " + where;
}

inline void write_classes(std::ostream& out, finding const& found, class_names const& names) {
  if (found.best.empty()) return;
  out << "<ol>\n";
  for (auto const& [index, probability] : found.best) {
    std::string const percent = fixed_text(100 * probability, 1);
    out << "<li" << (index == found.index ? " class=\"asked\"" : "") << "><span>" << html_text(names[index])
        << "</span><span class=\"bar\"><b style=\"width: " << percent << "%\"></b></span><span>" << percent
        << " %</span></li>\n";
  }
  out << "</ol>\n";
}

inline void write_facts(std::ostream& out, report const& run, finding const& found, class_names const& names) {
  auto const fact = [&](std::string_view term, std::string_view words) {
    out << "<dt>" << term << "</dt><dd>" << html_text(words) << "</dd>\n";
  };
  out << "<dl>\n";
  fact("explained", names.with_index(found.index));
  if (run.against) fact("against", names.with_index(*run.against));
  fact(run.question, fixed_text(found.score, 3));
  if (!run.tap.empty()) fact("tap", run.tap);
  fact("method", run.method);
  out << "</dl>\n";
}

inline void write_steps_of(std::ostream& out, report const& run, std::filesystem::path const& folder) {
  if (run.steps.empty()) return;
  out << "<details><summary>Step by step</summary>\n";
  for (auto const& step : run.steps) {
    std::string words = std::filesystem::path(step).stem().string();
    std::ranges::replace(words, '_', ' ');
    std::string const link = link_from(folder, step);
    out << "<a href=\"" << link << "\"><img loading=\"lazy\" src=\"" << link << "\" alt=\"" << html_text(words)
        << "\"></a>\n";
  }
  out << "</details>\n";
}

}  // namespace detail

/// @param folder of the page
inline void write_card(std::ostream& out, photo_result const& photo, std::filesystem::path const& folder,
                       std::string const& style, class_names const& names) {
  std::string const file = std::filesystem::path(photo.input).filename().string();
  std::string const heading = "<h2 title=\"" + html_text(photo.input) + "\">" + html_text(file) + "</h2>\n";
  if (!photo.done) {
    out << "<article class=\"failed\"><div>\n"
        << heading << "<p>Could not be explained.</p>\n<p>" << html_text(photo.error) << "</p>\n</div></article>\n";
    return;
  }
  report const& run = *photo.done;
  finding const& found = run.images.front();
  std::string const picture = detail::link_from(folder, run.written.front());
  out << "<article><a href=\"" << picture << "\"><img loading=\"lazy\" src=\"" << picture << "\" alt=\""
      << html_text(detail::alternative_text(file, style, names[found.index])) << "\"></a>\n<div>\n"
      << heading << "<p class=\"seen\">" << html_text(run.seen) << "</p>\n";
  if (found.status != whence::map_status::meaningful) {
    std::string words = status_words(found.status);
    words.front() = 'T';
    out << "<p class=\"note\">" << html_text(words) << ".</p>\n";
  }
  detail::write_classes(out, found, names);
  detail::write_facts(out, run, found, names);
  detail::write_steps_of(out, run, folder);
  out << "</div></article>\n";
}

}  // namespace explain
