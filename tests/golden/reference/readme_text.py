# SPDX-License-Identifier: BSD-3-Clause
"""README.md of this folder, but for what the run measured."""


README = """# PyTorch's answers for VGG networks

Written by `write_reference_golden.py` in this folder (one command, no options; see its head). Do not edit by hand.

Everything was computed in float64. Logits, class maps and pixel attributions are captum's; a plain PyTorch
implementation in the script agreed with every one of them to {worst:.1e} of its maximum. Images and weights are
numbers that float32 holds exactly. All tensors of the golden files are F64, classes included. The weights come in F16
(`examples/data`), BF16 (`vgg16_narrow`), F32 (`vgg13_narrow`, `vgg19_bn_narrow`) and F64 (`vgg11_bn_narrow`);
those with batch norm hold `num_batches_tracked` as I64 scalars, as PyTorch's state dicts do.

| tensor | shape | what |
| --- | --- | --- |
| `images` | (N, 3, H, W) | photographs of `examples/data`, resized, normalised by ImageNet's mean and deviation |
| `logits` | (N, classes) | |
| `class/top`, `class/fixed` | (N) | the class asked of each image: its top class, and one that is not |
| `grad_cam/TAP/top`, `.../fixed` | (N, h, w) | signed: sum over k of (mean gradient) * (feature map), before any ReLU |
| `saliency/QUESTION` | (N, 3, H, W) | signed gradient of the logit |
| `guided_backprop/QUESTION`, `deconvnet/QUESTION` | (N, 3, H, W) | the same under that ReLU rule, classifier's ReLUs included |
| `guided_grad_cam/features.28/top` | (N, 3, H, W) | guided backprop times the rectified map, upsampled at half-pixel centres, bilinear |
| `logit_margin/...`, `log_probability/...` | | `score` (N), `gradient/image`, `gradient/features.28`: of fixed over top, and of fixed |
| `torch_float32_relative_l2/METHOD/QUESTION` | (1) | relative L2 distance of torch's own float32 answer from the float64 one |

Taps are torchvision's module names; a tap at a convolution is its output before the ReLU. Where several equal values
share a pooling window (zeros, as a rule, which only deconvnet can tell apart), the gradient goes to the first in
row-major order. Deconvnet may leave nothing at all: where the gradients of a layer are all negative, none passes.

`screened` inputs are the best of {candidates} crops: no ReLU input near zero and no pooling window with two values nearly
equal, so that float32 takes every decision as float64 does. "nearest tie" gives the distance of the nearest one left, as
a fraction of the largest value in its layer, and as a multiple of the largest error torch's float32 makes there. On
screened inputs torch's float32 has 99.9 % of values within 1e-4 of the maximum and a correlation above .9999 (the script
stops otherwise). `near_tie` is the opposite: a crop on which torch's float32 itself goes another way than float64, as
any correct float32 program may there. The last column lists torch's float32 relative L2 error of saliency, guided
backprop and deconvnet; the file's metadata hold quantile and correlation too.

| file | images | weights | screened | nearest tie / layer's maximum | / float32 error | torch float32, relative L2 |
| --- | --- | --- | --- | --- | --- | --- |
{files}

| program | version |
| --- | --- |
{versions}

The pixels of `images` depend on Pillow's JPEG decoder and resampling only where the script runs again: the files hold
them.
"""
