#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# Installs what is missing, then builds everything in developer mode and runs all tests.
#
#   tests/run.sh [gcc|clang|libtorch|asan|tsan|all]...     without a word: gcc libtorch clang
#
# libtorch stands for what needs LibTorch, with g++: 600 MB of Debian packages, and the slowest files to compile.
set -euo pipefail

cd "$(dirname "$(readlink --canonicalize "${BASH_SOURCE[0]}")")/.."
source cmake/packages.sh

presets=()
for word in "${@:-default}"; do
  case "$word" in
    gcc | clang) presets+=("dev-$word") ;;
    libtorch | asan | tsan) presets+=("$word") ;;
    default) presets+=(dev-gcc libtorch dev-clang) ;;
    all) presets+=(dev-gcc libtorch dev-clang asan tsan) ;;
    *)
      echo "usage: tests/run.sh [gcc|clang|libtorch|asan|tsan|all]..." >&2
      exit 2
      ;;
  esac
done

packages=(cmake ninja-build g++ clang libxtensor-dev libxtensor-blas-dev libopenblas-dev rapidjson-dev libstb-dev
  libcli11-dev libssl-dev libboost-test-dev libbenchmark-dev valgrind)
[[ " ${presets[*]} " != *" libtorch "* ]] || packages+=(libtorch-dev)
install_missing_packages "${packages[@]}"
for preset in "${presets[@]}"; do
  check_writable build "build/$preset"
done
trap 'give_to_sudo_user build' EXIT

for preset in "${presets[@]}"; do
  jobs=$(count_jobs)
  [[ "$preset" != libtorch ]] || jobs=$(count_jobs 2500000)
  echo "== Building with preset $preset, $jobs at once"
  cmake --preset "$preset"
  cmake --build --preset "$preset" --parallel "$jobs"
  # That each header stands by itself, g++ sees for all; LibTorch's forty times over would take as long as all else.
  [[ "$preset" == libtorch || "$preset" == dev-clang ]] ||
    cmake --build --preset "$preset" --parallel "$jobs" --target all_verify_interface_header_sets
done
for preset in "${presets[@]}"; do
  echo "== Testing with preset $preset"
  ctest --preset "$preset" --parallel "$(count_jobs)"
done
