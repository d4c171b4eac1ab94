#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Writes a classifier of torchvision as a TorchScript file, which `whence::libtorch::script_module` loads.

    export_torchscript.py resnet18 resnet18.pt                      torchvision's own weights (downloaded once)
    export_torchscript.py resnet18 mine.pt --weights mine.pth       a state_dict of yours; the classes are counted in it
    export_torchscript.py resnet18 random.pt --weights none         random weights, to try things

Needs: torch, torchvision. The network is scripted; --trace records one run instead, for networks that cannot be
scripted. Taps are named by the paths of modules: --taps lists them.
"""
import argparse
import sys
import warnings

import torch
import torchvision


def state_of(path):
    """The weights in a file: a state_dict, alone or as an entry of a checkpoint, of a DataParallel or not."""
    state = torch.load(path, map_location="cpu", weights_only=True)
    for entry in ("state_dict", "model"):
        state = state.get(entry, state)
    return {name.removeprefix("module."): values for name, values in state.items()}


def build(options):
    name = options.model
    if options.weights == "default":
        return torchvision.models.get_model(name, weights="DEFAULT")
    extra = {} if options.classes is None else {"num_classes": options.classes}
    if options.weights == "none":
        torch.manual_seed(0)
        return torchvision.models.get_model(name, weights=None, **extra)
    state = state_of(options.weights)
    if options.classes is None:  # the last matrix is the classifier's
        extra["num_classes"] = [values for values in state.values() if values.dim() in (2, 4)][-1].shape[0]
    model = torchvision.models.get_model(name, weights=None, **extra)
    model.load_state_dict(state)
    return model


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", metavar="MODEL", help="its name in torchvision.models, such as resnet18")
    parser.add_argument("file", metavar="FILE.pt", help="the file to write")
    parser.add_argument("--weights", metavar="W", default="default", help="default, none, or a .pth file")
    parser.add_argument("--classes", metavar="N", type=int, help="number of classes, with --weights none or a file")
    parser.add_argument("--trace", action="store_true", help="trace instead of scripting")
    parser.add_argument("--side", metavar="PIXELS", type=int, default=224, help="of the images that are traced [224]")
    parser.add_argument("--half", action="store_true", help="write the weights in half precision")
    parser.add_argument("--taps", action="store_true", help="list the paths of the modules")
    options = parser.parse_args()
    if options.model not in torchvision.models.list_models(module=torchvision.models):
        sys.exit(f"{options.model}: torchvision has no classifier of that name")
    if options.classes is not None and options.weights == "default":
        sys.exit("--classes: torchvision's own weights have 1000")

    warnings.filterwarnings("ignore", message=".*(torch.jit|TorchScript).*")  # deprecated, and what this is about
    model = build(options).eval()
    images = torch.zeros(1, 3, options.side, options.side)
    scripted = torch.jit.trace(model, images) if options.trace else torch.jit.script(model)
    with torch.no_grad():
        images = torch.rand(1, 3, options.side, options.side)
        expected, got = model(images), scripted(images)
        if isinstance(got, tuple):
            print(f"It answers a tuple, {type(got).__name__}: which element holds the logits is said by --output of")
            print("explain_torchscript, in C++ by script_options::output: its index or name.")
            got = got[0]
        if not torch.allclose(expected, got, rtol=1e-4, atol=1e-5):
            sys.exit("the TorchScript module answers otherwise than the model: nothing was written")
    if options.half:
        scripted = scripted.half()
    scripted.save(options.file)
    if options.taps:
        print("\n".join(f"{path}: {type(module).__name__}" for path, module in model.named_modules() if path))


if __name__ == "__main__":
    main()
