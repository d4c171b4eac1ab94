// SPDX-License-Identifier: BSD-3-Clause
#include <whence/weights/detail/torch_gather.hpp>

#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <string>

#include "../pickle_bytes.hpp"

using whence::detail::gathered_values;
using whence::detail::torch_bytes;
using whence::detail::torch_view;

namespace {

using extents = std::vector<std::uint64_t>;

torch_view view_of(std::span<std::byte const> storage, std::uint64_t first, extents shape, extents strides) {
  torch_view view;
  view.type = &torch_bytes;
  view.storage = storage;
  view.first = first;
  view.shape = std::move(shape);
  view.strides = std::move(strides);
  view.count = *whence::detail::element_count(view.shape);
  return view;
}

std::vector<float> gathered(torch_view const& view) {
  auto const values = gathered_values<float>(view, std::endian::little, nullptr);
  return {values.get(), values.get() + view.count};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(weights_detail_torch_gather)

BOOST_AUTO_TEST_CASE(every_order_of_the_axes_gives_row_major_values) {
  std::string bytes;
  for (int i = 0; i != 24; ++i) bytes += static_cast<char>(i);
  auto const storage = whence_test::bytes_of_text(bytes);
  // (2, 3, 4) of strides 12, 4, 1 with its axes in any order: element (i, j, k) is the sum of index times stride.
  std::vector<std::size_t> order{0, 1, 2};
  extents const shape{2, 3, 4}, strides{12, 4, 1};
  do {
    extents const s{shape[order[0]], shape[order[1]], shape[order[2]]};
    extents const t{strides[order[0]], strides[order[1]], strides[order[2]]};
    std::vector<float> expected;
    for (std::uint64_t i = 0; i != s[0]; ++i)
      for (std::uint64_t j = 0; j != s[1]; ++j)
        for (std::uint64_t k = 0; k != s[2]; ++k)
          expected.push_back(static_cast<float>(i * t[0] + j * t[1] + k * t[2]));
    BOOST_TEST(gathered(view_of(storage, 0, s, t)) == expected);
  } while (std::ranges::next_permutation(order).found);
}

BOOST_AUTO_TEST_CASE(axes_of_one_place_scalars_and_empty_views_are_no_trouble) {
  auto const storage = whence_test::bytes_of_text("\x01\x02\x03");
  BOOST_TEST(gathered(view_of(storage, 2, {}, {})) == std::vector<float>{3});
  BOOST_TEST(gathered(view_of(storage, 0, {1, 2, 1}, {99, 2, 99})) == (std::vector<float>{1, 3}));
  BOOST_TEST(gathered(view_of(storage, 9, {2, 0}, {1, 1})).empty());
}

BOOST_AUTO_TEST_CASE(pages_given_back_behind_the_reader_lose_nothing) {
  // 9 MB, so that two steps of 4 MB are passed; byte i is i modulo 251.
  std::size_t const side = 3000;
  std::string bytes(side * side, '\0');
  for (std::size_t i = 0; i != bytes.size(); ++i) bytes[i] = static_cast<char>(i % 251);
  auto const path = std::filesystem::temp_directory_path() / ("whence_gather_test_" + std::to_string(::getpid()));
  std::ofstream(path, std::ios::binary) << bytes;
  whence::detail::mapped_file const file(path);
  std::filesystem::remove(path);
  for (extents const& strides : {extents{side, 1}, extents{1, side}}) {
    auto const values =
        gathered_values<float>(view_of(file.bytes(), 0, {side, side}, strides), std::endian::little, &file);
    bool is_same = true;
    for (std::size_t i = 0; i != side; ++i)
      for (std::size_t j = 0; j != side; ++j)
        is_same = is_same && values.get()[i * side + j] == static_cast<float>((i * strides[0] + j * strides[1]) % 251);
    BOOST_TEST(is_same);
  }
}

BOOST_AUTO_TEST_SUITE_END()
