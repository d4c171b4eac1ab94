#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# The program `explain` as a user meets it: what it prints, writes and answers to mistakes.
#
#   explain_test.sh EXPLAIN SOURCE_FOLDER
set -uo pipefail

explain=$1
data=$2/examples/data
golden=$2/tests/golden
work=$(mktemp --directory)
trap 'rm --recursive --force "$work"' EXIT
cd "$work" # far from the sources: the model and the labels are inside the program
failures=0

fail() {
  echo "FAILED: $*"
  failures=$((failures + 1))
}

# expect STATUS PATTERN ARGUMENT...: the exit status, and an extended regular expression that the output contains
expect() {
  local status=$1 pattern=$2
  shift 2
  local output got=0
  output=$("$explain" "$@" 2>&1) || got=$?
  [[ $got == "$status" ]] || fail "explain $* ended with $got, not $status: $output"
  grep --extended-regexp --quiet -- "$pattern" <<<"$output" || fail "explain $* said nothing like '$pattern': $output"
}

# starts FILE BYTES: the file exists and begins so
starts() {
  local file=$1 bytes=$2
  [[ -s $file ]] || { fail "$file is missing or empty"; return; }
  [[ $(head --bytes=${#bytes} "$file" | tr --delete '\0') == "$bytes" ]] || fail "$file does not begin with $bytes"
}

# shape FILE.npy TEXT: the array's shape
shape() { grep --text --quiet --fixed-strings "'shape': $2" "$1" || fail "$1 is not of shape $2: $(head -1 "$1")"; }

# What it is for.
expect 0 '63\.[0-9] %  golf ball' "$data/snake.jpg"
starts explanation.png $'\x89PNG'
expect 0 'explained: golf ball \(class 8\), logit 2\.1[0-9]*, by grad_cam at features\.28' "$data/snake.jpg" --out a.png
expect 0 'English springer \(class 1\), logit' "$data/spaniels.jpg" --class 'english SPRINGER' --out springer.png
expect 0 'class 1\) against chain saw \(class 3\), margin -' "$data/spaniels.jpg" --class 1 --against 'chain saw'
expect 0 'written: overlay.png' "$data/church_reims_cathedral.jpg" --style overlay --recipe crop --out overlay.png
expect 0 'shorter side to 256, of which the middle 224 x 224 \(crop\)' "$data/church_reims_cathedral.jpg" --recipe crop
starts overlay.png $'\x89PNG'

# Every method, its arrays and pictures.
for method in grad_cam input_gradient guided_backprop deconvnet guided_grad_cam; do
  expect 0 "by $method" "$data/snake.jpg" --method "$method" --style heatmap --out "$method.png" \
    --save-map "$method.npy" --save-logits logits.npy
  starts "$method.png" $'\x89PNG'
done
shape grad_cam.npy '(1, 14, 14)'
shape guided_backprop.npy '(1, 3, 224, 224)'
shape logits.npy '(1, 10)'
expect 0 'at features\.22' "$data/snake.jpg" --tap features.22 --save-map deeper.npy --signed --out signed.png
shape deeper.npy '(1, 28, 28)'
cmp --silent deeper.npy grad_cam.npy && fail 'another tap gave the same map'

# The same photo, twice: the same bytes.
expect 0 'written' "$data/snake.jpg" --out again.png
cmp --silent a.png again.png || fail 'the same photo gave two pictures'

# Whatever OpenBLAS is told about its own threads: the same bits.
for threads in 1 2 7; do
  OPENBLAS_NUM_THREADS=$threads "$explain" "$data/snake.jpg" --method guided_grad_cam --out a.png \
    --save-map "threads$threads.npy" >/dev/null || fail "OPENBLAS_NUM_THREADS=$threads"
  cmp --silent threads1.npy "threads$threads.npy" || fail "other bits with OPENBLAS_NUM_THREADS=$threads"
done

# A tensor that was prepared elsewhere, two images in it.
expect 0 'image 1' --tensor "$golden/explain/two_images.npy" --out tensor.png --save-map tensor.npy --save-logits t.npy
shape tensor.npy '(2, 4, 4)'
shape t.npy '(2, 10)'
expect 2 'style panel: expected heatmap' --tensor "$golden/explain/two_images.npy" --style panel

# Lists and JSON.
expect 0 'features\.28 +convolution +128 +14 x 14 +16 +7\.5' --list-taps
expect 0 '^guided_grad_cam ' --list-methods
expect 0 '"status": "meaningful"' "$data/snake.jpg" --json
expect 0 'Usage: explain' --help

# A map without meaning is said to have none.
expect 0 'the map is all zero: it says nothing, and is drawn hatched' "$data/snake.jpg" --class 8 --against 8

# Mistakes: status 2 for the command line, 1 for files.
expect 2 'expected a PHOTO, or --tensor' # nothing at all
expect 2 'both' "$data/snake.jpg" --tensor x.npy
expect 2 'not expected: --frobnicate' "$data/snake.jpg" --frobnicate
expect 2 'eigen not in' "$data/snake.jpg" --method eigen
expect 2 "such as features\.2" "$data/snake.jpg" --tap features.92
expect 2 'classifier\.3.*nowhere in the picture' "$data/snake.jpg" --tap classifier.3
expect 2 'a name such as English springer' "$data/snake.jpg" --class springer
expect 2 'an index below 10' "$data/snake.jpg" --class 10
expect 2 'the model inside this program is a vgg16' "$data/snake.jpg" --architecture vgg19
expect 1 'nosuch\.jpg: expected .*No such file' nosuch.jpg
expect 1 'expected a file, got a directory' "$data"
expect 1 'labels\.txt: expected a JPEG or PNG' "$data/labels.txt"
expect 1 'nosuch: expected .*No such file' "$data/snake.jpg" --model nosuch
expect 1 "features\.16\.weight" "$data/snake.jpg" --model "$data/vgg16_small.safetensors" --architecture vgg19
expect 1 'expected 10 names' "$data/snake.jpg" --labels "$data/imagenet_labels.txt"
expect 1 'expected a folder' "$data/snake.jpg" --out nosuch/a.png
expect 1 'a NumPy file' --tensor "$data/labels.txt"
head --bytes=20000 "$data/snake.jpg" >cut.jpg
expect 1 'cut\.jpg' cut.jpg
head --bytes=100000 "$data/vgg16_small.safetensors" >cut.safetensors
expect 1 'cut\.safetensors' "$data/snake.jpg" --model cut.safetensors
printf '\x80\x02\x8a\x0a\x6c\xfc' >old.pth
expect 1 'a pickle, as torch\.save wrote it before 1\.6' "$data/snake.jpg" --model old.pth
# A PNG that claims 20000 x 20000 pixels: refused by what it says of itself, before anything is decoded.
printf '\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x4e\x20\0\0\x4e\x20\x08\x02\0\0\0\0\0\0\0' >huge.png
expect 1 'huge\.png: expected sides of at most 16384 .*got 20000 x 20000' huge.png

if ((failures)); then
  echo "$failures failed"
  exit 1
fi
echo 'explain does as it says'
