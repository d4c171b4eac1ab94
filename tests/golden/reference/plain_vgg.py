# SPDX-License-Identifier: BSD-3-Clause
"""The second implementation: plain PyTorch, which must agree with captum."""
import torch
import torch.nn.functional as F
from torch import nn

class GuidedRelu(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.clamp(min=0)

    @staticmethod
    def backward(ctx, g):
        x, = ctx.saved_tensors
        return torch.where((x > 0) & (g > 0), g, torch.zeros_like(g))


class DeconvnetRelu(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x.clamp(min=0)

    @staticmethod
    def backward(ctx, g):
        return torch.where(g > 0, g, torch.zeros_like(g))


class Plain:
    """The same network as a list of functional calls, without modules and without hooks."""

    rules = dict(plain=lambda x: torch.where(x > 0, x, torch.zeros_like(x)), guided=GuidedRelu.apply,
                 deconvnet=DeconvnetRelu.apply)

    def __init__(self, net):
        self.net = net

    def __call__(self, x, rule="plain"):
        """logits and the value at every named point"""
        points = {}
        for part in ("features", "classifier"):
            if part == "classifier":
                x = F.adaptive_avg_pool2d(x, 7).flatten(1)
            for i, layer in enumerate(getattr(self.net, part)):
                if isinstance(layer, nn.Conv2d):
                    x = F.conv2d(x, layer.weight, layer.bias, padding=1)
                elif isinstance(layer, nn.BatchNorm2d):
                    scale = layer.weight / (layer.running_var + layer.eps).sqrt()
                    x = (x - layer.running_mean[:, None, None]) * scale[:, None, None] + layer.bias[:, None, None]
                elif isinstance(layer, nn.ReLU):
                    x = self.rules[rule](x)
                elif isinstance(layer, nn.MaxPool2d):
                    x = F.max_pool2d(x, 2)
                elif isinstance(layer, nn.Linear):
                    x = x @ layer.weight.T + layer.bias
                points[f"{part}.{i}"] = x
        return x, points

    def gradient(self, x, of, rule="plain", tap=None):
        """d(sum over the images of `of(logits)`)/d(image), or /d(tap) with the tap's own value"""
        x = x.detach().clone().requires_grad_(True)
        logits, points = self(x, rule)
        at = x if tap is None else points[tap]
        gradient, = torch.autograd.grad(of(logits).sum(), at)
        return gradient.detach(), at.detach()

    def grad_cam(self, x, of, tap):
        gradient, maps = self.gradient(x, of, tap=tap)
        return (gradient.mean((2, 3), keepdim=True) * maps).sum(1)


def logit_of(classes):
    return lambda logits: logits[torch.arange(len(classes)), torch.tensor(classes)]
