# SPDX-License-Identifier: BSD-3-Clause
# What the targets stand on. Read by this project and, installed, by whenceConfig.cmake; whence_require(VARIABLE PACKAGE)
# says which Debian package brings what is missing.

function(whence_require found package)
  if(NOT ${found})
    message(FATAL_ERROR "whence: ${found} is not set; on Debian: apt-get install ${package}")
  endif()
endfunction()

if(NOT TARGET xtensor)
  find_package(xtensor QUIET)
  whence_require(xtensor_FOUND libxtensor-dev)
endif()

# xtensor-blas is used for its typed wrapper of CBLAS alone. Its package configuration would link whatever BLAS and LAPACK
# the machine's alternatives point to; we ask for OpenBLAS by name.
if(NOT TARGET whence::openblas)
  find_path(WHENCE_XTENSOR_BLAS_INCLUDE_DIR xtensor-blas/xblas_config.hpp)
  whence_require(WHENCE_XTENSOR_BLAS_INCLUDE_DIR libxtensor-blas-dev)
  find_library(WHENCE_OPENBLAS_LIBRARY openblas)
  whence_require(WHENCE_OPENBLAS_LIBRARY libopenblas-dev)
  add_library(whence::openblas INTERFACE IMPORTED)
  target_include_directories(whence::openblas INTERFACE ${WHENCE_XTENSOR_BLAS_INCLUDE_DIR})
  target_link_libraries(whence::openblas INTERFACE ${WHENCE_OPENBLAS_LIBRARY})
endif()

if(NOT TARGET nlohmann_json::nlohmann_json)
  find_package(nlohmann_json 3.10 QUIET)
  whence_require(nlohmann_json_FOUND nlohmann-json3-dev)
endif()

# stb is compiled by us under our own limits: its directory is an include path, Debian's libstb is never linked.
if(NOT TARGET whence::stb)
  find_path(WHENCE_STB_INCLUDE_DIR stb/stb_image.h)
  whence_require(WHENCE_STB_INCLUDE_DIR libstb-dev)
  add_library(whence::stb INTERFACE IMPORTED)
  target_include_directories(whence::stb INTERFACE ${WHENCE_STB_INCLUDE_DIR})
endif()

find_package(Threads REQUIRED)
