# SPDX-License-Identifier: BSD-3-Clause
# Installs whence to PREFIX and looks at what arrived: every header, the package files, the licence, nothing else.
# LIBTORCH: with the component that is to be asked for.
include(${CMAKE_CURRENT_LIST_DIR}/common.cmake)

file(REMOVE_RECURSE ${PREFIX})
run(out ${configure} -S ${SOURCE} -B ${FOLDER} -DWHENCE_BUILD_EXAMPLES=OFF "-DWHENCE_WITH_LIBTORCH=${LIBTORCH}")
run(out ${CMAKE_COMMAND} --install ${FOLDER} --prefix ${PREFIX})

file(GLOB_RECURSE headers RELATIVE ${SOURCE}/include ${SOURCE}/include/*)
if(NOT LIBTORCH)
  list(FILTER headers EXCLUDE REGEX "^whence/(backends/libtorch/|libtorch\\.hpp$)")
endif()
foreach(header IN LISTS headers)
  if(NOT EXISTS ${PREFIX}/include/${header})
    message(SEND_ERROR "${header} was not installed")
  endif()
endforeach()
file(GLOB_RECURSE files RELATIVE ${PREFIX} ${PREFIX}/*)
list(FILTER files EXCLUDE REGEX "^include/whence/|^share/cmake/whence/[A-Za-z_]+\\.cmake$|^share/doc/whence/LICENSE$")
if(files)
  message(SEND_ERROR "installed besides what should be: ${files}")
endif()

file(GLOB package_files ${PREFIX}/share/cmake/whence/*)
foreach(file IN LISTS package_files)
  file(READ ${file} text)
  string(FIND "${text}" "${SOURCE}" position)
  if(NOT position EQUAL -1)
    message(SEND_ERROR "${file} names the source folder; it would not work on another machine")
  endif()
endforeach()
