// SPDX-License-Identifier: BSD-3-Clause
// The page of several photos: HTML that needs nothing but the pictures beside it.
#pragma once
#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <span>
#include <sstream>
#include <string>
#include <vector>
#include <whence/core/version.hpp>
#include <whence/io/detail/write_file.hpp>
#include <whence/render/coolwarm.hpp>
#include <whence/render/diverging.hpp>
#include <whence/render/explanation_panel.hpp>

#include "explain/method_menu.hpp"
#include "explain/page_card.hpp"
#include "explain/page_style.hpp"
#include "explain/report.hpp"
#include "explain/task.hpp"
#include "explain/text.hpp"

namespace explain {

namespace detail {

template <class Model>
void write_heading(std::ostream& out, task<Model> const& asked, std::size_t photos, std::size_t failed) {
  options const& chosen = asked.chosen;
  std::string const count = std::to_string(photos) + (photos == 1 ? " photo" : " photos");
  double const opacity = chosen.style.value_or("panel") == "panel" ? whence::panel_options{}.alpha : 1.0;
  bool const shows_signs = chosen.keep_signed || method_named(chosen.method).traits & trait::signed_always;
  out << "<header>\n<h1>" << count << ", explained</h1>\n<p>What "
      << html_text(chosen.model.empty() ? "the small VGG16 inside the program" : chosen.model)
      << " sees in each of them, and where in the picture the evidence for the class lies.</p>\n"
      << "<p class=\"legend\"><span>" << (shows_signs ? "against" : "least") << "</span><i style=\"background: "
      << (shows_signs ? css_gradient(whence::diverging{}, opacity) : css_gradient(whence::coolwarm{}, opacity))
      << "\"></i><span>" << (shows_signs ? "for the class" : "most evidence, of each picture by itself")
      << "</span></p>\n";
  if (asked.hash && !asked.hash->agrees()) out << "<p class=\"note\">" << html_text(asked.hash->warning()) << "</p>\n";
  if (failed != 0) {
    out << "<p class=\"alarm\">" << failed << " of " << count << " could not be explained; the reason is in "
        << (failed == 1 ? "its place" : "their places") << ".</p>\n";
  }
  out << "</header>\n";
}

}  // namespace detail

/// @param file of the page; pictures are linked relative to its folder
/// @throws whence::write_error where it cannot be written
template <class Model>
void write_page(std::string const& file, task<Model> const& asked, std::vector<photo_result> const& photos) {
  auto const failed = std::ranges::count_if(photos, [](photo_result const& photo) { return !photo.done; });
  std::ostringstream out;
  out << "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      << "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      << "<meta name=\"color-scheme\" content=\"light dark\">\n<title>" << photos.size()
      << (photos.size() == 1 ? " photo" : " photos") << ", explained</title>\n<style>" << page_style
      << "</style>\n</head>\n<body>\n";
  detail::write_heading(out, asked, photos.size(), static_cast<std::size_t>(failed));
  out << "<main>\n";
  auto const folder = std::filesystem::path(file).parent_path();
  for (auto const& photo : photos) {
    write_card(out, photo, folder, asked.chosen.style.value_or("panel"), asked.names);
  }
  out << "</main>\n<footer>Made by " << asked.chosen.program << ", of whence " << WHENCE_VERSION_MAJOR << '.'
      << WHENCE_VERSION_MINOR << '.' << WHENCE_VERSION_PATCH << ".</footer>\n</body>\n</html>\n";
  std::string const text = out.str();
  whence::detail::write_file(file, std::as_bytes(std::span(text)));
}

}  // namespace explain
