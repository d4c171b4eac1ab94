#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# The program `explain_torchscript`: what is not the same as in `explain`, and that the rest is.
#
#   torchscript_test.sh EXPLAIN_TORCHSCRIPT SOURCE_FOLDER WRITE_SCRIPT_MODELS
# shellcheck source=tests/explain/functions.sh
source "$(dirname "$(readlink --canonicalize "${BASH_SOURCE[0]}")")/functions.sh"
"$3" . "$golden" || fail "$3 wrote no models"
photo=$data/snake.jpg
residual=$golden/libtorch/residual_scripted.pt
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 # small networks, and other tests beside this one
of() { expect "$1" "$2" "$photo" --model "$3" --size 32x32 "${@:4}"; } # STATUS PATTERN MODEL ARGUMENT...

# What it is for: scripted, traced and frozen files of one network say the same.
of 0 'explained: class [0-2], logit -?[0-9.]+, by grad_cam at block$' "$residual" --save-logits scripted.npy
is_png explanation.png
of 0 'by grad_cam at block$' "$golden/libtorch/residual_traced.pt" --save-logits traced.npy
of 0 'by grad_cam at @relu_\.2$' "$golden/libtorch/residual_frozen.pt"
same scripted.npy traced.npy
shape scripted.npy '(1, 3)'

# A tensor decides the size it is recorded with; the map is the one that PyTorch's own maps and gradients make.
expect 0 'image 1' --tensor images.npy --model "$residual" --tap block.conv1 --class 1 --save-map cam.npy
"$3" near cam.npy expected.npy || fail 'Grad-CAM is not what PyTorch says'
expect 0 'block\.conv1 .* 4 x 3 +2 +0$' --list-taps --tensor images.npy --model "$residual"

# Every method of the list, its arrays and pictures.
list_methods >list
for method in $(cut --delimiter=' ' --fields=1 list); do
  these=(--method "$method")
  takes "$method" --samples && these+=(--samples 2)
  takes "$method" --references && these+=(--references "$data/spaniels.jpg")
  of 0 "\"method\": \"$method\"" "$residual" "${these[@]}" --json --out "$method.png" --save-map "$method.npy"
  is_png "$method.png"
done
shape grad_cam.npy '(1, 16, 16)'
shape guided_backprop.npy '(1, 3, 32, 32)'
differ guided_backprop.npy deconvnet.npy
of 0 'figure_11' "$residual" --steps steps --tap block.conv1
[[ $(find steps -name 'figure_*.png' | wc --lines) == 8 ]] || fail "not figures 4 to 11: $(ls steps)"
of 0 '"tap": "block"' "$residual" --json
of 1 '1 of 2 photos could not be explained' "$residual" nosuch.jpg --out both
holds both/index.html 'Made by explain_torchscript, of whence'
of 0 'written: both/index\.html' "$residual" "$data/spaniels.jpg" --out both
is_png both/spaniels.png

# Lists.
expect 0 '^block\.downsample\.0 +Conv2d +6 +112 x 112 +2 +0$' --list-taps --model "$residual"
expect 0 '^guided_grad_cam ' --list-methods
expect 0 'Usage: explain_torchscript' --help

# Names of classes: there are three.
printf 'one\ntwo\nthree\n' >three.txt
of 0 'explained: two \(class 1\)' "$residual" --labels three.txt --class TWO
of 1 'expected 3 names' "$residual" --labels "$data/labels.txt"
of 2 'an index below 3' "$residual" --class 3

# Where and with what numbers it computes.
of 0 'class 1, logit' plain.pt --device cpu --save-logits double.npy
of 0 'class 1, logit' plain.pt --precision float --save-logits float.npy
differ double.npy float.npy
of 0 'class 1, logit' half.pt --precision float
of 2 'a CUDA device that LibTorch can use' plain.pt --device cuda:99
"$explain" "$photo" --size 32x32 --model plain.pt --device cuda >text 2>&1 || holds text 'a CUDA device that LibTorch can use'
for device in gpu cuda: cuda:x cuda:-1 ' '; do of 2 'expected cpu, cuda or cuda:N' plain.pt "--device=$device"; done

