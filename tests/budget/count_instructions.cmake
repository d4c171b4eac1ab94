# SPDX-License-Identifier: BSD-3-Clause
# Counts the instructions of one call of METHOD by a warm model and compares them with the file BUDGET. What became
# cheaper fails too: a budget that is never lowered guards nothing.
cmake_minimum_required(VERSION 3.25)

set(percent 3)

if(NOT VALGRIND)
  message(STATUS "skipped: no valgrind (Debian: apt-get install valgrind)")
  return()
endif()
execute_process(
  COMMAND ${VALGRIND} --tool=callgrind --callgrind-out-file=/dev/null --toggle-collect=counted_call
    ${PROGRAM} call ${WEIGHTS} ${METHOD}
  RESULT_VARIABLE result OUTPUT_VARIABLE out ERROR_VARIABLE errors)
if(NOT result EQUAL 0 OR NOT errors MATCHES "Collected : ([1-9][0-9]*)")
  message(FATAL_ERROR "callgrind counted nothing:\n${errors}${out}")
endif()
set(instructions ${CMAKE_MATCH_1})
if(NOT out MATCHES "instruction set avx2")
  message(STATUS "skipped: the budget is one of AVX2, which this processor lacks or valgrind does not know")
  return()
endif()

file(STRINGS ${BUDGET} row REGEX "^${METHOD} [0-9]+$")
string(REGEX REPLACE "^.* " "" budget "${row}")
if(budget STREQUAL "")
  message(FATAL_ERROR "${METHOD} takes ${instructions} instructions; ${BUDGET} has no row of it")
endif()
message(STATUS "${instructions} instructions, budget ${budget}")
math(EXPR most "${budget} + ${budget} * ${percent} / 100")
math(EXPR least "${budget} - ${budget} * ${percent} / 100")
if(instructions GREATER most)
  message(FATAL_ERROR "${METHOD} takes more than ${percent} % above its budget of ${budget}: ${instructions}")
elseif(instructions LESS least)
  message(FATAL_ERROR "${METHOD} takes less than its budget of ${budget}: write ${instructions} into ${BUDGET}")
endif()
