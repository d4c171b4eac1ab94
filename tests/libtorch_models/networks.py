# SPDX-License-Identifier: BSD-3-Clause
"""The networks of the test: torchvision's own, with random weights that a few batches were normalised with."""
import torch
import torchvision.models as zoo
from torch import nn


class Network:
    """How one network is built and asked.

    taps:   module paths where maps are compared; those at a convolution or a normalisation are followed by a rectifier
            or an addition in place, so that who reads them too late reads other values.
    guided: "captum", where all its ReLUs are modules; "fx", where some are functions or ReLU6; "none", without ReLUs.
    """

    def __init__(self, build, taps, guided, side=96, **options):
        self.build, self.taps, self.guided, self.side, self.options = build, taps, guided, side, options

    def make(self, classes=40):
        model = self.build(weights=None, num_classes=classes, **self.options)
        narrow_classifier(model)
        normalise(model, self.side)
        return model.eval().requires_grad_(False)


NETWORKS = {
    "resnet18": Network(zoo.resnet18, ["layer4", "layer4.1.bn2", "layer2.0.conv1"], "captum"),
    "densenet121": Network(zoo.densenet121, ["features.norm5", "features.denseblock3"], "fx"),
    "mobilenet_v2": Network(zoo.mobilenet_v2, ["features.18.1", "features.14"], "fx"),
    "squeezenet1_1": Network(zoo.squeezenet1_1, ["features.12", "features.12.expand3x3"], "captum"),
    "alexnet": Network(zoo.alexnet, ["features.10", "features.8"], "captum", side=95),
    "googlenet": Network(zoo.googlenet, ["inception5b", "inception4c.branch2.1.bn"], "fx", init_weights=True,
                         aux_logits=True, transform_input=True),
    "efficientnet_b0": Network(zoo.efficientnet_b0, ["features.8.1", "features.6"], "none"),
    "vgg16_bn": Network(zoo.vgg16_bn, ["features.42", "features.41"], "captum"),
}


def narrow_classifier(model, width=256):
    """The hidden fully connected layers of AlexNet and VGG are nine tenths of their files, and decide nothing here."""
    layers = [m for m in getattr(model, "classifier", nn.Sequential()).modules() if isinstance(m, nn.Linear)]
    if len(layers) < 3:
        return
    names = [n for n, m in model.classifier.named_children() if isinstance(m, nn.Linear)]
    sizes = [layers[0].in_features, width, width, layers[-1].out_features]
    for name, before, after in zip(names, sizes, sizes[1:]):
        setattr(model.classifier, name, nn.Linear(before, after))


def normalise(model, side):
    """Gives batch normalisations the statistics of random images, without which deep networks answer the same to all."""
    norms = [m for m in model.modules() if isinstance(m, nn.BatchNorm2d)]
    for norm in norms:
        norm.momentum = None  # the plain average
        nn.init.uniform_(norm.weight, 0.5, 1.5)
        nn.init.normal_(norm.bias, 0, 0.3)
    model.train()
    with torch.no_grad():
        for _ in range(2 if norms else 0):
            model(images(8, side))
    for norm in norms:
        norm.momentum = 0.1


def images(count, side):
    """Smooth random images: noise at several scales."""
    layers = [torch.randn(count, 3, max(2, side // scale), max(2, side // scale)) for scale in (1, 4, 16)]
    sized = [nn.functional.interpolate(x, size=(side, side), mode="bilinear", align_corners=False) for x in layers]
    return sum(sized) / len(sized) ** 0.5
