// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>
#include <whence/methods/detail/leading_eigenvector.hpp>

#include "support/numbers.hpp"

using whence::detail::leading_eigenvector;

namespace {

using vector = std::vector<double>;

double dot(vector const& a, vector const& b) {
  double sum = 0;
  for (std::size_t i = 0; i != a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

vector times(vector const& matrix, vector const& x) {
  vector result(x.size());
  for (std::size_t i = 0; i != x.size(); ++i) {
    for (std::size_t j = 0; j != x.size(); ++j) result[i] += matrix[i * x.size() + j] * x[j];
  }
  return result;
}

/// H diag(values) H, where H = 1 - 2 u u^T reflects: its eigenvectors are the columns of H.
struct reflected {
  vector matrix;
  vector first;  ///< of the first value

  explicit reflected(vector const& values, std::uint64_t seed) {
    std::size_t const n = values.size();
    vector u = whence::test::random_values<double>(n, seed);
    double const length = std::sqrt(dot(u, u));
    for (double& value : u) value /= length;
    vector h(n * n);
    for (std::size_t i = 0; i != n; ++i) {
      for (std::size_t j = 0; j != n; ++j) h[i * n + j] = (i == j ? 1 : 0) - 2 * u[i] * u[j];
    }
    matrix.resize(n * n);
    for (std::size_t i = 0; i != n; ++i) {
      for (std::size_t j = 0; j != n; ++j) {
        for (std::size_t k = 0; k != n; ++k) matrix[i * n + j] += h[i * n + k] * values[k] * h[j * n + k];
      }
    }
    first.assign(h.begin(), h.begin() + static_cast<std::ptrdiff_t>(n));
  }
};

/// |M x - y x| with y = x^T M x, and how far y is below the largest eigenvalue.
void expect_leading(vector const& matrix, double eigenvalue, vector const& x, double tolerance) {
  BOOST_TEST(std::abs(dot(x, x) - 1) < 1e-14);
  vector const image = times(matrix, x);
  double const value = dot(x, image);
  BOOST_TEST(std::abs(value - eigenvalue) <= tolerance);
  double squares = 0;
  for (std::size_t i = 0; i != x.size(); ++i) squares += (image[i] - value * x[i]) * (image[i] - value * x[i]);
  BOOST_TEST(std::sqrt(squares) <= tolerance);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(methods_detail_leading_eigenvector)

BOOST_AUTO_TEST_CASE(of_two_by_two_it_is_what_the_hand_finds) {
  // (2 1; 1 2): eigenvalues 3 and 1, (1 1) / sqrt 2 and (1 -1) / sqrt 2.
  vector const x = leading_eigenvector({2, 1, 1, 2}, 2);
  BOOST_TEST(std::abs(x[0]) == std::sqrt(0.5), boost::test_tools::tolerance(1e-14));
  BOOST_TEST(x[0] == x[1], boost::test_tools::tolerance(1e-14));
  vector const y = leading_eigenvector({2, -1, -1, 2}, 2);
  BOOST_TEST(y[0] == -y[1], boost::test_tools::tolerance(1e-14));
}

BOOST_AUTO_TEST_CASE(a_single_number_has_the_direction_one) {
  BOOST_TEST(std::abs(leading_eigenvector({7}, 1)[0]) == 1);
}

BOOST_AUTO_TEST_CASE(the_largest_eigenvalues_vector_is_found_in_any_place_of_a_diagonal) {
  for (std::size_t at = 0; at != 5; ++at) {
    vector matrix(25);
    for (std::size_t i = 0; i != 5; ++i) matrix[i * 5 + i] = i == at ? 9 : static_cast<double>(i);
    vector const x = leading_eigenvector(matrix, 5);
    for (std::size_t i = 0; i != 5; ++i) BOOST_TEST(std::abs(std::abs(x[i]) - (i == at ? 1 : 0)) < 1e-15);
  }
}

BOOST_AUTO_TEST_CASE(known_eigenvectors_are_found_to_the_last_bits) {
  for (std::size_t const n : {2u, 3u, 7u, 40u, 120u}) {
    vector values(n);
    for (std::size_t i = 0; i != n; ++i) values[i] = i == 0 ? 2 : 1 / static_cast<double>(i);
    reflected const known(values, n);
    vector const x = leading_eigenvector(known.matrix, n);
    expect_leading(known.matrix, 2, x, 1e-13);
    BOOST_TEST(std::abs(std::abs(dot(x, known.first)) - 1) < 1e-14);
  }
}

BOOST_AUTO_TEST_CASE(a_matrix_of_rank_one_gives_the_vector_it_is_made_of) {
  vector const u = whence::test::random_values<double>(30, 5);
  vector matrix(900);
  for (std::size_t i = 0; i != 30; ++i) {
    for (std::size_t j = 0; j != 30; ++j) matrix[i * 30 + j] = u[i] * u[j];
  }
  vector const x = leading_eigenvector(matrix, 30);
  BOOST_TEST(std::abs(dot(x, u)) == std::sqrt(dot(u, u)), boost::test_tools::tolerance(1e-14));
}

BOOST_AUTO_TEST_CASE(close_or_equal_eigenvalues_give_a_vector_of_their_common_space) {
  for (double const gap : {1e-6, 1e-10, 1e-14, 1e-16, 0.0}) {
    vector values(60);
    for (std::size_t i = 0; i != 60; ++i) values[i] = i < 20 ? 1 - gap * static_cast<double>(i) : 0.5;
    reflected const close(values, 17);
    expect_leading(close.matrix, 1, leading_eigenvector(close.matrix, 60), 1e-13);
  }
}

BOOST_AUTO_TEST_CASE(of_the_unit_matrix_and_of_blocks_without_a_link_some_vector_is_found) {
  vector unit(64);
  for (std::size_t i = 0; i != 8; ++i) unit[i * 8 + i] = 1;
  expect_leading(unit, 1, leading_eigenvector(unit, 8), 1e-14);
  // Two blocks (2 1; 1 2), and one (1), far apart.
  vector blocks(25);
  for (std::size_t const i : {0u, 3u}) {
    blocks[i * 5 + i] = blocks[(i + 1) * 5 + i + 1] = 2;
    blocks[i * 5 + i + 1] = blocks[(i + 1) * 5 + i] = 1;
  }
  blocks[12] = 1;
  expect_leading(blocks, 3, leading_eigenvector(blocks, 5), 1e-14);
}

BOOST_AUTO_TEST_CASE(links_too_weak_to_matter_do_no_harm) {
  for (double const weak : {1e-12, 1e-17, 1e-150, 1e-300}) {
    vector matrix(36);
    for (std::size_t i = 0; i != 6; ++i) matrix[i * 6 + i] = 1;
    for (std::size_t i = 0; i != 5; ++i) matrix[i * 6 + i + 1] = matrix[(i + 1) * 6 + i] = weak;
    expect_leading(matrix, 1, leading_eigenvector(matrix, 6), 1e-11);
  }
}

BOOST_AUTO_TEST_CASE(the_same_matrix_gives_the_same_bits) {
  reflected const some({1, 1, 0.5, 0.25}, 3);
  BOOST_TEST((leading_eigenvector(some.matrix, 4) == leading_eigenvector(some.matrix, 4)));
}

BOOST_AUTO_TEST_SUITE_END()
