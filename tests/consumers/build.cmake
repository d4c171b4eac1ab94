# SPDX-License-Identifier: BSD-3-Clause
# Configures PROJECT against the installed whence, builds it and runs its program, PROGRAM. BARE: nothing is found on the
# machine besides xtensor. REFUSAL: configuring must fail, with a message that matches. EXPECTED: what the program prints
# matches it.
include(${CMAKE_CURRENT_LIST_DIR}/common.cmake)

list(APPEND configure -S ${CMAKE_CURRENT_LIST_DIR}/${PROJECT} -B ${FOLDER} -DCMAKE_PREFIX_PATH=${PREFIX})
if(DEFINED COMPONENTS)
  list(APPEND configure -DCOMPONENTS=${COMPONENTS} -DOPTIONAL=${OPTIONAL})
endif()
if(BARE)
  list(APPEND configure -DCMAKE_FIND_USE_CMAKE_SYSTEM_PATH=OFF -DCMAKE_FIND_USE_SYSTEM_ENVIRONMENT_PATH=OFF
    -Dxtensor_DIR=${xtensor_DIR} -Dxtl_DIR=${xtl_DIR})
endif()

if(REFUSAL)
  execute_process(COMMAND ${configure} RESULT_VARIABLE result OUTPUT_VARIABLE text ERROR_VARIABLE text)
  string(REGEX REPLACE "[ \n]+" " " text "${text}")
  if(result EQUAL 0 OR NOT text MATCHES "${REFUSAL}")
    message(FATAL_ERROR "expected to fail with /${REFUSAL}/, got (${result}): ${text}")
  endif()
  return()
endif()

run(out ${configure})
if(NOT CONFIGURE_ONLY)
  run(out ${CMAKE_COMMAND} --build ${FOLDER})
  run(out ${CMAKE_COMMAND} -E env --unset=LD_LIBRARY_PATH ${FOLDER}/${PROGRAM} ${arguments})
  if(NOT out MATCHES "${EXPECTED}")
    message(FATAL_ERROR "expected /${EXPECTED}/, got: ${out}")
  endif()
endif()
