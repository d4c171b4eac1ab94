# SPDX-License-Identifier: BSD-3-Clause
"""Writes the TorchScript files of this folder, and into the scripted one what PyTorch itself says of
it.

    python write_modules.py [folder]

A small residual network as torchvision writes them: everything in place, one ReLU module called twice in a block. What is
expected comes from the same weights in a network that does nothing in place, differentiated by autograd. It is held
in buffers: images, logits, and at conv1 of the block, before its ReLU, the feature maps and the gradient of class 1; the
gradient at the image; and the same under guided backprop and deconvnet, by autograd functions in every ReLU's place.
"""
import copy
import pathlib
import sys

import torch
from torch import nn


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(4, 6, 3, stride=2, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(6)
        self.relu = nn.ReLU(inplace=True)
        self.conv2 = nn.Conv2d(6, 6, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(6)
        self.downsample = nn.Sequential(nn.Conv2d(4, 6, 1, stride=2, bias=False), nn.BatchNorm2d(6))

    def forward(self, x):
        out = self.relu(self.bn1(self.conv1(x)))
        out = self.bn2(self.conv2(out))
        out += self.downsample(x)
        return self.relu(out)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(3, 4, 3, padding=1), nn.ReLU(inplace=True))
        self.block = Block()
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Linear(6, 3)
        for name in ("images", "logits", "maps", "gradient", "saliency", "guided", "deconvnet"):
            self.register_buffer(name, torch.zeros(1))

    def forward(self, x):
        x = self.block(self.stem(x))
        return self.fc(torch.flatten(self.avgpool(x), 1))


class Guided(torch.autograd.Function):
    @staticmethod
    def forward(context, x):
        context.save_for_backward(x)
        return x.clamp(min=0)

    @staticmethod
    def backward(context, g):
        (x,) = context.saved_tensors
        return torch.where((x > 0) & (g > 0), g, torch.zeros_like(g))


class Deconvnet(torch.autograd.Function):
    @staticmethod
    def forward(context, x):
        return x.clamp(min=0)

    @staticmethod
    def backward(context, g):
        return torch.where(g > 0, g, torch.zeros_like(g))


def plain(net, x, relu):
    """The same network out of place: logits, and conv1's output."""
    stem = relu(net.stem[0](x))
    block = net.block
    maps = block.conv1(stem)
    out = block.bn2(block.conv2(relu(block.bn1(maps))))
    out = relu(out + block.downsample(stem))
    return net.fc(out.mean((2, 3))), maps


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent
    torch.manual_seed(5)
    net = Net().double().eval()
    for norm in (net.block.bn1, net.block.bn2, net.block.downsample[1]):
        nn.init.uniform_(norm.running_mean, -0.3, 0.3)
        nn.init.uniform_(norm.running_var, 0.5, 1.5)
    images = torch.randn(2, 3, 8, 6, dtype=torch.double)
    x = images.clone().requires_grad_()
    logits, maps = plain(net, x, torch.relu)
    gradient, saliency = torch.autograd.grad(logits[:, 1].sum(), (maps, x))
    ruled = {}
    for name, rule in (("guided", Guided), ("deconvnet", Deconvnet)):
        (ruled[name],) = torch.autograd.grad(plain(net, x, rule.apply)[0][:, 1].sum(), x)
    expected = dict(images=images, logits=logits, maps=maps, gradient=gradient, saliency=saliency, **ruled)
    torch.jit.trace(net, images[:1]).save(folder / "residual_traced.pt")
    training = copy.deepcopy(net).train()
    torch.jit.trace(training, images, check_trace=False).save(folder / "residual_traced_training.pt")
    torch.jit.freeze(torch.jit.script(net)).save(folder / "residual_frozen.pt")
    for name, values in expected.items():
        setattr(net, name, values.detach())
    torch.jit.script(net).save(folder / "residual_scripted.pt")
    (folder / "VERSIONS.txt").write_text(f"torch {torch.__version__}, Python {sys.version.split()[0]}\n")


if __name__ == "__main__":
    main()
