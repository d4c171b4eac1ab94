#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# How the model is computed: engines and instruction sets.
#
#   engine_test.sh EXPLAIN SOURCE_FOLDER WRITE_MODELS
# shellcheck source=tests/explain/functions.sh
source "$(dirname "$(readlink --canonicalize "${BASH_SOURCE[0]}")")/functions.sh"
"$3" . || fail "$3 wrote no models"
photo=$data/snake.jpg

# Every engine says the same, to as many digits as are printed.
says='explained: golf ball \(class 8\), logit 2\.162, by grad_cam at features\.28'
for engine in exact fast lean; do
  expect 0 "$says" "$photo" --engine $engine --save-logits $engine.npy
done
expect 0 "$says" "$photo" --save-logits usual.npy
same usual.npy fast.npy
same lean.npy fast.npy
differ exact.npy fast.npy # by rounding: a logit of 2.162 has more digits than that

# Files' models too.
for engine in exact fast; do
  expect 0 'explained: class [0-9]+, logit' "$photo" --model rgb.safetensors --architecture vgg11 --engine $engine \
    --save-logits rgb_$engine.npy
done
differ rgb_exact.npy rgb_fast.npy

# What a processor has, the environment may ask for; of what it lacks it gets the best it has.
for set in baseline avx2 avx512 nosuch; do
  WHENCE_INSTRUCTION_SET=$set expect 0 "$says" "$photo" --save-logits $set.npy
done
same nosuch.npy avx512.npy

expect 2 "quick not in \{exact,fast,lean\}" "$photo" --engine quick

finish
