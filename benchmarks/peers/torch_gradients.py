# SPDX-License-Identifier: BSD-3-Clause
"""Gradients to the image, plain and guided, as Python libraries compute them. `run` and `maps` as in torch_cams.py; maps
are (N, C, H, W) here, and all there is."""
import torch

from torch_cams import frozen


def both(gradient):
    def run():
        return gradient().detach().numpy()

    return run, run


def out_of_place(model):
    for module in model.modules():
        if isinstance(module, torch.nn.ReLU):
            module.inplace = False
    return model


def by_autograd(model, images):
    images = images.clone(memory_format=torch.preserve_format).requires_grad_(True)
    return both(lambda: torch.autograd.grad(model(images).max(1).values.sum(), images)[0])


def input_gradient(model, images):
    return by_autograd(frozen(model), images)


def input_gradient_channels_last(model, images):
    return by_autograd(frozen(model).to(memory_format=torch.channels_last), images.to(memory_format=torch.channels_last))


def captum_saliency(model, images):
    from captum.attr import Saliency

    method = Saliency(lambda batch: frozen(model)(batch).max(1).values)
    images = images.clone().requires_grad_(True)
    return both(lambda: method.attribute(images, abs=False))


class GuidedRelu(torch.nn.Module):
    """A ReLU whose output's gradient is clipped before it passes: the fewest operations that guide it."""

    def forward(self, values):
        output = torch.relu(values)
        output.register_hook(lambda gradient: gradient.clamp_min(0))
        return output


def guided(model):
    for sequence in (model.features, model.classifier):
        for index, module in enumerate(sequence):
            if isinstance(module, torch.nn.ReLU):
                sequence[index] = GuidedRelu()
    return frozen(model)


def guided_backprop(model, images):
    return by_autograd(guided(model), images)


def guided_backprop_channels_last(model, images):
    return by_autograd(guided(model).to(memory_format=torch.channels_last), images.to(memory_format=torch.channels_last))


def captum_guided_backprop(model, images):
    """Class asked first: this method takes the model itself, and a class."""
    from captum.attr import GuidedBackprop

    method = GuidedBackprop(out_of_place(frozen(model)))
    images = images.clone().requires_grad_(True)

    def gradient():
        with torch.no_grad():
            top = model(images).argmax(1)
        return method.attribute(images, target=top)

    return both(gradient)
