#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# Recipes for other people's models, and photos that are drawn on another file.
#
#   recipe_test.sh EXPLAIN SOURCE_FOLDER WRITE_MODELS
# shellcheck source=tests/explain/functions.sh
source "$(dirname "$(readlink --canonicalize "${BASH_SOURCE[0]}")")/functions.sh"
"$3" . || fail "$3 wrote no models"
photo=$data/snake.jpg # 450 x 600
seen='450 x 600, the whole photo squeezed to 224 x 224 \(squash\)'

# Every option changes what the network sees, and the words say how.
recipe() {
  local words=$1
  shift
  expect 0 "$words$" "$photo" --save-logits logits.npy "$@"
  for other in seen_*.npy; do [[ -e $other ]] && differ logits.npy "$other"; done
  mv logits.npy "seen_$((++recipes)).npy"
}
recipes=0
recipe "$seen"
recipe "$seen, resized by bicubic" --filter bicubic
recipe "$seen, resized by box" --filter box
recipe "$seen, resized by opencv_linear" --filter opencv_linear
turned='channels in the order blue, green, red, mean 0\.406, 0\.456, 0\.485, std 0\.225, 0\.224, 0\.229'
recipe "$seen, $turned" --order bgr # the usual numbers follow their colours
recipe "$seen, ${turned/%std*/std 0\\.229, 0\\.224, 0\\.225}" --order bgr --std 0.229,0.224,0.225
recipe "$seen, mean 0, std 1" --mean 0 --std 1
recipe "$seen, mean 0\.5, std 0\.229, 0\.224, 0\.225" --mean .5,.5,.5
recipe '450 x 600, the whole photo squeezed to 96 x 160 \(squash\)' --size 96x160
recipe 'shorter side to 256, of which the middle 224 x 224 \(crop\)' --recipe crop
recipe 'shorter side to 224, of which the middle 224 x 224 \(crop\)' --recipe crop --shorter-side 224
recipe 'shorter side to 342, of which the middle 299 x 299 \(crop\)' --recipe crop --size 299x299
# The usual numbers, given by hand, are the usual recipe.
expect 0 "$seen$" "$photo" --mean 0.485,0.456,0.406 --std 0.229,0.224,0.225 --order rgb --filter bilinear \
  --size 224x224 --save-logits logits.npy
same logits.npy seen_1.npy

expect 0 "$seen, $turned$" "$photo" --order bgr --mean 0.406,0.456,0.485 --std 0.225,0.224,0.229 --save-logits logits.npy
same logits.npy seen_5.npy

# A model that takes grey photos.
grey() { expect "$1" "$2" "$photo" --architecture vgg11 --model grey.safetensors --size 64x64 "${@:3}"; }
grey 0 'squeezed to 64 x 64 \(squash\), grey, mean 0\.5, std 0\.25' --mean .5 --std .25
grey 2 'expected --mean and --std, a number each.*got neither'
grey 2 'got only one of them' --std 1
grey 2 'one number, for the model.s input is grey' --mean .5,.5,.5 --std 1
grey 2 'three channels' --mean .5 --std 1 --order bgr
expect 2 'its input as --tensor FILE\.npy' "$photo" --architecture vgg11 --model two_channels.safetensors

# Mistakes.
wrong() { expect 2 "$1" "$photo" "${@:2}"; }
for size in 64 64x 0x64 64x0 64x64x64 -1x64 1e3x64 5000x5000 ' '; do wrong 'height x width' "--size=$size"; done
wrong 'one too small' --size 8x8
for numbers in 1,2 1,2,3,4 x 1,,2 ', ' ' ' nan,nan,nanx; do wrong '3 numbers' "--mean=$numbers"; done
wrong 'finite' --mean nan
wrong 'above zero' --std 0
wrong 'above zero' --std=-1,1,1
wrong 'not in range' --recipe crop --shorter-side=-3
wrong 'at least 224' --recipe crop --shorter-side 200
wrong 'expected --recipe crop with it' --shorter-side 256
wrong 'lanczos not in' --filter lanczos
expect 1 'snake\.jpg: .*try a larger --shorter-side, or --recipe squash' "$photo" --recipe crop --size 64x224 \
  --shorter-side 64
tensor=$golden/explain/two_images.npy
for option in '--size 64x64' '--mean 0' '--std 1' '--order bgr' '--filter box' '--recipe crop' '--shorter-side 9' \
  '--show-on x' '--steps x'; do
  # shellcheck disable=SC2086  # an option and its value
  expect 2 'it without --tensor' --tensor "$tensor" $option
done

# Drawn on another file, of the same picture.
expect 0 'drawn on .*church_reims_cathedral\.jpg, 600 x 800' "$photo" --show-on "$data/church_reims_cathedral.jpg" \
  --style overlay --out elsewhere.png
is_png elsewhere.png
# The width and height in a PNG's header: 800 x 600, the other file's.
[[ $(od --address-radix=n --format=x1 --skip-bytes=16 --read-bytes=8 elsewhere.png | tr --delete ' ') == \
  0000032000000258 ]] || fail 'the overlay has not the size of the file it is drawn on'
expect 1 'in another size: height to width as 450 x 600, got 534 x 800' "$photo" \
  --show-on "$data/church_berlin_cathedral.jpg"
expect 1 'No such file' "$photo" --show-on nosuch.jpg
expect 2 'a single PHOTO' "$photo" "$photo" --show-on "$photo"

finish
