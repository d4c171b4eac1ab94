#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# Installs what is missing, builds `explain`, and explains two photographs.
#
#   examples/quickstart.sh [FOLDER]     the pictures go to FOLDER, else to out/ beside README.md
set -euo pipefail

case "${1-}" in
  -h | --help)
    echo "usage: examples/quickstart.sh [FOLDER]"
    exit
    ;;
esac
root=$(readlink --canonicalize "$(dirname "$(readlink --canonicalize "${BASH_SOURCE[0]}")")/..")
out=$(readlink --canonicalize-missing "${1:-$root/out}")
cd "$root"
source cmake/packages.sh

install_missing_packages cmake ninja-build g++ libxtensor-dev libxtensor-blas-dev libopenblas-dev rapidjson-dev \
  libstb-dev libcli11-dev libssl-dev
check_writable build build/release "$out"
trap 'give_to_sudo_user build out "$out"/{snake,church_berlin_cathedral}.png' EXIT

echo "Building explain (about a minute) ..."
cmake --preset release --log-level=WARNING
cmake --build --preset release --parallel "$(count_jobs)" --target explain

mkdir -p "$out"
for photo in snake church_berlin_cathedral; do
  echo
  build/release/examples/explain "examples/data/$photo.jpg" --out "$out/$photo.png"
done
cat <<END

The pictures are in $out:
snake.png: the network calls the snake a golf ball; the warm part of the map lies on its scales, which look like dimples.
church_berlin_cathedral.png: it calls the cathedral a church; the warm parts of the map lie on the towers.
END
