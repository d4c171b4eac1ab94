# SPDX-License-Identifier: BSD-3-Clause
# Builds and runs a project that has whence as a subfolder, and looks for what whence should have left alone: the project
# itself compares its variables and folder properties; here come its compiler flags, targets, tests and installed files.
include(${CMAKE_CURRENT_LIST_DIR}/common.cmake)

# Optimised, because some warnings come of that alone.
run(out ${configure} -S ${CMAKE_CURRENT_LIST_DIR}/add_subdirectory -B ${FOLDER} -DWHENCE_FOLDER=${SOURCE}
  -DCMAKE_BUILD_TYPE=Release)
run(out ${CMAKE_COMMAND} --build ${FOLDER})
run(out ${FOLDER}/consumer ${arguments})

file(READ ${FOLDER}/compile_commands.json commands)
string(JSON count LENGTH "${commands}")
string(JSON command GET "${commands}" 0 command)
if(NOT count EQUAL 1)
  message(SEND_ERROR "the project has one source file; compiled are ${count}")
endif()
separate_arguments(flags NATIVE_COMMAND "${command}")
list(POP_FRONT flags)
list(FILTER flags EXCLUDE REGEX "^-I|^-D|^-isystem$|^/|^-std=gnu[+][+]20$|^-O3$|^-o$|^-c$|\\.o$")
set(own -Wall -Wextra -Werror)  # those of the project
list(REMOVE_ITEM flags ${own})
if(flags)
  message(SEND_ERROR "the project's compiler flags have become: ${flags}")
endif()

run(out ${CMAKE_CTEST_COMMAND} --test-dir ${FOLDER} --show-only)
if(NOT out MATCHES "Total Tests: 1\n")
  message(SEND_ERROR "the project has one test:\n${out}")
endif()

run(out ${CMAKE_COMMAND} --install ${FOLDER} --prefix ${FOLDER}/prefix)
file(GLOB_RECURSE files RELATIVE ${FOLDER}/prefix ${FOLDER}/prefix/*)
if(NOT files STREQUAL "bin/consumer")
  message(SEND_ERROR "the project installs bin/consumer; installed are: ${files}")
endif()
