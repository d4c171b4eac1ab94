#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Writes torchvision's networks as TorchScript, scripted and traced, and what captum and torch.fx answer for them.

    write_models.py FOLDER [--only NAME ...] [--every-tap] [--double] [--cost]

In FOLDER then lie, for each network, NAME.scripted.pt, NAME.traced.pt and NAME.answers.pt (a dictionary of tensors, as
torch.save writes it). With --double all of them are in double precision, in which LibTorchs of other versions agree too
(README.md). With --cost also cost.vgg16_bn.pt and cost.resnet18.pt, of full width, for timing alone.
"""
import argparse
import pathlib
import warnings

import captum
import torch
import torchvision

import networks
import oracles


def write(folder, name, every_tap, precision):
    torch.manual_seed(sum(map(ord, name)))
    network = networks.NETWORKS[name]
    model = network.make().to(precision)
    images = networks.images(2, network.side).to(precision)
    taps = oracles.mapped_once(model, images) if every_tap else network.taps
    told, counts = oracles.answers(network, taps, model, images)
    assert all(values.isfinite().all() for values in told.values()), name
    torch.save(told, folder / f"{name}.answers.pt")
    torch.jit.script(model).save(str(folder / f"{name}.scripted.pt"))
    torch.jit.trace(model, images).save(str(folder / f"{name}.traced.pt"))
    print(f"{name}: classes {told['classes'].tolist()}, logits spread {told['logits'].std():.3f}, {counts}", flush=True)


def write_for_cost(folder):
    for name in ("resnet18", "vgg16_bn"):
        torch.manual_seed(1)
        model = getattr(torchvision.models, name)(weights=None).eval().requires_grad_(False)
        torch.jit.script(model).save(str(folder / f"cost.{name}.pt"))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--only", nargs="+", choices=networks.NETWORKS, default=list(networks.NETWORKS))
    parser.add_argument("--every-tap", action="store_true", help="maps at all modules that are called once")
    parser.add_argument("--double", action="store_true", help="double precision")
    parser.add_argument("--cost", action="store_true")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    warnings.simplefilter("ignore")  # TorchScript's deprecation; captum on hooks
    torch.set_num_threads(1)
    print(f"torch {torch.__version__}, torchvision {torchvision.__version__}, captum {captum.__version__}", flush=True)
    for name in options.only:
        write(options.folder, name, options.every_tap, torch.double if options.double else torch.float)
    if options.cost:
        write_for_cost(options.folder)


if __name__ == "__main__":
    main()
