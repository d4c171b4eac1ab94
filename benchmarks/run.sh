#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# Builds the benchmarks in Release and runs all of them, or those named; what follows `--` goes to the programs that are
# built on Google Benchmark. The random weights (553 MB) are written to the folder for temporary files once, and kept.
#
#   run.sh                                     # all: half an hour
#   run.sh kernels methods
#   run.sh methods -- --benchmark_filter=fast/
#
# Names: kernels methods scaling memory startup compile_time weights. compare_peers.py, beside this, is by itself.
set -euo pipefail

cd "$(dirname "$(readlink --canonicalize "${BASH_SOURCE[0]}")")/.."
source cmake/packages.sh

declare -A programs=(
  [kernels]='convolutions layers' [methods]='reference_methods' [scaling]='scaling' [memory]='peak_memory'
  [startup]='startup' [weights]='load_full_width_pth' [compile_time]=''
)
names=() options=()
while (($# > 0)) && [[ "$1" != -- ]]; do
  if [[ ! -v "programs[$1]" ]]; then
    echo "run.sh: no benchmark is called '$1'; there are: kernels methods scaling memory startup compile_time weights" >&2
    exit 2
  fi
  names+=("$1")
  shift
done
if (($# > 0)); then options=("${@:2}"); fi
if ((${#names[@]} == 0)); then names=(kernels methods scaling memory startup compile_time weights); fi

install_missing_packages cmake ninja-build g++ libxtensor-dev libxtensor-blas-dev libopenblas-dev rapidjson-dev \
  libstb-dev libcli11-dev libssl-dev libbenchmark-dev
cmake --preset benchmarks --log-level=WARNING

targets=()
for name in "${names[@]}"; do read -r -a some <<<"${programs[$name]}" && targets+=("${some[@]}"); done
if ((${#targets[@]} > 0)); then
  cmake --build --preset benchmarks --parallel "$(count_jobs)" --target "${targets[@]}"
fi
# Built only where the folder was configured with WHENCE_WITH_LIBTORCH.
if [[ " ${names[*]} " == *' methods '* ]] && grep --quiet 'WHENCE_WITH_LIBTORCH:BOOL=ON' build/benchmarks/CMakeCache.txt; then
  cmake --build --preset benchmarks --target libtorch_methods
  programs[methods]+=' libtorch_methods'
fi

# Older OpenBLAS picks a slower kernel where these are set; results do not depend on it, times do.
unset OPENBLAS_CORETYPE OPENBLAS_L2_SIZE
for name in "${names[@]}"; do
  if [[ "$name" == compile_time ]]; then benchmarks/compile_time/seconds.sh; fi
  for program in ${programs[$name]}; do
    echo "--- $program"
    if [[ "$name" == memory ]]; then
      "build/benchmarks/benchmarks/$program"
    else
      "build/benchmarks/benchmarks/$program" "${options[@]}"
    fi
  done
done
