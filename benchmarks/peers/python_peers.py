#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Times Grad-CAM of a full-width VGG16, 224 x 224, in a Python library; prints one JSON line.

    python_peers.py PEER [REPEATS [BATCH]]

Peers: article (hooks on every call's whole backward pass), captum, pytorch_grad_cam, torchcam, split (PyTorch cut by hand
at the tap, nothing else differentiated), split_channels_last, forward (no explanation), input_gradient.
Needs: torch torchvision, and captum, grad-cam or torchcam for the peer of that name.
"""
import json
import resource
import sys
import time

import torch
import torchvision
from torch.nn.functional import interpolate

TAP = 29  # features.29: behind the ReLU, where in-place ReLUs cannot mislead anyone


def upsampled(maps):
    return interpolate(maps[:, None], size=(224, 224), mode="bilinear").detach().numpy()


def frozen(model):
    for parameter in model.parameters():
        parameter.requires_grad_(False)
    return model


def article(model, images):
    for index, layer in enumerate(model.features):
        if isinstance(layer, torch.nn.ReLU):
            model.features[index] = torch.nn.ReLU(inplace=False)
    kept = {}
    model.features[TAP].register_forward_hook(lambda m, i, output: kept.__setitem__("maps", output))
    model.features[TAP].register_full_backward_hook(lambda m, gi, go: kept.__setitem__("gradient", go[0]))

    def run():
        model.zero_grad()
        model(images).max(1).values.sum().backward()
        weights = kept["gradient"].mean((2, 3), keepdim=True)
        return upsampled(torch.relu((weights * kept["maps"]).sum(1)))

    return run


def captum(model, images):
    from captum.attr import LayerGradCam

    method = LayerGradCam(model, model.features[TAP])

    def run():
        with torch.no_grad():
            top = model(images).argmax(1)
        return upsampled(method.attribute(images, target=top, relu_attributions=True)[:, 0])

    return run


def pytorch_grad_cam(model, images):
    from pytorch_grad_cam import GradCAM

    method = GradCAM(model=model, target_layers=[model.features[TAP]])
    return lambda: method(input_tensor=images, targets=None)


def torchcam(model, images):
    from torchcam.methods import GradCAM

    method = GradCAM(frozen(model), target_layer=f"features.{TAP}")
    images = images.clone().requires_grad_(True)

    def run():
        logits = model(images)
        return upsampled(method(logits.argmax(1).tolist(), logits)[0])

    return run


def split(model, images, memory_format=torch.contiguous_format):
    frozen(model).to(memory_format=memory_format)
    images = images.to(memory_format=memory_format)

    def run():
        with torch.no_grad():
            maps = model.features[: TAP + 1](images)
        maps = maps.detach().requires_grad_(True)
        logits = model.classifier(torch.flatten(model.avgpool(model.features[TAP + 1](maps)), 1))
        (gradient,) = torch.autograd.grad(logits.max(1).values.sum(), maps)
        return upsampled(torch.relu((gradient.mean((2, 3), keepdim=True) * maps).sum(1)))

    return run


def split_channels_last(model, images):
    return split(model, images, torch.channels_last)


def forward(model, images):
    @torch.inference_mode()
    def run():
        return model(images)

    return run


def input_gradient(model, images):
    frozen(model)
    images = images.clone().requires_grad_(True)
    return lambda: torch.autograd.grad(model(images).max(1).values.sum(), images)[0].numpy()


PEERS = [article, captum, pytorch_grad_cam, torchcam, split, split_channels_last, forward, input_gradient]


def main():
    peers = {peer.__name__: peer for peer in PEERS}
    if len(sys.argv) < 2 or sys.argv[1] not in peers:
        sys.exit(__doc__)
    repeats = int(sys.argv[2]) if len(sys.argv) > 2 else 9
    batch = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    torch.manual_seed(0)
    run = peers[sys.argv[1]](torchvision.models.vgg16(weights=None).eval(), torch.rand(batch, 3, 224, 224))
    run()
    run()
    seconds = []
    for _ in range(repeats):
        start = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - start)
    seconds.sort()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"peer": sys.argv[1], "torch": torch.__version__, "batch": batch, "min_ms": 1e3 * seconds[0],
                      "median_ms": 1e3 * seconds[len(seconds) // 2], "peak_MB": peak}))


if __name__ == "__main__":
    main()
