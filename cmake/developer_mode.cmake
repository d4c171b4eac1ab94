# SPDX-License-Identifier: BSD-3-Clause
# What only developers of this project get. Nothing here reaches a user's target.

set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

# Every header is compiled alone, by target all_verify_interface_header_sets. Those targets take the options of this
# folder and no others, which is why the warnings are the folder's: the headers are held to them too.
set(CMAKE_VERIFY_INTERFACE_HEADER_SETS ON)
foreach(_warning all extra pedantic conversion shadow non-virtual-dtor old-style-cast error)
  add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-W${_warning}>)
endforeach()

# For targets that name their warnings; every target of this project has them by the above.
add_library(whence_warnings INTERFACE)
