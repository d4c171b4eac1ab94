# SPDX-License-Identifier: BSD-3-Clause
# cmake -DFOLDER=<empty folder> -P check_the_check.cmake
#
# A check that never complains proves nothing: for each rule, a tree of one header that breaks it and the complaint.
cmake_minimum_required(VERSION 3.25)

set(first_lines "// SPDX-License-Identifier: BSD-3-Clause\n#pragma once\n")

# expect(REGEX HEADER TEXT [OTHER_HEADER])
function(expect regex header text)
  file(REMOVE_RECURSE ${FOLDER})
  file(WRITE ${FOLDER}/include/whence/${header} "${text}")
  foreach(other IN LISTS ARGN)
    file(WRITE ${FOLDER}/include/whence/${other} "${first_lines}")
  endforeach()
  file(WRITE ${FOLDER}/tests/unit/core/thing_test.cpp "#include <whence/render/thing.hpp>\n#include <whence/io/thing.hpp>\n")
  execute_process(COMMAND ${CMAKE_COMMAND} -DROOT=${FOLDER} -P ${CMAKE_CURRENT_LIST_DIR}/check.cmake
    OUTPUT_VARIABLE out ERROR_VARIABLE out)
  string(REGEX REPLACE "[ \n]+" " " out "${out}")
  if(NOT out MATCHES "${regex}")
    message(SEND_ERROR "expected /${regex}/ of ${header}:\n${text}\ngot: ${out}")
  endif()
endfunction()

expect("1 headers obey" core/thing.hpp "${first_lines}struct thing {};\n")
expect("1 headers obey" render/thing.hpp "${first_lines}#include <vector>\n#include <whence/image/photo.hpp>\nstruct thing {};\n")
expect("1 headers obey" io/thing.hpp "${first_lines}#include <stb/stb_image.h>\nstruct thing {};\n")
expect("does not begin with the line // SPDX" core/thing.hpp "#pragma once\nstruct thing {};\n")
expect("lacks #pragma once" core/thing.hpp "// SPDX-License-Identifier: BSD-3-Clause\nstruct thing {};\n")
string(REPEAT "// a line\n" 248 long)
expect("has 251 lines" core/thing.hpp "${first_lines}struct thing {};\n${long}")
expect("declares nothing of the name thing" core/thing.hpp "${first_lines}struct something {};\n")
expect("has no test: neither tests/unit/core/other_test.cpp" core/other.hpp "${first_lines}struct other {};\n")
expect("lies in no layer" corn/thing.hpp "${first_lines}struct thing {};\n")
expect("must not include <whence/methods/a.hpp>" core/thing.hpp "${first_lines}#include <whence/methods/a.hpp>\nstruct thing {};\n")
expect("must not include <whence/core.hpp>" render/thing.hpp "${first_lines}#include <whence/core.hpp>\nstruct thing {};\n")
expect("must not include <whence/backends/reference/a.hpp>" methods/cam/thing.hpp
  "${first_lines}#include <whence/backends/reference/a.hpp>\nstruct thing {};\n")
expect("must not include <xtensor/xview.hpp>: only core/tensor.hpp may" core/thing.hpp
  "${first_lines}#include <xtensor/xview.hpp>\nstruct thing {};\n")
expect("must not include <rapidjson/reader.h>: only weights may" io/thing.hpp
  "${first_lines}#include <rapidjson/reader.h>\nstruct thing {};\n")
expect("includes <boost/any.hpp>, which is neither" io/thing.hpp "${first_lines}#include <boost/any.hpp>\nstruct thing {};\n")
expect("include without angle brackets" io/thing.hpp "${first_lines}#include \"photo.hpp\"\nstruct thing {};\n")
expect("core.hpp: does not lead to <whence/core/thing.hpp>" core/thing.hpp "${first_lines}struct thing {};\n" core.hpp)
expect("core/detail/thing.hpp: is private, and no umbrella leads to it" core/detail/thing.hpp
  "${first_lines}struct thing {};\n" core.hpp)
