# SPDX-License-Identifier: BSD-3-Clause
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(_package_dir ${CMAKE_INSTALL_DATADIR}/cmake/whence)
install(TARGETS whence_core whence_reference whence_io whence_testing whence_whence
  EXPORT whenceTargets FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(EXPORT whenceTargets NAMESPACE whence:: DESTINATION ${_package_dir})
configure_package_config_file(cmake/whenceConfig.cmake.in ${PROJECT_BINARY_DIR}/whenceConfig.cmake
  INSTALL_DESTINATION ${_package_dir})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/whenceConfigVersion.cmake
  COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
install(FILES
  ${PROJECT_BINARY_DIR}/whenceConfig.cmake
  ${PROJECT_BINARY_DIR}/whenceConfigVersion.cmake
  ${PROJECT_SOURCE_DIR}/cmake/dependencies.cmake
  DESTINATION ${_package_dir})
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
