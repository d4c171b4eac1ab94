# SPDX-License-Identifier: BSD-3-Clause
# cmake -DCOMPILER=<c++> -DFILE=<case> -DINCLUDES=<folder;...> -P check_case.cmake
cmake_minimum_required(VERSION 3.25)

file(STRINGS ${FILE} expected REGEX "^// expected-error: ")
file(STRINGS ${FILE} unsatisfied REGEX "^// unsatisfied: ")
file(STRINGS ${FILE} unexpected REGEX "^// unexpected-error: ")
# g++ says `required for the satisfaction of 'CONCEPT<`, clang `because 'CONCEPT<` or `does not satisfy 'CONCEPT'`.
list(TRANSFORM unsatisfied REPLACE "^// unsatisfied: (.*)$"
  "// expected-error: (satisfaction of|because|not satisfy) '(whence::)?\\1[<']")
list(APPEND expected ${unsatisfied})
if(NOT expected)
  message(FATAL_ERROR "${FILE} has no line `// expected-error: <regular expression>`")
endif()

list(TRANSFORM INCLUDES PREPEND "-I" OUTPUT_VARIABLE include_options)
set(ENV{LC_ALL} C)  # plain quotes in messages
set(command ${COMPILER} -std=c++20 -fsyntax-only -fdiagnostics-color=never ${include_options} ${FILE})

execute_process(COMMAND ${command} RESULT_VARIABLE result OUTPUT_VARIABLE messages ERROR_VARIABLE messages)
if(result EQUAL 0)
  message(FATAL_ERROR "The mistake compiles.")
endif()
string(REPLACE ";" "," messages "${messages}")
foreach(line IN LISTS expected)
  string(REGEX REPLACE "^// expected-error: " "" expression "${line}")
  if(NOT messages MATCHES "${expression}")
    message(FATAL_ERROR "No message matches\n  ${expression}\nThe compiler said\n${messages}")
  endif()
endforeach()
foreach(line IN LISTS unexpected)
  string(REGEX REPLACE "^// unexpected-error: " "" expression "${line}")
  if(messages MATCHES "${expression}")
    message(FATAL_ERROR "A message matches\n  ${expression}\nThe compiler said\n${messages}")
  endif()
endforeach()

execute_process(COMMAND ${command} -DWHENCE_TWIN RESULT_VARIABLE result OUTPUT_VARIABLE messages ERROR_VARIABLE messages)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "The twin does not compile:\n${messages}")
endif()
