// SPDX-License-Identifier: BSD-3-Clause
// What is written is what numpy.save writes of the same array, byte for byte (tests/golden/io/write_io.py).
#include <whence/io/write_npy.hpp>

#include <boost/test/unit_test.hpp>
#include <limits>

#include "io_files.hpp"

using whence_test::bytes_of;
using whence_test::golden;
using whence_test::says;
using whence_test::temporary_folder;

namespace {

template <class T, std::size_t Rank>
void check_written(whence::tensor<T, Rank> const& array, std::string const& name) {
  temporary_folder const folder;
  whence::write_npy(folder.path / "written.npy", array);
  BOOST_TEST((bytes_of(folder.path / "written.npy") == bytes_of(golden(name))), name);
  BOOST_TEST(folder.files() == 1u);
}

template <class T, std::size_t Rank>
whence::tensor<T, Rank> counted(std::array<std::size_t, Rank> const& shape) {
  auto array = whence::tensor<T, Rank>::from_shape(shape);
  for (std::size_t i = 0; i != array.size(); ++i) array.data()[i] = static_cast<T>(i);
  return array;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(io_write_npy)

BOOST_AUTO_TEST_CASE(a_float_array_is_written_as_numpy_writes_it) {
  check_written(counted<float, 3>({2, 3, 4}), "float32.npy");
}

BOOST_AUTO_TEST_CASE(a_double_array_is_written_as_numpy_writes_it) {
  check_written(whence::tensor<double, 2>{{0.1, -2.5}, {std::numeric_limits<double>::infinity(), 1e300}},
                "float64.npy");
}

BOOST_AUTO_TEST_CASE(a_single_axis_is_written_with_its_comma) {
  check_written(counted<double, 1>({5}), "one_axis.npy");
}

BOOST_AUTO_TEST_CASE(a_scalar_is_written_as_numpy_writes_it) {
  whence::tensor<float, 0> scalar;
  scalar() = 7.5f;
  check_written(scalar, "scalar.npy");
}

BOOST_AUTO_TEST_CASE(an_empty_array_is_written_as_numpy_writes_it) {
  check_written(counted<float, 2>({0, 3}), "empty.npy");
}

BOOST_AUTO_TEST_CASE(a_folder_that_does_not_exist_is_refused) {
  BOOST_CHECK_EXCEPTION(whence::write_npy("/no/such/folder/a.npy", counted<float, 1>({1})), whence::write_error,
                        says("/no/such/folder/a.npy", "a folder that can be written to", "No such file"));
}

BOOST_AUTO_TEST_SUITE_END()
