// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace whence {

/// What tells one VGG from another: how many convolutions stand in each of its five blocks, and whether a batch norm
/// follows each. Widths are not part of it; they are read from the weights.
///
/// @source Simonyan and Zisserman 2015, "Very Deep Convolutional Networks", table 1, columns A, B, D, E
struct vgg_layout {
  std::size_t depth = 0;  ///< layers with weights: 11, 13, 16 or 19
  std::array<std::size_t, 5> convolutions{};
  bool batch_norm = false;

  /// torchvision's name: `vgg16_bn`.
  [[nodiscard]] std::string name() const { return "vgg" + std::to_string(depth) + (batch_norm ? "_bn" : ""); }

  friend constexpr bool operator==(vgg_layout const&, vgg_layout const&) = default;
};

inline constexpr std::array<vgg_layout, 8> vgg_layouts{{
    {11, {1, 1, 2, 2, 2}, false},
    {13, {2, 2, 2, 2, 2}, false},
    {16, {2, 2, 3, 3, 3}, false},
    {19, {2, 2, 4, 4, 4}, false},
    {11, {1, 1, 2, 2, 2}, true},
    {13, {2, 2, 2, 2, 2}, true},
    {16, {2, 2, 3, 3, 3}, true},
    {19, {2, 2, 4, 4, 4}, true},
}};

namespace detail {

enum class vgg_module { convolution, batch_norm, relu, max_pool };

/// Visits the modules of `features` in order, as (kind, index): torchvision's `features.<index>`.
template <class Visit>
constexpr void for_each_vgg_feature(vgg_layout const& layout, Visit visit) {
  std::size_t index = 0;
  for (std::size_t const convolutions : layout.convolutions) {
    for (std::size_t i = 0; i != convolutions; ++i) {
      visit(vgg_module::convolution, index++);
      if (layout.batch_norm) visit(vgg_module::batch_norm, index++);
      visit(vgg_module::relu, index++);
    }
    visit(vgg_module::max_pool, index++);
  }
}

/// Whether a name is `<prefix><number>`.
constexpr bool is_numbered(std::string_view name, std::string_view prefix, std::size_t number) {
  if (!name.starts_with(prefix)) return false;
  name.remove_prefix(prefix.size());
  std::size_t scale = 1;
  while (number / scale >= 10) scale *= 10;
  for (; scale != 0; scale /= 10) {
    if (name.empty() || name.front() != static_cast<char>('0' + number / scale % 10)) return false;
    name.remove_prefix(1);
  }
  return name.empty();
}

/// The value of a network built to this layout that a module puts out; 0 where no module with a value of its own has
/// that name. A convolution before a batch norm has none: it is folded.
constexpr std::size_t vgg_value(vgg_layout const& layout, std::string_view name) {
  std::size_t value = 0;
  std::size_t found = 0;
  for_each_vgg_feature(layout, [&](vgg_module kind, std::size_t index) {
    if (kind == vgg_module::convolution && layout.batch_norm) return;
    ++value;
    if (is_numbered(name, "features.", index)) found = value;
  });
  if (name == "avgpool") return value + 1;
  if (name == "flatten") return value + 2;
  for (std::size_t i = 0; i != 7; ++i) {
    if (is_numbered(name, "classifier.", i)) return value + 3 + i;
  }
  return found;
}

}  // namespace detail

}  // namespace whence
