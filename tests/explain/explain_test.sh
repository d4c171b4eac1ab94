#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# The program `explain` as a user meets it: what it prints, writes and answers to mistakes.
#
#   explain_test.sh EXPLAIN SOURCE_FOLDER
# shellcheck source=tests/explain/functions.sh
source "$(dirname "$(readlink --canonicalize "${BASH_SOURCE[0]}")")/functions.sh"

# What it is for.
expect 0 '63\.[0-9] %  golf ball' "$data/snake.jpg"
is_png explanation.png
expect 0 'explained: golf ball \(class 8\), logit 2\.1[0-9]*, by grad_cam at features\.28' "$data/snake.jpg" --out a.png
expect 0 'English springer \(class 1\), logit' "$data/spaniels.jpg" --class 'english SPRINGER' --out springer.png
expect 0 'class 1\) against chain saw \(class 3\), margin -' "$data/spaniels.jpg" --class 1 --against 'chain saw'
expect 0 'written: overlay.png' "$data/church_reims_cathedral.jpg" --style overlay --recipe crop --out overlay.png
expect 0 'shorter side to 256, of which the middle 224 x 224 \(crop\)' "$data/church_reims_cathedral.jpg" --recipe crop
is_png overlay.png

# Some methods at full size, their arrays and pictures; methods_test.sh has all.
for method in grad_cam guided_backprop; do
  expect 0 "by $method" "$data/snake.jpg" --method "$method" --style heatmap --out "$method.png" \
    --save-map "$method.npy" --save-logits logits.npy
  is_png "$method.png"
done
shape grad_cam.npy '(1, 14, 14)'
shape guided_backprop.npy '(1, 3, 224, 224)'
shape logits.npy '(1, 10)'
expect 0 'at features\.22' "$data/snake.jpg" --tap features.22 --save-map deeper.npy --signed --out signed.png
shape deeper.npy '(1, 28, 28)'
differ deeper.npy grad_cam.npy

# The same photo, twice: the same bytes.
expect 0 'written' "$data/snake.jpg" --out again.png
same a.png again.png

# Whatever OpenBLAS is told about its own threads: the same bits.
for threads in 1 2 7; do
  OPENBLAS_NUM_THREADS=$threads "$explain" "$data/snake.jpg" --method guided_grad_cam --out a.png \
    --save-map "threads$threads.npy" >/dev/null || fail "OPENBLAS_NUM_THREADS=$threads"
  same threads1.npy "threads$threads.npy"
done

# A tensor that was prepared elsewhere, two images in it.
expect 0 'image 1' --tensor "$golden/explain/two_images.npy" --out tensor.png --save-map tensor.npy --save-logits t.npy
shape tensor.npy '(2, 4, 4)'
shape t.npy '(2, 10)'
expect 2 'style panel: expected heatmap' --tensor "$golden/explain/two_images.npy" --style panel

# Lists and JSON.
expect 0 'features\.28 +convolution +128 +14 x 14 +16 +7\.5' --list-taps
expect 0 '^guided_grad_cam ' --list-methods
expect 0 'cells at 64 x 96' --list-taps --size 64x96
expect 0 '"status": "meaningful"' "$data/snake.jpg" --json
expect 0 'Usage: explain' --help

# Mistakes: status 2 for the command line, 1 for files.
expect 2 'expected a PHOTO or several, or --tensor' # nothing at all
expect 2 'both' "$data/snake.jpg" --tensor x.npy
expect 2 'not expected: --frobnicate' "$data/snake.jpg" --frobnicate
expect 2 "such as features\.2" "$data/snake.jpg" --tap features.92
expect 2 'classifier\.3.*nowhere in the picture' "$data/snake.jpg" --tap classifier.3
expect 2 'a name such as English springer' "$data/snake.jpg" --class springer
expect 2 'an index below 10' "$data/snake.jpg" --class 10
expect 1 'nosuch\.jpg: expected .*No such file' nosuch.jpg
expect 1 'expected a file, got a directory' "$data"
expect 1 'labels\.txt: expected a JPEG or PNG' "$data/labels.txt"
expect 1 'nosuch: expected .*No such file' "$data/snake.jpg" --model nosuch
expect 1 'expected 10 names' "$data/snake.jpg" --labels "$data/imagenet_labels.txt"
expect 1 'expected a folder' "$data/snake.jpg" --out nosuch/a.png
cp "$data/snake.jpg" mine.jpg
expect 2 'mine\.jpg; it would be written over' mine.jpg --out ./mine.jpg
same mine.jpg "$data/snake.jpg"
expect 2 'one name for two' "$data/snake.jpg" --save-map a.npy --save-logits ./a.npy
expect 1 'a NumPy file' --tensor "$data/labels.txt"
head --bytes=20000 "$data/snake.jpg" >cut.jpg
expect 1 'cut\.jpg' cut.jpg
head --bytes=100000 "$data/vgg16_small.safetensors" >cut.safetensors
expect 1 'cut\.safetensors' "$data/snake.jpg" --model cut.safetensors
# A PNG that claims 20000 x 20000 pixels: refused by what it says of itself, before anything is decoded.
printf '\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x4e\x20\0\0\x4e\x20\x08\x02\0\0\0\0\0\0\0' >huge.png
expect 1 'huge\.png: expected sides of at most 16384 .*got 20000 x 20000' huge.png

finish
