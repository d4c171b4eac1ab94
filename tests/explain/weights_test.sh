#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# Models of one's own: PyTorch's files and safetensors, checkpoints, prefixes, and hashes in names.
#
#   weights_test.sh EXPLAIN SOURCE_FOLDER WRITE_MODELS
# shellcheck source=tests/explain/functions.sh
source "$(dirname "$(readlink --canonicalize "${BASH_SOURCE[0]}")")/functions.sh"
"$3" . || fail "$3 wrote no models"
photo=$data/snake.jpg
dresses=$golden/pytorch

# of MODEL ARGUMENT...: explains by a VGG11, and holds the logits to those of the first model
of() {
  local model=$1
  shift
  expect 0 'explained: class [0-9]+, logit' "$photo" --architecture vgg11 --model "$model" --save-logits logits.npy "$@"
  [[ -s first.npy ]] || cp logits.npy first.npy
  same logits.npy first.npy
}
of "$dresses/vgg11.stream.pth"
of "$dresses/vgg11.python2.pth"
of "$dresses/vgg11.zip.pth"
of "$dresses/vgg11.old_zip.pth"
of "$dresses/vgg11.data_parallel.pth" --prefix module.
of "$dresses/vgg11.nested.pth" --entry state_dict
of "$dresses/vgg11.nested_data_parallel.pth" --entry state_dict --prefix module.

# Where an option is missing or wrong, the message says which.
vgg11() { expect 1 "$1" "$photo" --architecture vgg11 --model "${@:2}"; }
vgg11 'try --prefix module\.' "$dresses/vgg11.data_parallel.pth"
vgg11 'try --prefix module\.' "$dresses/vgg11.data_parallel.pth" --prefix mod
vgg11 "'nosuch\.' \(--prefix\)" "$dresses/vgg11.zip.pth" --prefix nosuch.
vgg11 "--entry .*'state_dict'" "$dresses/vgg11.nested.pth"
vgg11 "an entry 'model' \(--entry\), got entries 'state_dict'" "$dresses/vgg11.nested.pth" --entry model
vgg11 'no --entry for a safetensors file' rgb.safetensors --entry state_dict
vgg11 'another VGG than vgg11, name it by --architecture' "$data/vgg16_small.safetensors"
vgg11 'posix\.system, which is never loaded' "$dresses/runs_something.pth"
expect 1 "features\.16\.weight" "$photo" --model "$data/vgg16_small.safetensors" --architecture vgg19
expect 1 'that begin as neither' "$photo" --model "$photo"
inside='the model inside this program is a vgg16'
expect 2 "$inside" "$photo" --architecture vgg19
expect 2 "$inside" "$photo" --entry state_dict
expect 2 "$inside" "$photo" --prefix module.

# A hash in the file's name, as torch.hub puts it there.
model=$data/vgg16_small.safetensors
hash=$(sha256sum "$model" | cut --characters=1-64)
hashed() {
  cp "$model" "$1"
  "$explain" "$photo" --model "$1" --json >out.json 2>messages || fail "$1 was not explained: $(<messages)"
}
right=vgg16-${hash:0:8}.safetensors
hashed "$right"
[[ -s messages ]] && fail "$right was complained of: $(<messages)"
holds out.json "\"named\": \"${hash:0:8}\""
holds out.json "\"computed\": \"$hash\""
holds out.json '"agrees": true'
hashed "vgg16-$hash.safetensors"
[[ -s messages ]] && fail "the whole hash was complained of: $(<messages)"
holds out.json '"agrees": true'
hashed vgg16-397923af.safetensors
holds messages "its name says that its SHA-256 begins with 397923af, but it is $hash"
holds messages 'download them again'
holds out.json '"agrees": false'
# Of a file that cannot be read it is said only where it is another than the name promises.
cut_short() {
  head --bytes=100000 "$model" >"$1"
  "$explain" "$photo" --model "$1" >/dev/null 2>messages
  [[ $? == 1 ]] || fail "$1 did not end with 1"
  holds messages "explain: $1"
}
again='; its SHA-256 does not begin with 397923af as its name says: download it again'
cut_short vgg16-397923af.safetensors
holds messages "$again"
cut_short plain.safetensors
lacks messages SHA-256
cut_short "vgg16-$(head --bytes=100000 "$model" | sha256sum | cut --characters=1-8).safetensors"
lacks messages SHA-256
expect 1 'No such file or directory$' "$photo" --model nosuch-397923af.pth
# No hash: too short, not hexadecimal, upper case, a date, too long, no hyphen.
for name in vgg16-397923a vgg16-397923ag vgg16-397923AF vgg16-20240131 "vgg16-${hash}0" 397923af plain; do
  hashed "$name.safetensors"
  [[ -s messages ]] && fail "$name was complained of: $(<messages)"
  lacks out.json sha256
done

finish
