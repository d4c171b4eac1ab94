# SPDX-License-Identifier: BSD-3-Clause
"""The networks: torchvision's VGG of any width, random or trained, in float64."""
import copy
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import nn
from torchvision.models.vgg import cfgs, make_layers

DATA = Path(__file__).resolve().parents[3] / "examples" / "data"

class Vgg(nn.Module):
    """torchvision's VGG, same module names, of any width; every ReLU out-of-place."""

    def __init__(self, config, batch_norm, divisor, hidden, classes):
        super().__init__()
        widths = [c if c == "M" else c // divisor for c in cfgs[config]]
        self.features = make_layers(widths, batch_norm)
        self.avgpool = nn.AdaptiveAvgPool2d(7)
        self.classifier = nn.Sequential(
            nn.Linear(widths[-2] * 49, hidden), nn.ReLU(), nn.Dropout(),
            nn.Linear(hidden, hidden), nn.ReLU(), nn.Dropout(), nn.Linear(hidden, classes))
        for module in self.modules():
            if isinstance(module, nn.ReLU):
                module.inplace = False

    def forward(self, x):
        return self.classifier(torch.flatten(self.avgpool(self.features(x)), 1))


def representable(module, dtype):
    """Round every number of a network to one that `dtype` holds; keep it in float64."""
    with torch.no_grad():
        for tensor in list(module.parameters()) + list(module.buffers()):
            if tensor.is_floating_point():
                tensor.copy_(tensor.to(dtype).double())


def random_vgg(config, batch_norm, divisor, hidden, classes, seed, dtype, calibration):
    """Kaiming weights, so that activations neither vanish nor explode; no bias, mean or variance is trivial."""
    draw = torch.Generator().manual_seed(seed)
    net = Vgg(config, batch_norm, divisor, hidden, classes).double()
    with torch.no_grad():
        for module in net.modules():
            if isinstance(module, (nn.Conv2d, nn.Linear)):
                fan_in = module.weight[0].numel()
                module.weight.normal_(0, (2 / fan_in) ** .5, generator=draw)
                module.bias.normal_(0, .1, generator=draw)
            elif isinstance(module, nn.BatchNorm2d):
                module.weight.uniform_(.5, 1.5, generator=draw)
                module.bias.normal_(0, .3, generator=draw)
                module.momentum = 1.0
        if batch_norm:  # statistics of real activations, then moved off them
            net.features.train()
            net(calibration)
            net.eval()
            for module in net.modules():
                if isinstance(module, nn.BatchNorm2d):
                    spread = (module.running_var + 1e-3).sqrt()
                    module.running_mean += .3 * spread * torch.randn(spread.shape, generator=draw, dtype=torch.float64)
                    module.running_var.copy_(
                        spread ** 2 * (.5 + torch.rand(spread.shape, generator=draw, dtype=torch.float64)))
    representable(net, torch.float32 if dtype == torch.float64 else dtype)
    return net.eval()


def small_vgg16():
    net = Vgg("D", False, 4, 128, 10).double()
    net.load_state_dict({name: t.double() for name, t in load_file(DATA / "vgg16_small.safetensors").items()})
    return net.eval()


def float32_of(net):
    return copy.deepcopy(net).float().eval()
