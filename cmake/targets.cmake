# SPDX-License-Identifier: BSD-3-Clause
# One INTERFACE target an umbrella header. A target's headers are the folders it names (see docs/explanation/layers.md).

# whence_add_target(NAME FOLDERS folder... LINKS target...)
function(whence_add_target name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "FOLDERS;LINKS")
  set(headers ${PROJECT_SOURCE_DIR}/include/whence/${name}.hpp)
  foreach(folder IN LISTS arg_FOLDERS)
    file(GLOB_RECURSE found CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/include/whence/${folder}/*.hpp)
    list(APPEND headers ${found})
  endforeach()
  add_library(whence_${name} INTERFACE)
  add_library(whence::${name} ALIAS whence_${name})
  set_target_properties(whence_${name} PROPERTIES EXPORT_NAME ${name})
  target_compile_features(whence_${name} INTERFACE cxx_std_20)
  target_sources(whence_${name} INTERFACE
    FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR}/include FILES ${headers})
  target_link_libraries(whence_${name} INTERFACE ${arg_LINKS})
endfunction()

whence_add_target(core
  FOLDERS core concepts scores relu_rules image methods render
  LINKS xtensor Threads::Threads)
whence_add_target(reference
  FOLDERS weights backends/reference
  LINKS whence::core whence::openblas nlohmann_json::nlohmann_json)
whence_add_target(io
  FOLDERS io
  LINKS whence::core whence::stb)
whence_add_target(testing
  FOLDERS testing
  LINKS whence::core)
whence_add_target(whence
  LINKS whence::core whence::reference whence::io)
