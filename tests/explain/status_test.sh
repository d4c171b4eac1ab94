#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# A map without meaning is said to have none: in text, in JSON and on the page.
#
#   status_test.sh EXPLAIN SOURCE_FOLDER WRITE_MODELS
# shellcheck source=tests/explain/functions.sh
source "$(dirname "$(readlink --canonicalize "${BASH_SOURCE[0]}")")/functions.sh"
"$3" . || fail "$3 wrote no models"
photo=$data/snake.jpg

# Nothing speaks for a chain saw rather than a springer in a photo of spaniels.
nothing=("$data/spaniels.jpg" --class 'chain saw' --against 'English springer' --tap features.25)
expect 0 'the map is all zero: it says nothing, and is drawn hatched' "${nothing[@]}"
expect 0 '"status": "all zero"' "${nothing[@]}" --json
expect 1 'expected two classes, got class 8 against itself' "$photo" --class 8 --against 8

not_finite="the network's logits are not finite.*drawn hatched"
broken=(--architecture vgg11 --model nan.safetensors --size 64x64)
expect 0 "$not_finite" "$photo" "${broken[@]}"
expect 0 "$not_finite" "$photo" "${broken[@]}" --class 0 # whose own logit is finite
expect 0 "$not_finite" --tensor nan.npy
expect 0 "$not_finite" "$photo" "${broken[@]}" --method guided_backprop
"$explain" "$photo" "${broken[@]}" --json >out.json || fail 'no JSON of logits that are not finite'
holds out.json '"status": "of logits that are not finite"'
holds out.json '"classes": []'
holds out.json '"score": null'
"$explain" "$photo" "${broken[@]}" >out.txt
lacks out.txt ' %' # no probabilities

"$explain" "$photo" "${broken[@]}" --out page/ --class 1 >/dev/null || fail 'no page of logits that are not finite'
holds page/index.html "The network&#39;s logits are not finite"
lacks page/index.html '<ol>'

finish
