# SPDX-License-Identifier: BSD-3-Clause
# Compiles FILE with FLAGS and compares the compiler's processor time with LIMIT (seconds). Processor time, because the wall clock
# also measures what else the machine is doing; and the quickest of up to three runs, because what shares a core or a
# memory bus with it can make it longer and never shorter.
cmake_minimum_required(VERSION 3.25)

list(REMOVE_DUPLICATES FOLDERS)
list(TRANSFORM FOLDERS PREPEND "-I")
foreach(attempt RANGE 1 3)
  execute_process(COMMAND sh -c "\"$@\" && times" sh ${COMPILER} -std=c++20 ${FLAGS} ${FOLDERS} -c ${FILE} -o /dev/null
    RESULT_VARIABLE result OUTPUT_VARIABLE out ERROR_VARIABLE errors)
  # The second line of `times` is about the children: user and system time, such as 0m9.210000s 0m0.380000s. CMake counts
  # in whole numbers, so milliseconds: two dropped fractions would be most of a second and more.
  string(REPLACE "s" "00s" out "${out}")  # some shells print fewer digits
  if(NOT result EQUAL 0 OR NOT out MATCHES
      "\n([0-9]+)m([0-9]+)\\.([0-9][0-9][0-9])[0-9]*s ([0-9]+)m([0-9]+)\\.([0-9][0-9][0-9])[0-9]*s")
    message(FATAL_ERROR "compiling ${FILE} failed:\n${errors}${out}")
  endif()
  set(user "60000 * ${CMAKE_MATCH_1} + 1000 * ${CMAKE_MATCH_2} + 1${CMAKE_MATCH_3} - 1000")
  set(system "60000 * ${CMAKE_MATCH_4} + 1000 * ${CMAKE_MATCH_5} + 1${CMAKE_MATCH_6} - 1000")
  math(EXPR milliseconds "${user} + ${system}")
  message(STATUS "${milliseconds} ms of processor time, ${LIMIT} s allowed")
  if(milliseconds LESS ${LIMIT}000)
    return()
  endif()
endforeach()
message(FATAL_ERROR "${FILE} took ${milliseconds} ms of processor time to compile; ${LIMIT} s are allowed")
