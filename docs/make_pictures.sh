#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# Makes the pictures of README.md and docs/.
#
#   docs/make_pictures.sh [FOLDER]     FOLDER holds the programs explain, compare_methods and own_backend; else they
#                                      are built
#
# pngquant (a Debian package of that name) brings each picture to 256 colours, a third of its size.
set -euo pipefail

root=$(readlink --canonicalize "$(dirname "$(readlink --canonicalize "${BASH_SOURCE[0]}")")/..")
if ! command -v pngquant >/dev/null; then
  echo "pngquant is missing (Debian: apt-get install pngquant)" >&2
  exit 1
fi
programs=$(readlink --canonicalize "${1:-$root/build/release/examples}")
cd "$root"
if (($# == 0)); then
  cmake --preset release --log-level=WARNING
  cmake --build --preset release --target explain compare_methods own_backend
fi

photos=examples/data
pictures=docs/pictures
"$programs/explain" $photos/snake.jpg --out $pictures/snake.png
"$programs/explain" $photos/spaniels.jpg --class "English springer" --out $pictures/springer.png
"$programs/explain" $photos/spaniels.jpg --class "English springer" --signed --out $pictures/springer_signed.png
"$programs/explain" $photos/spaniels.jpg --class "English springer" --method guided_backprop \
  --out $pictures/springer_guided_backprop.png
"$programs/explain" $photos/spaniels.jpg --class "chain saw" --against "English springer" --tap features.25 \
  --out $pictures/nothing.png
steps=$(mktemp --directory)
trap 'rm --recursive "$steps"' EXIT
"$programs/explain" $photos/church_berlin_cathedral.jpg --steps "$steps" --out "$steps/panel.png" >/dev/null
cp "$steps/figure_09_signed_and_rectified.png" $pictures/steps.png
"$programs/compare_methods" $photos/snake.jpg $photos/church_berlin_cathedral.jpg \
  --only grad_cam,hires_cam,score_cam,guided_backprop,occlusion --out "$steps" >/dev/null
cp "$steps/contact_sheet.png" $pictures/contact_sheet.png
"$programs/own_backend" $photos/church_berlin_cathedral.jpg $pictures/own_backend.png >/dev/null

pngquant --force --skip-if-larger --strip --speed 1 --quality 60-95 --ext .png $pictures/*.png
ls -l $pictures