# The model's input.
of 0 'squash\), grey' grey.pt --channels 1 --mean 0 --std 1
of 1 '\(1, 3, 32, 32\) \(--size, --channels\)' grey.pt
of 2 'expected --mean and --std' grey.pt --channels 1
expect 1 '\(1, 3, 8, 6\), the tensor.s' --tensor images.npy --model grey.pt
expect 2 'it without --tensor' --tensor images.npy --model grey.pt --channels 1
expect 2 'height x width in pixels' "$photo" --model plain.pt --size 32

# Which of several outputs holds the logits.
of 0 'class 1, logit' tuple.pt --output 1
of 0 'class 1, logit' dictionary.pt --output logits
of 1 'choice of its element \(--output\), got Tuple of 0 \(1, 4, 8, 8\), 1 \(1, 3\)' tuple.pt
of 1 "its element 'log', got .*logits \(1, 3\)" dictionary.pt --output log
of 1 'expected logits \(N, classes\)' tuple.pt --output 0
of 1 'its element 1' plain.pt --output 1

# Taps that are not (N, K, h, w), and those of which nobody knows where they look.
of 0 'by grad_cam at tokens' transformer.pt --tokens 8x8+1
of 1 'a layout for it \(--tokens, --channels-last\), got \(1, 65, 4\)' transformer.pt --tap tokens
of 1 '0 \+ 8 \* 8, K\), got \(1, 65, 4\)' transformer.pt --tokens 8x8 --tap tokens
expect 0 '^tokens +Tokens +no maps$' --list-taps --model transformer.pt --size 32x32
for tokens in 8 8x 8x8+ 8x8+x 0x8 +1; do of 2 'such as 14x14\+1' transformer.pt "--tokens=$tokens"; done
of 0 'by grad_cam at last' channels_last.pt --tap last --channels-last last
of 2 '--channels-last last says so' channels_last.pt --tap last
of 2 "tap 'nosuch'" channels_last.pt --channels-last nosuch
of 2 'not known where in the picture' turned.pt
of 0 'by grad_cam at body' turned.pt --tap body
of 0 'by input_gradient$' turned.pt --method input_gradient
of 2 "tap 'head'.*nowhere in the picture" plain.pt --tap head
of 2 'such as body' plain.pt --tap bodi

# A rule for ReLUs, of a network without any.
for method in guided_backprop deconvnet guided_grad_cam; do
  of 1 'expected a module with ReLUs, got one without any' without_relu.pt --method $method
done
of 0 'by grad_cam at body' without_relu.pt

# Methods of many passes, of a network that takes one image at a time.
for method in occlusion ablation_cam recipro_cam integrated_gradients score_cam; do
  of 1 'is invalid for input of size' single.pt --method $method
  of 0 "by $method" single.pt --method $method --batch 1
done

# Files that are none of its.
expect 2 'expected --model FILE\.pt' "$photo"
of 1 'nosuch\.pt: expected a readable file, got No such file' nosuch.pt
of 1 'expected a file, got a directory' "$data"
weights='a TorchScript module, got .*weights alone'
of 1 "$weights" "$data/vgg16_small.safetensors"
of 1 "$weights" "$golden/pytorch/vgg11.zip.pth"
of 1 "$weights" "$golden/pytorch/vgg11.stream.pth"
head --bytes=4000 "$residual" >cut-12345678.pt
of 1 'a TorchScript module, got .*does not begin with 12345678' cut-12345678.pt
of 1 'evaluation mode' "$golden/libtorch/residual_traced_training.pt"
cp "$residual" mine.pt
of 2 'it would be written over' mine.pt --out mine.pt
same mine.pt "$residual"

finish
