#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# Every method that the program lists: it runs, takes the options that the list says, and says how far it is.
#
#   methods_test.sh EXPLAIN SOURCE_FOLDER
# shellcheck source=tests/explain/functions.sh
source "$(dirname "$(readlink --canonicalize "${BASH_SOURCE[0]}")")/functions.sh"
photo=$data/snake.jpg
small=("$photo" --size 32x32)
references=(--references "$data/spaniels.jpg" --references "$data/church_reims_cathedral.jpg")

# The list, a line a method.
list_methods >list
names=$(cut --delimiter=' ' --fields=1 list)
[[ $(wc --words <<<"$names") == 28 ]] || fail "not 28 methods: $names"

for method in $names; do
  these=("${small[@]}" --method "$method")
  takes "$method" --references && these+=("${references[@]}")
  takes "$method" --samples && these+=(--samples 2)
  "$explain" "${these[@]}" --out "$method.png" --save-map "$method.npy" --json >"$method.json" 2>messages ||
    fail "$method ended with $?: $(cat messages)"
  [[ -s messages ]] && fail "$method said: $(cat messages)"
  is_png "$method.png"
  holds "$method.json" "\"method\": \"$method\""
  holds "$method.json" '"status": "'
  if takes "$method" --batch; then # whatever it is, the same bits
    expect 0 "by $method" "${these[@]}" --batch 3 --save-map batch.npy
    same "$method.npy" batch.npy
  else
    expect 2 '--batch: expected a method of many passes' "${these[@]}" --batch 3
  fi
  if takes "$method" --seed; then
    expect 0 "by $method" "${these[@]}" --seed 7 --save-map seed.npy
    differ "$method.npy" seed.npy
  else
    expect 2 '--seed: expected a method of random numbers' "${these[@]}" --seed 7
  fi
  if takes "$method" --samples; then
    expect 0 "by $method" "${these[@]/#2/3}" --save-map samples.npy
    differ "$method.npy" samples.npy
  else
    expect 2 "--samples: expected a method of samples .*, got --method $method" "${these[@]}" --samples 2
  fi
done

# What they answer.
for method in grad_cam layer_cam score_cam; do shape $method.npy '(1, 2, 2)'; done
for method in occlusion rise test_time_augmentation; do shape $method.npy '(1, 32, 32)'; done
for method in saliency integrated_gradients expected_gradients smooth_grad; do shape $method.npy '(1, 3, 32, 32)'; done

for other in layer_cam hires_cam random_cam eigen_cam; do differ grad_cam.npy $other.npy; done
holds integrated_gradients.json '"completeness_gap": '
lacks saliency.json '"completeness_gap": '
expect 0 'add up to what the score gained on the way, but for -?0\.0' "$photo" --method integrated_gradients --samples 100

# What they ask.
holds grad_cam.json '"question": "logit"'
holds rise.json '"question": "probability"'
expect 0 'probability 0\.[0-9]+, by rise$' "${small[@]}" --method rise --samples 2
expect 0 'margin -?[0-9.]+, by rise$' "${small[@]}" --method rise --samples 2 --against 0
expect 0 '"question": "margin"' "${small[@]}" --method rise --samples 2 --against 0 --json

# Where they look: a method that is made for maps without negative values, behind the ReLU.
for method in grad_cam layer_cam guided_grad_cam; do holds $method.json '"tap": "features.28"'; done
for method in score_cam xgrad_cam eigen_cam; do holds $method.json '"tap": "features.29"'; done
for method in saliency rise occlusion; do lacks $method.json '"tap"'; done
expect 0 'by score_cam at features\.28' "${small[@]}" --method score_cam --tap features.28

# Signs.
expect 0 'by test_time_augmentation' "${small[@]}" --method test_time_augmentation --signed --save-map signed.npy
differ signed.npy test_time_augmentation.npy

# Images to compare with: photos, prepared alike, and arrays.
of_references=("${small[@]}" --method expected_gradients --samples 2)
expect 2 'expected --references FILE with it' "${of_references[@]}"
expect 1 'nosuch\.jpg' "${of_references[@]}" --references nosuch.jpg
expect 1 'two_images\.npy: expected images like those of .*\(2, 3, 32, 32\), got \(2, 3, 64, 64\)' "${of_references[@]}" "${references[@]}" \
  --references "$golden/explain/two_images.npy"
expect 0 'image 1' --tensor "$golden/explain/two_images.npy" --method expected_gradients --samples 2 \
  --references "$golden/explain/two_images.npy"
expect 2 'spaniels\.jpg: expected an \.npy with --tensor' --tensor "$golden/explain/two_images.npy" \
  --method expected_gradients "${references[@]}"
expect 2 'expected a method of references' "${small[@]}" "${references[@]}"

# Mistakes.
expect 2 "--method eigen: expected one of --list-methods, such as eigen_grad_cam, eigen_cam or .*, got 'eigen'" \
  "$photo" --method eigen
expect 2 'such as grad_cam' "$photo" --method Grad-CAM
expect 2 '--samples: .*0 not in range' "$photo" --method rise --samples 0
expect 2 '--batch: .*0 not in range' "$photo" --method rise --batch 0
for seed in -1 x 1.5; do expect 2 '--seed' "$photo" --method rise --seed=$seed; done

# How far it is: on a terminal, and nowhere else.
slow=("$photo" --size 64x64 --method rise --samples 600)
bar='rise [0-9]+ % [0-9]+/601'
if command -v script >/dev/null; then
  on_terminal() { script --quiet --return --command "$(printf '%q ' "$explain" "$@")" /dev/null </dev/null; }
  on_terminal "${slow[@]}" >terminal || fail "rise on a terminal ended with $?"
  grep --extended-regexp --quiet "$bar" terminal || fail "no progress on a terminal: $(cat -v terminal)"
  grep --quiet 'written: ' terminal || fail "nothing but progress on a terminal: $(cat -v terminal)"
  on_terminal "${slow[@]}" --json >terminal || fail "rise --json on a terminal ended with $?"
  grep --extended-regexp --quiet "$bar" terminal && fail "progress in JSON: $(cat -v terminal)"
  on_terminal "${slow[@]}" "$data/spaniels.jpg" >terminal || fail "an album on a terminal ended with $?"
  grep --extended-regexp --quiet 'rise, photo 2 of 2 [0-9]+ %' terminal || fail "no progress of an album: $(cat -v terminal)"
else
  echo 'no script(1): what is drawn on a terminal was not looked at'
fi
"$explain" "${slow[@]}" >text 2>messages || fail "rise in a pipe ended with $?"
[[ -s messages ]] && fail "progress in a pipe: $(cat -v messages)"
lacks text $'\r'

finish
