// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>

// Written out: the macro that would generate it has no effect behind a precompiled header.
int main(int argc, char* argv[]) { return boost::unit_test::unit_test_main([] { return true; }, argc, argv); }
