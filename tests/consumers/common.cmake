# SPDX-License-Identifier: BSD-3-Clause
cmake_minimum_required(VERSION 3.25)

# run(OUT command...): stops with all the output where the command fails
function(run out)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE text ERROR_VARIABLE text)
  if(NOT result EQUAL 0)
    list(JOIN ARGN " " command)
    message(FATAL_ERROR "${command}\n${text}")
  endif()
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

# Without optimisation, as a rule: it is not what these tests are about.
set(configure ${CMAKE_COMMAND} -G ${GENERATOR} -DCMAKE_MAKE_PROGRAM=${MAKE_PROGRAM} -DCMAKE_CXX_COMPILER=${COMPILER}
  -DCMAKE_BUILD_TYPE=Debug)

# What the programs are given, as a rule: a photo, a model and where to put a picture.
if(NOT DEFINED PROGRAM)
  set(PROGRAM consumer)
endif()
set(photo ${SOURCE}/examples/data/snake.jpg)
if(PROGRAM STREQUAL "explain_my_model")
  set(arguments ${SOURCE}/tests/golden/libtorch/residual_traced.pt block ${photo} ${FOLDER}/picture.png)
else()
  set(arguments ${photo} ${SOURCE}/examples/data/vgg16_small.safetensors ${FOLDER}/picture.png)
endif()

# Where else packages are looked for: in the environment, as a list would be taken apart on its way.
if(OTHER_PREFIXES)
  set(ENV{CMAKE_PREFIX_PATH} ${OTHER_PREFIXES})
endif()

file(REMOVE_RECURSE ${FOLDER})
