// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <string_view>

namespace compare {

/// What the page of methods has beyond the style of `explain`'s page.
inline constexpr std::string_view methods_style = R"(
nav { display: flex; flex-wrap: wrap; gap: .3rem 1rem; margin-top: .9rem; }
main { display: block; }
section { margin: 0 0 3rem; }
section > h2 { font-size: 1.4rem; }
section > p { margin: .1rem 0 0; color: var(--soft); max-width: 80ch; }
section > p.asked { color: var(--ink); }
.grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr)); gap: 1rem;
  margin-top: 1rem; align-items: start; }
article > img { display: block; width: 100%; height: auto; max-height: 16rem; object-fit: contain; padding: .5rem;
  background: #fff; border-bottom: 1px solid var(--line); }
article > div { padding: .7rem .9rem .9rem; }
h3 { margin: 0 0 .3rem; font-size: 1rem; }
article dl { font-size: .85rem; gap: .05rem .7rem; }
article details { margin-top: .6rem; font-size: .85rem; }
article details p { margin: .4rem 0 0; }
summary:focus-visible, a:focus-visible { outline: 2px solid var(--asked); outline-offset: 2px; }
article .note { margin: .5rem 0 0; font-size: .85rem; }
@media (max-width: 40rem) {
  .grid { grid-template-columns: 1fr 1fr; gap: .6rem; }
  article > div { padding: .5rem .6rem .7rem; }
  article dl { display: block; }
  article dt { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
}
)";

}  // namespace compare
