# SPDX-License-Identifier: BSD-3-Clause
# cmake -DROOT=<repository> -DEXPLAIN=<program> -P check_explain.cmake
#
# docs/reference/explain.md names the options and methods that the program has, and no others.
cmake_minimum_required(VERSION 3.25)

file(READ ${ROOT}/docs/reference/explain.md page)
execute_process(COMMAND ${EXPLAIN} --help OUTPUT_VARIABLE help COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${EXPLAIN} --list-methods OUTPUT_VARIABLE methods COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "--[a-z][a-z-]+" in_help "${help}")
string(REGEX MATCHALL "--[a-z][a-z-]+" in_page "${page}")
foreach(option IN LISTS in_help)
  if(NOT option IN_LIST in_page)
    message(SEND_ERROR "docs/reference/explain.md does not name ${option}")
  endif()
endforeach()
foreach(option IN LISTS in_page)
  if(NOT option IN_LIST in_help)
    message(SEND_ERROR "docs/reference/explain.md names ${option}, which explain does not have")
  endif()
endforeach()
string(REGEX MATCHALL "(^|\n)[a-z_]+ " names "${methods}")
foreach(name IN LISTS names)
  string(STRIP "${name}" name)
  if(NOT page MATCHES "\n\\| `${name}` \\|")
    message(SEND_ERROR "docs/reference/explain.md does not list the method ${name}")
  endif()
endforeach()
