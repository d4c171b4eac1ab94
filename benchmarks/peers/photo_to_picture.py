#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""A whole program, from its start to the picture on disk, as Python does it; prints the class and its logit.

    photo_to_picture.py pytorch_grad_cam|split PHOTO WEIGHTS PICTURE

`pytorch_grad_cam` is written as that library's README is. `split` is the least that PyTorch can do: two imports, no weights
drawn to be overwritten, the file's pages as weights, nothing differentiated before the layer, the picture mixed by hand.
"""
import sys

import numpy
import torch
from PIL import Image
from safetensors.torch import load_file
from torchvision.models import vgg16

TAP = 29
MEAN, STD = torch.tensor([0.485, 0.456, 0.406]), torch.tensor([0.229, 0.224, 0.225])


def read(path):
    photo = Image.open(path).convert("RGB")
    pixels = numpy.array(photo.resize((224, 224), Image.Resampling.BILINEAR))
    scaled = (torch.from_numpy(pixels).float() / 255 - MEAN) / STD
    return photo, scaled.permute(2, 0, 1)[None].contiguous()


def by_pytorch_grad_cam(photo, images, weights):
    from pytorch_grad_cam import GradCAM
    from pytorch_grad_cam.utils.image import show_cam_on_image

    model = vgg16()
    model.load_state_dict(load_file(weights))
    method = GradCAM(model=model.eval(), target_layers=[model.features[TAP]])
    heat = method(input_tensor=images, targets=None)[0]
    heat = numpy.asarray(Image.fromarray(heat).resize(photo.size, Image.Resampling.BILINEAR))
    picture = show_cam_on_image(numpy.float32(photo) / 255, heat, use_rgb=True)
    return picture, method.outputs[0].max(0)


def by_split(photo, images, weights):
    with torch.device("meta"):
        model = vgg16()
    model.load_state_dict(load_file(weights), assign=True)
    model.eval().requires_grad_(False)
    with torch.no_grad():
        tapped = model.features[: TAP + 1](images)
    tapped.requires_grad_(True)
    logits = model.classifier(torch.flatten(model.features[TAP + 1](tapped), 1))
    top = logits[0].max(0)
    (gradient,) = torch.autograd.grad(top.values, tapped)
    with torch.no_grad():
        heat = torch.relu((gradient.mean((2, 3), keepdim=True) * tapped).sum(1, keepdim=True))
        heat = torch.nn.functional.interpolate(heat, size=photo.size[::-1], mode="bilinear")[0, 0]
        heat = ((heat - heat.min()) / (heat.max() - heat.min())).numpy()
    colours = numpy.stack([255 * heat, numpy.zeros_like(heat), 255 - 255 * heat], 2)
    return numpy.uint8((numpy.asarray(photo) + colours) / 2), top


def main():
    ways = {"pytorch_grad_cam": by_pytorch_grad_cam, "split": by_split}
    if len(sys.argv) != 5 or sys.argv[1] not in ways:
        sys.exit(__doc__)
    way, path, weights, picture_file = sys.argv[1:]
    photo, images = read(path)
    picture, top = ways[way](photo, images, weights)
    print(top.indices.item(), top.values.item())
    Image.fromarray(picture).save(picture_file)


if __name__ == "__main__":
    main()
