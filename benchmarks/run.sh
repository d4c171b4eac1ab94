#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# Builds the benchmarks in Release and runs them. The random weights (553 MB) are written to the folder for temporary
# files once, and kept.
set -euo pipefail

cd "$(dirname "$(readlink --canonicalize "${BASH_SOURCE[0]}")")/.."
source cmake/packages.sh

install_missing_packages cmake ninja-build g++ libxtensor-dev libxtensor-blas-dev libopenblas-dev rapidjson-dev \
  libstb-dev libcli11-dev libssl-dev libbenchmark-dev
cmake --preset benchmarks --log-level=WARNING
cmake --build --preset benchmarks --parallel "$(count_jobs)" --target full_width_vgg16

# Older OpenBLAS picks a slower kernel where these are set; results do not depend on it, times do.
env --unset=OPENBLAS_CORETYPE --unset=OPENBLAS_L2_SIZE build/benchmarks/benchmarks/full_width_vgg16 "$@"
