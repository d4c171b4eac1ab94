#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# Seconds that the compiler takes for representative programs, optimising (-O2), one at a time: the least of three.
#
#   CXX=clang++ seconds.sh
set -euo pipefail

cd "$(dirname "$(readlink --canonicalize "${BASH_SOURCE[0]}")")/../.."
compiler=${CXX:-c++}
object=$(mktemp --suffix=.o)
trap 'rm --force "$object"' EXIT

# least_seconds FLAG...: of compiling with these flags
least_seconds() {
  local TIMEFORMAT=%U
  for _ in 1 2 3; do
    time "$compiler" -std=c++20 -O2 -DNDEBUG -Iinclude -c -o "$object" "$@"
  done 2>&1 | sort --numeric-sort | head -1
}

# row WHAT FLAG...
row() {
  printf '%-64s %6s\n' "$1" "$(least_seconds "${@:2}")"
}

"$compiler" --version | head -1
printf '%-64s %6s\n' 'program' 's'
row 'nothing but the tensors: core/tensor.hpp' -include whence/core/tensor.hpp -x c++ /dev/null
row 'all methods, unused: core.hpp' -include whence/core.hpp -x c++ /dev/null
row 'all there is, unused: whence.hpp' -include whence/whence.hpp -x c++ /dev/null
row 'VGG16, unused: backends/reference/vgg.hpp' -include whence/backends/reference/vgg.hpp -x c++ /dev/null
row 'photo to picture, single headers: photo_to_picture.cpp' -Ibenchmarks benchmarks/startup/photo_to_picture.cpp
row 'photo to picture, one umbrella header: first_explanation.cpp' examples/first_explanation.cpp
row 'a backend of one'\''s own: own_backend.cpp' examples/own_backend.cpp
row 'seven methods by one backend: reference_methods.cpp' -Ibenchmarks benchmarks/methods/reference_methods.cpp
