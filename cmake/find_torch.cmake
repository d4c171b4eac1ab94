# SPDX-License-Identifier: BSD-3-Clause
# Finds LibTorch and makes the target whence::torch of it; where that fails, WHENCE_TORCH_MISSING says why. Included at
# file scope, by this project and by an installed whenceConfig.cmake: Torch's configuration enables CUDA as a language.
#
# With a PyPI wheel, CMAKE_PREFIX_PATH must name the wheel's torch folder (python -c "import torch; print(torch.__path__[0])").

set(WHENCE_TORCH_MISSING "")
if(NOT TARGET whence::torch)
  # Configuring for CUDA, Torch asks which architectures to compile kernels for, and fails where this CMake does not know
  # the newest compiler's standards. There are no kernels in this project: any entry will do.
  if(NOT DEFINED TORCH_CUDA_ARCH_LIST AND NOT DEFINED ENV{TORCH_CUDA_ARCH_LIST})
    set(TORCH_CUDA_ARCH_LIST 9.0)
  endif()
  find_package(Torch 1.13 QUIET)
  if(NOT Torch_FOUND)
    set(WHENCE_TORCH_MISSING "LibTorch 1.13 or newer was not found (Debian: apt-get install libtorch-dev; a wheel of \
PyPI: add its torch folder to CMAKE_PREFIX_PATH). With a wheel for CUDA, the CUDA toolkit must be found too (nvcc on \
PATH), and TORCH_CUDA_ARCH_LIST, where it is set, must be a list its compiler knows, such as 9.0.")
  else()
    get_filename_component(_whence_torch_home ${TORCH_INSTALL_PREFIX} REALPATH)
    get_filename_component(_whence_torch_library ${TORCH_LIBRARY} REALPATH)
    string(FIND "${_whence_torch_library}" "${_whence_torch_home}/" _whence_torch_inside)
    if(NOT _whence_torch_inside EQUAL 0)
      set(WHENCE_TORCH_MISSING "There are two LibTorchs: the configuration of ${_whence_torch_home} has found the library \
${_whence_torch_library}, and a program of both would abort. Add ${_whence_torch_home} itself to CMAKE_PREFIX_PATH and \
configure in an empty build folder.")
    else()
      add_library(whence::torch INTERFACE IMPORTED)
      target_link_libraries(whence::torch INTERFACE ${TORCH_LIBRARIES})
      # First of all libraries, wherever it stands among them: behind OpenBLAS, a wheel's LibTorch would take OpenBLAS's
      # functions for its own BLAS, in which complex products return their result another way.
      target_link_options(whence::torch INTERFACE
        "-Wl,--push-state,--no-as-needed,$<TARGET_FILE:torch_cpu>,--pop-state")
      # A wheel's libraries lean on others in folders beside it, which the linker has to find too.
      file(GLOB _whence_wheel_folders LIST_DIRECTORIES true ${_whence_torch_home}/../nvidia/*/lib)
      foreach(_whence_folder IN LISTS _whence_wheel_folders)
        target_link_options(whence::torch INTERFACE -Wl,-rpath-link,${_whence_folder})
      endforeach()
      if("${TORCH_CXX_FLAGS}" MATCHES "_GLIBCXX_USE_CXX11_ABI=0")
        message(WARNING "This LibTorch uses the old ABI of std::string, and with it every target that links \
whence::libtorch. Other C++ libraries of the same program must be built with _GLIBCXX_USE_CXX11_ABI=0 too, or linking \
fails for want of std::__cxx11 symbols.")
      endif()
    endif()
  endif()
endif()
