# SPDX-License-Identifier: BSD-3-Clause
"""Writes the TorchScript files of this folder that hold what only a compiler of Python can write: forks, objects of a
class, parts without gradients, hooks; and one with an operator that no LibTorch knows.

    python write_constructs.py [folder]

The forked network holds what PyTorch says of the same weights without a fork, in buffers: images, logits, and the
gradient of class 1 at the body's output.
"""
import pathlib
import sys
import zipfile

import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 4, 3, padding=1)
        self.body = nn.Conv2d(4, 4, 3, padding=1)
        self.side = nn.Conv2d(4, 4, 1)
        self.head = nn.Linear(4, 3)
        for name in ("images", "logits", "gradient"):
            self.register_buffer(name, torch.zeros(1))

    def end(self, x):
        return self.head(torch.relu(x).mean((2, 3)))


class Forked(Net):
    def forward(self, x):
        x = torch.relu(self.stem(x))
        body = torch.jit.fork(self.body, x)
        sides = [torch.jit.fork(self.side, x), torch.jit.fork(self.side, body.wait())]
        return self.end(body.wait() + sides[0].wait() + sides[1].wait())


class WithoutGradients(Net):
    def forward(self, x):
        with torch.no_grad():
            x = self.stem(x)
        return self.end(self.body(x))


@torch.jit.script
class Pair:
    def __init__(self, first: torch.Tensor, second: torch.Tensor):
        self.first = first
        self.second = second


class OfAClass(Net):
    def forward(self, x):
        x = self.stem(x)
        pair = Pair(self.body(x), self.side(x))
        return self.end(pair.first + pair.second)


class Hooked(Net):
    def forward(self, x):
        return self.end(self.body(self.stem(x)))


def double(self: Hooked, x: tuple[torch.Tensor], y: torch.Tensor):
    return 2 * y


class Small(nn.Module):
    def forward(self, x):
        return torch.relu(x).mean((2, 3))


def write_unknown(path):
    """Small, of which the compiled code calls another operator."""
    torch.jit.script(Small()).save(path)
    with zipfile.ZipFile(path) as file:
        entries = [(name, file.read(name)) for name in file.namelist() if not name.endswith(".debug_pkl")]
    with zipfile.ZipFile(path, "w") as file:
        for name, data in entries:
            file.writestr(zipfile.ZipInfo(name), data.replace(b"torch.relu", b"torch.relu_of_the_future"))


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent
    torch.manual_seed(6)
    net = Forked().double().eval()
    images = torch.randn(2, 3, 6, 5, dtype=torch.double)
    with torch.no_grad():
        stem = torch.relu(net.stem(images))
        body = net.body(stem)
    body.requires_grad_()
    logits = net.end(body + net.side(stem) + net.side(body))
    (gradient,) = torch.autograd.grad(logits[:, 1].sum(), body)
    net.images, net.logits, net.gradient = images, logits.detach(), gradient
    torch.jit.script(net).save(folder / "forked.pt")
    torch.jit.script(WithoutGradients().double().eval()).save(folder / "no_grad.pt")
    torch.jit.script(OfAClass().double().eval()).save(folder / "of_a_class.pt")
    write_unknown(folder / "unknown_operator.pt")
    hooked = Hooked().double().eval()
    hooked.register_forward_hook(double)
    torch.jit.script(hooked).save(folder / "hooked.pt")


if __name__ == "__main__":
    main()
