# SPDX-License-Identifier: BSD-3-Clause
"""Grad-CAM and its relatives behind the last convolution, as Python libraries compute them.

Each function takes a model and images and returns two functions of no arguments: `run`, what is timed, which ends with
maps of the images' size in host memory, and `maps`, which answers the maps (N, h, w) before they are normalised and
resized. Only what the library's user would do once is done outside `run`.
"""
import numpy
import torch
from torch.nn.functional import interpolate

TAP = 29  # features.29: behind the ReLU, where in-place ReLUs cannot mislead anyone


def frozen(model):
    for parameter in model.parameters():
        parameter.requires_grad_(False)
    return model


def both(maps):
    """Of maps (N, h, w) before they are resized: run and maps."""

    def run():
        return interpolate(maps()[:, None], size=(224, 224), mode="bilinear").detach().numpy()

    return run, lambda: maps().detach().numpy()


def article(model, images):
    """Two hooks, set at once, and the whole backward pass, gradients of all weights included."""
    for index, layer in enumerate(model.features):
        if isinstance(layer, torch.nn.ReLU):
            model.features[index] = torch.nn.ReLU(inplace=False)
    kept = {}
    model.features[TAP].register_forward_hook(lambda m, i, output: kept.__setitem__("maps", output))
    model.features[TAP].register_full_backward_hook(lambda m, gi, go: kept.__setitem__("gradient", go[0]))

    def maps():
        model.zero_grad()
        model(images).max(1).values.sum().backward()
        weights = kept["gradient"].mean((2, 3), keepdim=True)
        return torch.relu((weights * kept["maps"]).sum(1))

    return both(maps)


def captum(model, images):
    """The top logit is chosen within the function that is explained, which saves the pass that would ask for it."""
    from captum.attr import LayerGradCam

    method = LayerGradCam(lambda batch: model(batch).max(1).values, model.features[TAP])
    return both(lambda: method.attribute(images, relu_attributions=True)[:, 0])


def keeping_maps(kind, **options):
    """A class of pytorch-grad-cam, the same but for a second name of its maps before they are normalised."""

    class Keeping(kind):
        def get_cam_image(self, *arguments, **named):
            self.raw = super().get_cam_image(*arguments, **named)
            return self.raw

    def peer(model, images):
        method = Keeping(model=model, target_layers=[model.features[TAP]], **options)

        def run():
            return method(input_tensor=images, targets=None)

        def maps():
            run()
            return numpy.maximum(method.raw, 0)

        return run, maps

    return peer


def pytorch_grad_cam(model, images):
    from pytorch_grad_cam import GradCAM

    return keeping_maps(GradCAM)(model, images)


def pytorch_grad_cam_ablation(model, images):
    from pytorch_grad_cam import AblationCAM

    return keeping_maps(AblationCAM)(model, images)


def pytorch_grad_cam_score(model, images):
    from pytorch_grad_cam import ScoreCAM

    return keeping_maps(ScoreCAM)(model, images)


def torchcam(model, images):
    """Parameters frozen, which saves it their gradients and its users would have to know."""
    from torchcam.methods import GradCAM

    method = GradCAM(frozen(model), target_layer=f"features.{TAP}")
    images = images.clone().requires_grad_(True)

    def answer(normalized):
        logits = model(images)
        return method(logits.argmax(1).tolist(), logits, normalized=normalized)[0]

    def run():
        return interpolate(answer(True)[:, None], size=(224, 224), mode="bilinear").detach().numpy()

    return run, lambda: answer(False).detach().numpy()


def split(model, images, memory_format=torch.contiguous_format):
    """PyTorch by hand: nothing before the layer is recorded, nothing but its gradient computed."""
    frozen(model).to(memory_format=memory_format)
    images = images.to(memory_format=memory_format)

    def maps():
        with torch.no_grad():
            tapped = model.features[: TAP + 1](images)
        tapped = tapped.detach().requires_grad_(True)
        logits = model.classifier(torch.flatten(model.avgpool(model.features[TAP + 1](tapped)), 1))
        (gradient,) = torch.autograd.grad(logits.max(1).values.sum(), tapped)
        return torch.relu((gradient.mean((2, 3), keepdim=True) * tapped).sum(1))

    return both(maps)


def split_channels_last(model, images):
    return split(model, images, torch.channels_last)


def ablation_by_hand(model, images, at_once=64):
    """What Ablation-CAM is: no peer, but what peers are held to."""

    def behind(tapped):
        return model.classifier(torch.flatten(model.avgpool(model.features[TAP + 1](tapped)), 1))

    def map_of(tapped):
        score, top = behind(tapped[None])[0].max(0)
        weights = []
        for channels in torch.arange(len(tapped)).split(at_once):
            versions = tapped.repeat(len(channels), 1, 1, 1)
            versions[torch.arange(len(channels)), channels] = 0
            weights.append((score - behind(versions)[:, top]) / score)
        return torch.relu((torch.cat(weights)[:, None, None] * tapped).sum(0))

    @torch.no_grad()
    def maps():
        return torch.stack([map_of(tapped) for tapped in model.features[: TAP + 1](images)]).numpy()

    return maps, maps
