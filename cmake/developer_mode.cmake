# SPDX-License-Identifier: BSD-3-Clause
# What only developers of this project get: warnings as errors. Nothing here reaches a user's target.

set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

add_library(whence_warnings INTERFACE)
target_compile_options(whence_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Werror)

# The headers, each compiled alone.
set_target_properties(whence_core whence_reference whence_io whence_testing whence_whence PROPERTIES
  VERIFY_INTERFACE_HEADER_SETS ON)
