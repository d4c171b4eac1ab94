# SPDX-License-Identifier: BSD-3-Clause
"""What captum, or torch.fx, answers for a network of which nothing is done in place."""
import captum.attr
import torch
import torch.fx
import torchvision
from torch import nn
from torch.overrides import TorchFunctionMode


class OutOfPlace(TorchFunctionMode):
    """Everything a model does in place is done out of place, `+=` included. Counts what was replaced."""

    TWINS = {"__iadd__": "add", "add_": "add", "relu_": "relu", "hardtanh_": "hardtanh"}

    def __init__(self):
        super().__init__()
        self.replaced = 0

    def __torch_function__(self, function, types, args=(), kwargs=None):
        kwargs = dict(kwargs or {})
        name = getattr(function, "__name__", "")
        if kwargs.get("inplace"):
            kwargs["inplace"] = False
            self.replaced += 1
        elif name in self.TWINS:
            function = getattr(torch, self.TWINS[name], None) or getattr(nn.functional, self.TWINS[name])
            self.replaced += 1
        return function(*args, **kwargs)


class Guided(torch.autograd.Function):
    """min(max(x, 0), ceiling), whose gradient passes where it is positive and the unit is open."""

    @staticmethod
    def forward(context, x, ceiling):
        context.save_for_backward(x)
        context.ceiling = ceiling
        return x.clamp(0, ceiling)

    @staticmethod
    def backward(context, gradient):
        (x,) = context.saved_tensors
        return gradient * ((x > 0) & (x < context.ceiling) & (gradient > 0)), None


def guided_relu(x, inplace=False):
    return Guided.apply(x, float("inf"))


def guided_relu6(x, inplace=False):
    return Guided.apply(x, 6.0)


def with_guided_relus(model):
    """The model with every ReLU and ReLU6 replaced, modules and functions, and how many they were."""
    graph_module = torch.fx.symbolic_trace(model)
    modules = dict(graph_module.named_modules())
    count = 0
    for node in list(graph_module.graph.nodes):
        called = modules.get(node.target) if node.op == "call_module" else node.target
        if called in (torch.relu, nn.functional.relu) or isinstance(called, nn.ReLU):
            function = guided_relu
        elif called is nn.functional.relu6 or isinstance(called, nn.ReLU6):
            function = guided_relu6
        else:
            continue
        with graph_module.graph.inserting_after(node):
            twin = graph_module.graph.call_function(function, node.args[:1])
        node.replace_all_uses_with(twin)
        graph_module.graph.erase_node(node)
        count += 1
    graph_module.recompile()
    return graph_module, count


def gradient(model, images, classes):
    x = images.clone().requires_grad_(True)
    logits = model(x)
    (result,) = torch.autograd.grad(logits.gather(1, classes[:, None]).sum(), x)
    return result


def mapped_once(model, images):
    """The modules that are called once and put out maps of which something becomes."""
    calls = {}
    handles = [module.register_forward_hook(lambda m, i, out, path=path: calls.setdefault(path, []).append(out))
               for path, module in model.named_modules() if path]
    with torch.no_grad():
        model(images)
    for handle in handles:
        handle.remove()
    maps = [path for path, outs in calls.items()
            if len(outs) == 1 and isinstance(outs[0], torch.Tensor) and outs[0].dim() == 4]
    idle = (nn.Dropout, torchvision.ops.StochasticDepth)  # nothing is left of them in a trace
    return [path for path in maps if not isinstance(model.get_submodule(path), idle)]


def answers(network, taps, model, images):
    """All that the C++ program compares: a flat dictionary of tensors, and what was counted."""
    with torch.no_grad():
        logits = model(images)
    classes = logits.argmax(1)
    told = {"images": images, "logits": logits, "classes": classes}
    with OutOfPlace() as mode:
        for tap in taps:
            method = captum.attr.LayerGradCam(model, model.get_submodule(tap))
            x = images.clone().requires_grad_(True)  # the parameters ask for no gradient, something must
            told["map/" + tap] = method.attribute(x, target=classes, relu_attributions=False)[:, 0].detach()
        x = images.clone().requires_grad_(True)
        told["saliency"] = captum.attr.Saliency(model).attribute(x, target=classes, abs=False).detach()
        counts = {"in place": mode.replaced}
        if network.guided == "captum":
            told["guided"] = captum.attr.GuidedBackprop(model).attribute(x, target=classes).detach()
        elif network.guided == "fx":
            ruled, counts["relus"] = with_guided_relus(model)
            told["guided"] = gradient(ruled, images, classes)
    return told, counts
