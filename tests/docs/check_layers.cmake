# SPDX-License-Identifier: BSD-3-Clause
# cmake -DROOT=<repository> -P check_layers.cmake
#
# The table of docs/explanation/layers.md is that of tests/architecture/layers.txt, row by row.
cmake_minimum_required(VERSION 3.25)

file(READ ${ROOT}/docs/explanation/layers.md page)
file(STRINGS ${ROOT}/tests/architecture/layers.txt rows REGEX "^layer ")
foreach(row IN LISTS rows)
  string(REGEX MATCH "^layer +([^ ]+) +: *(.*)$" row "${row}")
  set(layer ${CMAKE_MATCH_1})
  set(may_include "${CMAKE_MATCH_2}")
  if(may_include STREQUAL "")
    set(may_include "-")
  endif()
  if(NOT page MATCHES "\n\\| `${layer}` \\| [^|\n]+ \\| ${may_include} \\| [^|\n]+ \\|\n")
    message(SEND_ERROR "docs/explanation/layers.md: no row says that ${layer} may include: ${may_include}")
  endif()
endforeach()
string(REGEX MATCHALL "\n\\| `" in_page "${page}")
list(LENGTH in_page in_page)
list(LENGTH rows in_table)
if(NOT in_page EQUAL in_table)
  message(SEND_ERROR "docs/explanation/layers.md has ${in_page} layers, layers.txt ${in_table}")
endif()
