#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# Several photos in one run: a picture each, a page of all, and failures that do not stop the others.
#
#   album_test.sh EXPLAIN SOURCE_FOLDER
# shellcheck source=tests/explain/functions.sh
source "$(dirname "$(readlink --canonicalize "${BASH_SOURCE[0]}")")/functions.sh"

odd='so <b>odd & "named" #1 50%.jpg'
mkdir there
cp "$data/snake.jpg" "$odd"
cp "$data/spaniels.jpg" there/snake.jpg
cp "$data/snake.jpg" snake.png # a JPEG under another name
head --bytes=20000 "$data/snake.jpg" >cut.jpg

# linked PAGE: every picture of the page is there
linked() {
  local links link
  links=$(grep --only-matching --perl-regexp '(?<= src=")[^"]*' "$1")
  [[ -n $links ]] || fail "$1 shows no pictures"
  while read -r link; do
    is_png "$(dirname "$1")/$(printf '%b' "${link//%/\\x}")"
  done <<<"$links"
}

# A page in the folder of the usual name.
expect 0 'written: explanations/index\.html' "$data/snake.jpg" "$odd"
is_png explanations/snake.png
page=explanations/index.html
linked $page
holds $page '<!DOCTYPE html>'
holds $page '<h1>2 photos, explained</h1>'
holds $page '450 x 600, the whole photo squeezed to 224 x 224 (squash)'
holds $page '<b style="width: 63.2%">'
holds $page '63.2 %'
holds $page '<dd>golf ball (class 8)</dd>'
holds $page '<dt>logit</dt><dd>2.16'
holds $page '<dd>features.28</dd>'
holds $page '<dd>grad_cam</dd>'
holds $page 'so &lt;b&gt;odd &amp; &quot;named&quot; #1 50%.jpg</h2>'
lacks $page '<b>odd'
lacks $page '<script'
lacks $page 'http'
[[ $(grep --count '<article' $page) == 2 ]] || fail "$page does not have two photos"
# The same pictures as one by one.
"$explain" "$data/snake.jpg" --out alone.png >/dev/null
same alone.png explanations/snake.png

# Names that clash, files that fail.
expect 1 '2 of 5 photos could not be explained' "$data/snake.jpg" cut.jpg there/snake.jpg nosuch.jpg snake.png \
  --out mixed --save-map maps --save-logits logits
for name in snake snake-2 snake-3; do
  is_png "mixed/$name.png"
  shape "maps/$name.npy" '(1, 14, 14)'
  shape "logits/$name.npy" '(1, 10)'
done
same mixed/snake.png mixed/snake-3.png
differ mixed/snake.png mixed/snake-2.png
page=mixed/index.html
linked $page
holds $page '2 of 5 photos could not be explained'
holds $page '<h2 title="cut.jpg">cut.jpg</h2>'
holds $page 'nosuch.jpg: expected a readable file, got No such file or directory'
"$explain" "$data/snake.jpg" cut.jpg --out mixed >text 2>messages && fail 'a photo failed, and the status is 0'
holds messages 'cut.jpg: expected a whole JPEG picture'
lacks text 'cut.jpg'
expect 1 '1 of 1 photo ' nosuch.jpg --out alone/
holds alone/index.html '<h1>1 photo, explained</h1>'

# JSON: one object.
"$explain" "$data/snake.jpg" cut.jpg --out json --json >out.json 2>/dev/null && fail 'JSON: a photo failed, and the status is 0'
holds out.json '"photos": ['
holds out.json '"status": "meaningful"'
holds out.json '"error": "cut.jpg: expected a whole JPEG picture'
holds out.json '"json/snake.png",'
holds out.json '"json/index.html"'
lacks out.json 'written: '

# A single photo, where --out is a folder; what else is there stays.
mkdir folder
echo mine >folder/index.html.part
expect 0 'written: folder/index\.html' "$data/snake.jpg" --out folder/
expect 0 'written: folder/index\.html' "$data/spaniels.jpg" --out folder
is_png folder/spaniels.png
holds folder/index.html.part mine
[[ $(ls folder) == $'index.html\nindex.html.part\nsnake.png\nspaniels.png' ]] || fail "left in folder: $(ls folder)"

# Memory that does not suffice, where it can be kept from the program (not from an instrumented one).
small=500000 # KiB; an input of 4096 x 4096 asks for more
if (ulimit -v $small && OPENBLAS_NUM_THREADS=1 "$explain" "$data/snake.jpg" --out enough/ >/dev/null 2>&1); then
  (ulimit -v $small && OPENBLAS_NUM_THREADS=1 "$explain" "$data/snake.jpg" --size 4096x4096 --out little/ >/dev/null 2>messages) &&
    fail 'memory sufficed'
  holds messages 'snake.jpg: the memory does not suffice; a smaller photo'
  holds little/index.html 'the memory does not suffice; a smaller photo'
fi

# Steps: figures 4 to 11, of one photo and of several.
expect 0 'written: steps/figure_04' "$data/snake.jpg" --steps steps --class church
[[ $(find steps -name 'figure_*.png' | wc --lines) == 8 ]] || fail "not figures 4 to 11: $(ls steps)"
expect 0 'written: steps/snake-2/figure_11' "$data/snake.jpg" there/snake.jpg --steps steps --out pages/deep
linked pages/deep/index.html
holds pages/deep/index.html 'src="./../../steps/snake-2/figure_11'
expect 2 'expected --method grad_cam' "$data/snake.jpg" --steps steps --method deconvnet

# Mistakes.
expect 2 'a folder for the pictures of several photos' "$data/snake.jpg" cut.jpg --out a.png
expect 1 'cut\.jpg: expected a folder' "$data/snake.jpg" snake.png --out cut.jpg
expect 2 'would be written over' snake.png "$data/snake.jpg" --out .
same snake.png "$data/snake.jpg"
cp "$data/labels.txt" pages/index.html
expect 2 'would be written over' "$data/snake.jpg" "$data/spaniels.jpg" --labels pages/index.html --out pages
same pages/index.html "$data/labels.txt"
cp "$data/snake.jpg" steps/figure_11_panel.png
expect 2 'would be written over' steps/figure_11_panel.png --steps steps
same steps/figure_11_panel.png "$data/snake.jpg"
expect 2 'one name for two' "$data/snake.jpg" --out steps/figure_04_photo.png --steps steps
ln --symbolic steps same_steps
expect 2 'one name for two' "$data/snake.jpg" --out steps/figure_04_photo.png --steps same_steps
expect 2 'one name for two' "$data/snake.jpg" cut.jpg --save-map same --save-logits same
expect 2 'a name such as' "$data/snake.jpg" cut.jpg --class nosuch

finish
