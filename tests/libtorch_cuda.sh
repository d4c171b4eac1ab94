#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# Builds whence::libtorch against PyPI's LibTorch for CUDA and the CUDA toolkit, shows what it links, and runs its tests:
# on the CPU, and where there is a device, on that.
#
#   tests/libtorch_cuda.sh [FOLDER]     works in FOLDER, else in build/libtorch-cuda
#
# WHENCE_TEST_PYTHON names a Python that has torch. Without it, one is set up in FOLDER/venv: 3 GB from PyPI, 7 GB on disk.
# nvcc must be on PATH, of the major version that torch was built for.
set -euo pipefail

case "${1-}" in
  -h | --help)
    echo "usage: [WHENCE_TEST_PYTHON=python] tests/libtorch_cuda.sh [FOLDER]"
    exit
    ;;
esac
root=$(readlink --canonicalize "$(dirname "$(readlink --canonicalize "${BASH_SOURCE[0]}")")/..")
folder=$(readlink --canonicalize-missing "${1:-$root/build/libtorch-cuda}")
cd "$root"
source cmake/packages.sh

if ! nvcc=$(command -v nvcc); then
  echo "nvcc is not on PATH. Install NVIDIA's CUDA toolkit (https://developer.nvidia.com/cuda-downloads)." >&2
  exit 1
fi
install_missing_packages cmake ninja-build g++ libxtensor-dev libxtensor-blas-dev libopenblas-dev rapidjson-dev \
  libstb-dev libboost-test-dev python3-venv
check_writable "$folder"
trap 'give_to_sudo_user "$folder"' EXIT

python=${WHENCE_TEST_PYTHON-}
if [[ -z "$python" ]]; then
  python=$folder/venv/bin/python
  [[ -x "$python" ]] || python3 -m venv "$folder/venv"
  "$python" -m pip install --quiet --disable-pip-version-check torch
fi

echo "== What there is"
torch_folder=$("$python" -c "import torch; print(torch.__path__[0])")
torch_cuda=$("$python" -c "import torch; print(torch.version.cuda or '')")
"$python" - <<'END'
import torch
print(f"torch {torch.__version__} in {torch.__path__[0]}, built for CUDA {torch.version.cuda}")
devices = [torch.cuda.get_device_name(i) for i in range(torch.cuda.device_count())]
print("devices:", ", ".join(devices) if devices else "none")
END
nvcc_version=$("$nvcc" --version | sed -n 's/^.*release \([0-9]*\.[0-9]*\),.*$/\1/p')
echo "nvcc $nvcc_version in $nvcc"
if [[ "${torch_cuda%%.*}" != "${nvcc_version%%.*}" ]]; then
  echo "This torch wants a toolkit of CUDA ${torch_cuda:-(it is a build for the CPU alone)}." >&2
  exit 1
fi
c++ --version | head -n 1
cmake --version | head -n 1

echo "== Building"
# Optimised a little: some tests run the reference backend too, which is compiled here. The wheel's folder must come first,
# for another LibTorch may be installed on this machine.
cmake -S . -B "$folder/build" -G Ninja -DCMAKE_BUILD_TYPE=Debug "-DCMAKE_CXX_FLAGS_DEBUG=-O1 -D_GLIBCXX_ASSERTIONS" \
  -DWHENCE_DEVELOPER_MODE=ON -DWHENCE_BUILD_EXAMPLES=OFF -DWHENCE_WITH_LIBTORCH=ON "-DCMAKE_PREFIX_PATH=$torch_folder"
cmake --build "$folder/build" --parallel "$(count_jobs 3000000)" --target unit_backends_libtorch

echo "== What the program links"
program=$folder/build/tests/unit/unit_backends_libtorch
linked=$(ldd "$program")
grep --extended-regexp 'lib(torch|c10|cudart)[a-z_]*\.' <<<"$linked"
if ! grep --quiet --fixed-strings "$torch_folder/lib/libtorch_cuda.so" <<<"$linked"; then
  echo "$program is not linked to the libtorch_cuda of $torch_folder" >&2
  exit 1
fi

echo "== Testing with CUDA"
ctest --test-dir "$folder/build" --tests-regex '^unit/backends/libtorch/' --label-regex '^cuda$' --verbose
echo "== Testing all"
ctest --test-dir "$folder/build" --tests-regex '^unit/backends/libtorch/' --output-on-failure
