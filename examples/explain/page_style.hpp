// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cmath>
#include <cstdint>
#include <sstream>
#include <string>
#include <string_view>
#include <whence/render/color_map.hpp>

namespace explain {

/// How the page of several photos looks, by day and by night.
inline constexpr std::string_view page_style = R"(
:root { color-scheme: light dark; --page: #f6f5f2; --card: #fff; --ink: #1d1f21; --soft: #5b6166; --line: #e0ddd6;
  --bar: #9db4d6; --asked: #c8452f; --alarm: #a3261a; --note: #fbeecb; --note-ink: #5c4400; }
@media (prefers-color-scheme: dark) {
  :root { --page: #16181a; --card: #202326; --ink: #e9e7e2; --soft: #a3a8ad; --line: #353a3f;
    --bar: #4d678f; --asked: #e0735f; --alarm: #f0938a; --note: #423714; --note-ink: #f3e1ae; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem clamp(1rem, 3vw, 3rem); max-width: 110rem; background: var(--page);
  color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { margin: 0; font-size: 1.9rem; line-height: 1.2; }
header p { margin: .5rem 0 0; color: var(--soft); max-width: 70ch; }
.legend { display: flex; align-items: center; gap: .6rem; }
.legend span:first-child { flex: none; }
.legend i { flex: 0 1 14rem; height: .8rem; border-radius: .4rem; }
main { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 30rem), 1fr)); gap: 1.5rem;
  margin: 2rem 0; align-items: start; }
article { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; overflow: hidden; }
article > a { display: block; padding: .75rem; background: #fff; border-bottom: 1px solid var(--line); }
article > a > img { display: block; width: 100%; max-height: 26rem; object-fit: contain; }
article > div { padding: 1rem 1.25rem 1.25rem; }
h2 { margin: 0; font-size: 1.1rem; }
.seen { margin: 0 0 .9rem; color: var(--soft); font-size: .9rem; }
ol { margin: 0 0 1rem; padding: 0; list-style: none; display: grid; gap: .3rem; }
li { display: grid; grid-template-columns: minmax(6rem, 11rem) 1fr 4.2rem; gap: .75rem; align-items: center; }
li span + span + span { text-align: right; font-variant-numeric: tabular-nums; }
.bar { height: .8rem; border-radius: .2rem; background: var(--line); overflow: hidden; }
.bar b { display: block; height: 100%; background: var(--bar); }
.asked { font-weight: 600; }
.asked .bar b { background: var(--asked); }
dl { display: grid; grid-template-columns: auto 1fr; gap: .1rem 1rem; margin: 0; font-size: .9rem; }
dt { color: var(--soft); }
dd { margin: 0; }
.note { margin: 0 0 1rem; padding: .6rem .8rem; border-radius: .4rem; background: var(--note); color: var(--note-ink); }
header .note { margin-top: .9rem; color: var(--note-ink); }
.failed { border-color: var(--alarm); }
.failed h2, .alarm { color: var(--alarm); }
.failed p { margin: .4rem 0 0; }
details { margin-top: 1rem; }
summary { cursor: pointer; color: var(--soft); }
details img { display: block; width: 100%; margin-top: .75rem; background: #fff; }
footer { color: var(--soft); font-size: .85rem; }
a { color: inherit; }
)";

/// The colours of a heatmap from left to right, as CSS has them.
///
/// @param opacity on white, in [0, 1]
template <whence::color_map Map>
std::string css_gradient(Map const& colors, double opacity) {
  std::ostringstream css;
  css << "linear-gradient(to right";
  for (int i = 0; i <= 8; ++i) {
    css << ", rgb(";
    for (std::uint8_t const channel : colors(i / 8.0)) css << std::lround(255 - opacity * (255 - channel)) << ' ';
    css << "/ 1)";
  }
  css << ')';
  return css.str();
}

}  // namespace explain
