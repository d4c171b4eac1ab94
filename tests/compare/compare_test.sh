#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# The program `compare_methods` as a user meets it: the sheet, the page, the passes that it counts, and its answers to
# mistakes.
#
#   compare_test.sh COMPARE_METHODS SOURCE_FOLDER WRITE_MODELS
# shellcheck source=tests/explain/functions.sh
source "$(dirname "$(readlink --canonicalize "${BASH_SOURCE[0]}")")/../explain/functions.sh"
photo=$data/snake.jpg
small=(--size 64x64) # 4 x 4 cells at the usual tap

# size FILE.png WIDTH HEIGHT
size() {
  local got
  got=$(od --address-radix=n --endian=big --format=u4 --skip-bytes=16 --read-bytes=8 "$1" | tr --squeeze-repeats ' ')
  [[ $got == " $2 $3" ]] || fail "$1 is of width and height$got, not $2 $3"
}

# passes METHOD TEXT: what the last run, in out.txt, says that the method cost
passes() { grep --extended-regexp --quiet "^  $1 .* s  $2\$" out.txt || fail "$1 is not said to cost $2"; }

# Every method, and each of them once.
mapfile -t methods < <("$explain" --list-methods | cut --delimiter=' ' --fields=1)
((${#methods[@]} >= 25)) || fail "lists ${#methods[@]} methods"
"$explain" "$photo" "${small[@]}" --quick >out.txt 2>messages || fail "all methods: $?"
[[ ! -s messages ]] || fail "a file is told of progress: $(cat messages)"
holds out.txt 'written: comparison/contact_sheet.png'
page=comparison/index.html
is_png comparison/contact_sheet.png
for method in "${methods[@]}"; do
  [[ $(grep --count "<code>$method</code>" $page) == 1 ]] || fail "$method is not on the page once"
  [[ $(grep --count "^  $method " out.txt) == 1 ]] || fail "$method is not printed once"
done
holds $page '<h1>1 photo, '"${#methods[@]}"' methods</h1>'
[[ $(grep --count '<dd>map meaningful</dd>' $page) == "${#methods[@]}" ]] || fail 'not every map is meaningful'
[[ $(grep --count '<summary title="' $page) == "${#methods[@]}" ]] || fail 'not every method says what it computes'
holds $page 'A quick look'
# A page that needs nothing else.
lacks $page 'http'
lacks $page '<script'
lacks $page '<link'
lacks $page 'url('
grep --only-matching 'src="[^"]\{22\}' $page | grep --quiet --invert-match 'data:image/png;base64,' &&
  fail "$page shows a picture that is not within it"
[[ $(grep --count '<img ' $page) == $((${#methods[@]} + 1)) ]] || fail "$page does not show the photo and every map"
sed --quiet '/base64,/{s/.*base64,\([^"]*\)".*/\1/p;q}' $page | base64 --decode >first.png || fail 'a picture is no base64'
is_png first.png
size first.png 240 180

# Passes: those that the methods' documentation states, of an image of 64 x 64.
for method in grad_cam grad_cam_plus_plus xgrad_cam layer_cam hires_cam element_wise_grad_cam eigen_grad_cam; do
  passes $method '1 forward, 1 backward, all shared'
done
for method in eigen_cam fem random_cam; do passes $method '1 forward, shared'; done
passes over_taps '1 forward, 3 backward'
passes recipro_cam '1 forward \(shared\), 16 from the tap'
passes saliency '1 forward, 1 backward'
passes guided_backprop '1 forward, 1 backward'
passes guided_grad_cam '2 forward, 2 backward'
passes rise '301 forward'
# Ten class activation maps: one pass there and one back.
cams=grad_cam,grad_cam_plus_plus,xgrad_cam,layer_cam,hires_cam,element_wise_grad_cam,eigen_grad_cam
cams+=,eigen_cam,fem,random_cam
expect 0 'all methods [0-9.]+ s, 1 forward, 1 backward$' "$photo" "${small[@]}" --only $cams
expect 0 'all methods [0-9.]+ s, 1 forward$' "$photo" "${small[@]}" --only eigen_cam,fem
# Samples as they come, where --quick takes fewer: 2 + 50 points, 1 + 50 copies, 1 + 3 x 3 windows.
"$explain" "$photo" "${small[@]}" --only integrated_gradients,smooth_grad,occlusion >out.txt
passes integrated_gradients '52 forward, 50 backward'
passes smooth_grad '51 forward, 50 backward'
passes occlusion '10 forward'
lacks comparison/index.html 'A quick look'

# The sheet: three tiles of 240 with 16 between, and 24 around; a heading of 30 + 8, a caption of 22 + 2 x 17 + 6, a
# tile of 180 and 16 below for each photo of 600 x 450, 24 between two.
expect 0 'golf ball \(class 8\), logit 2\.16[0-9], probability 63\.[0-9] %' "$photo" --only grad_cam,saliency --out two
size two/contact_sheet.png 800 344
expect 0 'written: two/index\.html' "$photo" "$photo" --only grad_cam,saliency --out two/
size two/contact_sheet.png 800 664
holds two/index.html '<h1>2 photos, 2 methods</h1>'
holds two/index.html '<dd>golf ball (class 8)</dd>'
holds two/index.html '<a href="#photo-2">snake.jpg</a>'
[[ $(grep --count '<code>saliency</code>' two/index.html) == 2 ]] || fail 'saliency is not there for both photos'
lacks two/index.html '<code>rise</code>'
expect 0 'church \(class 4\), logit' "$photo" --class church --only eigen_cam
expect 0 'written' "$photo" --tap features.22 --only layer_cam --out deeper
holds deeper/index.html 'look at features.22'

# Names that are no HTML, and files that fail.
odd='so <b>odd & "named" #1 50%.jpg'
cp "$photo" "$odd"
head --bytes=20000 "$photo" >cut.jpg
expect 1 'cut\.jpg: expected a whole JPEG' "$odd" cut.jpg nosuch.jpg --only grad_cam "${small[@]}" --out mixed
holds mixed/index.html 'so &lt;b&gt;odd &amp; &quot;named&quot; #1 50%.jpg</h2>'
lacks mixed/index.html '<b>odd'
holds mixed/index.html 'Could not be explained: nosuch.jpg: expected a readable file'
is_png mixed/contact_sheet.png
expect 1 'written: none/contact_sheet\.png' nosuch.jpg --out none
is_png none/contact_sheet.png

# Maps that say nothing.
"$3" . || fail "$3 wrote no models"
expect 0 'saliency .* map of logits that are not finite' "$photo" "${small[@]}" --architecture vgg11 \
  --model nan.safetensors --only grad_cam,saliency --out nothing
holds nothing/index.html '<dd>map of logits that are not finite</dd>'
holds nothing/index.html 'drawn hatched'
lacks nothing/index.html 'map meaningful'

# A progress bar for people.
if command -v script >/dev/null; then
  command=$(printf '%q ' "$explain" "$photo" "${small[@]}" --only rise)
  script --quiet --return --command "$command" terminal >/dev/null </dev/null || fail 'rise failed on a terminal'
  grep --text --extended-regexp --quiet $'\r\x1b\\[Krise [0-9]+ % [0-9]+/4001, [0-9]+ (s|min) left' terminal ||
    fail "no progress on a terminal: $(cat -v terminal)"
  grep --text --quiet $'\r\x1b\\[K  rise' terminal || fail "the progress stays: $(cat -v terminal)"
fi

# Mistakes.
expect 2 'a PHOTO or several'
expect 2 "grad_cm: expected a method such as grad_cam" "$photo" --only saliency,grad_cm
expect 2 'such as features\.2' "$photo" --tap features.92
expect 2 'nowhere in the picture' "$photo" --tap classifier.3
expect 2 'an index below 10' "$photo" --class 10
expect 2 'not expected: --method' "$photo" --method grad_cam
expect 1 'expected a folder' "$photo" --only fem --out cut.jpg
mkdir own
cp "$photo" own/contact_sheet.png
expect 2 'it would be written over' own/contact_sheet.png --only fem --out own
same own/contact_sheet.png "$photo"
expect 0 'Usage: compare_methods' --help

finish
