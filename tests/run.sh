#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# Installs what is missing, then builds everything in developer mode and runs all tests.
#
#   tests/run.sh [gcc|clang|asan|tsan|all]...     without a word: gcc clang
set -euo pipefail

cd "$(dirname "$(readlink --canonicalize "${BASH_SOURCE[0]}")")/.."
source cmake/packages.sh

presets=()
for word in "${@:-default}"; do
  case "$word" in
    gcc | clang) presets+=("dev-$word") ;;
    asan | tsan) presets+=("$word") ;;
    default) presets+=(dev-gcc dev-clang) ;;
    all) presets+=(dev-gcc dev-clang asan tsan) ;;
    *)
      echo "usage: tests/run.sh [gcc|clang|asan|tsan|all]..." >&2
      exit 2
      ;;
  esac
done

install_missing_packages cmake ninja-build g++ clang libxtensor-dev libxtensor-blas-dev libopenblas-dev \
  rapidjson-dev libstb-dev libcli11-dev libssl-dev libboost-test-dev libbenchmark-dev
for preset in "${presets[@]}"; do
  check_writable build "build/$preset"
done
trap 'give_to_sudo_user build' EXIT

jobs=$(count_jobs)
for preset in "${presets[@]}"; do
  echo "== Building with preset $preset, $jobs at once"
  cmake --preset "$preset"
  cmake --build --preset "$preset" --parallel "$jobs"
  cmake --build --preset "$preset" --parallel "$jobs" --target all_verify_interface_header_sets
done
for preset in "${presets[@]}"; do
  echo "== Testing with preset $preset"
  ctest --preset "$preset" --parallel "$jobs"
done
