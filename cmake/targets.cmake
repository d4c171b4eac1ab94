# SPDX-License-Identifier: BSD-3-Clause
# One INTERFACE target an umbrella header: whence::core is <whence/core.hpp>. tests/architecture/layers.txt says which
# folder may include which.

# whence_add_target(NAME FOLDERS folder... LINKS target...): does nothing where the component was not asked for.
function(whence_add_target name)
  if(NOT name IN_LIST _whence_components)
    return()
  endif()
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "FOLDERS;LINKS")
  whence_find_libraries(missing ${name})
  if(missing)
    message(FATAL_ERROR "whence::${name}: ${missing}")
  endif()
  set(headers ${PROJECT_SOURCE_DIR}/include/whence/${name}.hpp)
  foreach(folder IN LISTS arg_FOLDERS)
    file(GLOB_RECURSE found CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/include/whence/${folder}/*.hpp)
    list(APPEND headers ${found})
  endforeach()
  foreach(need IN LISTS _whence_${name}_needs)
    list(APPEND arg_LINKS whence::${need})
  endforeach()
  add_library(whence_${name} INTERFACE)
  add_library(whence::${name} ALIAS whence_${name})
  set_target_properties(whence_${name} PROPERTIES EXPORT_NAME ${name})
  target_compile_features(whence_${name} INTERFACE cxx_std_20)
  target_sources(whence_${name} INTERFACE
    FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR}/include FILES ${headers})
  target_link_libraries(whence_${name} INTERFACE ${arg_LINKS})
endfunction()

set(_whence_wanted ${WHENCE_COMPONENTS})
if(WHENCE_WITH_LIBTORCH)
  list(APPEND _whence_wanted libtorch)
endif()
whence_close_components(_whence_components ${_whence_wanted})
if(_whence_components_unknown)
  message(FATAL_ERROR "whence: WHENCE_COMPONENTS names ${_whence_components_unknown}, which does not exist; "
    "there are: ${_whence_all_components}")
endif()

if("libtorch" IN_LIST _whence_components)
  include(cmake/find_torch.cmake)
endif()

whence_add_target(core
  FOLDERS core concepts scores relu_rules image methods render
  LINKS xtensor Threads::Threads)
whence_add_target(reference
  FOLDERS weights backends/reference
  LINKS whence::openblas whence::rapidjson)
whence_add_target(io
  FOLDERS io
  LINKS whence::stb)
whence_add_target(testing
  FOLDERS testing)
whence_add_target(libtorch
  FOLDERS backends/libtorch
  LINKS whence::torch)
whence_add_target(whence)
