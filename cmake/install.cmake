# SPDX-License-Identifier: BSD-3-Clause
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(_package_dir ${CMAKE_INSTALL_DATADIR}/cmake/whence)

# One export set a component, so that whenceConfig.cmake can leave out those that were not asked for.
foreach(_component IN LISTS _whence_components)
  install(TARGETS whence_${_component} EXPORT whence_${_component}
    FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
  install(EXPORT whence_${_component} NAMESPACE whence:: DESTINATION ${_package_dir}
    FILE whence_${_component}.cmake)
endforeach()

configure_package_config_file(cmake/whenceConfig.cmake.in ${PROJECT_BINARY_DIR}/whenceConfig.cmake
  INSTALL_DESTINATION ${_package_dir}
  NO_SET_AND_CHECK_MACRO NO_CHECK_REQUIRED_COMPONENTS_MACRO)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/whenceConfigVersion.cmake
  COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
install(FILES
  ${PROJECT_BINARY_DIR}/whenceConfig.cmake
  ${PROJECT_BINARY_DIR}/whenceConfigVersion.cmake
  ${PROJECT_SOURCE_DIR}/cmake/components.cmake
  ${PROJECT_SOURCE_DIR}/cmake/find_torch.cmake
  DESTINATION ${_package_dir})
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
