#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Write the golden files of the presets: what the peers themselves hand their user. presets_*.safetensors

    pip install torch torchvision captum safetensors numpy opencv-python grad-cam torchcam ttach scikit-learn
    python3 write_presets.py            # writes beside itself; images from ../reference, weights from examples/data

The peers are asked as their documentation says, in float64 and with every ReLU out-of-place; nothing of their answer is
changed, and float32 stays float32. What ends in "raw" is pytorch-grad-cam's `get_cam_image`, the map between formula
and stages. Of maps at the image's resolution only each 29th value is stored ("every": 29), in row-major order.

PyTorch's noise is replaced, for captum's NoiseTunnel, by the numbers of tests/support/numbers.hpp, times the deviation
that it asks for.
"""
import json
import platform
import warnings
from importlib.metadata import version
from unittest import mock

import captum
import cv2
import numpy as np
import pytorch_grad_cam
import safetensors
import torch
import torch.nn.functional as F
import torchcam.methods
from captum.attr import (GuidedGradCam, IntegratedGradients, LayerAttribution, LayerGradCam, NoiseTunnel, Saliency)
from safetensors.torch import load_file, save_file

from suffix_formulas import HERE, NET, index
from write_gradient import noise_of

VERSIONS = dict(python=platform.python_version(), torch=torch.__version__, captum=captum.__version__,
                grad_cam=version("grad-cam"), torchcam=version("torchcam"), opencv=cv2.__version__,
                numpy=np.__version__, safetensors=safetensors.__version__)
EVERY = 29
torch.set_grad_enabled(True)
# Ours: theirs. The first are other formulas, the second differ in their stages alone.
OTHER = dict(grad_cam_plus_plus="GradCAMPlusPlus", xgrad_cam="XGradCAM", eigen_cam="EigenCAM", fem="FEM")
SAME = dict(grad_cam="GradCAM", layer_cam="LayerCAM", hires_cam="HiResCAM", element_wise_grad_cam="GradCAMElementWise",
            eigen_grad_cam="EigenGradCAM", ablation_cam="AblationCAM")
TORCH_CAM = dict(grad_cam="GradCAM", grad_cam_plus_plus="GradCAMpp", xgrad_cam="XGradCAM", layer_cam="LayerCAM")


def thinned(values):
    return torch.as_tensor(np.asarray(values)).flatten()[::EVERY].contiguous()


def pgc(kind, x, tap, raw=False, **options):
    """pytorch-grad-cam's map, targets its own choice: the top class."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        cam = kind(NET, [NET.features[index(tap)]], **options)
    made = []
    base = getattr(cam, "base_cam", cam)
    formula = base.get_cam_image
    base.get_cam_image = lambda *arguments: made.append(formula(*arguments)) or made[-1]
    map_ = cam(x.clone(), None)
    base.activations_and_grads.release()
    return (map_, torch.as_tensor(np.asarray(made[0]))) if raw else map_


def torch_cam(kind, x, classes, tap, **options):
    with kind(NET, tap, input_shape=tuple(x.shape[1:]), **options) as extractor:
        logits = NET(x)
        return extractor(classes, logits)[0].detach().clone()


def of_maps(size):
    reference, tensors = load_file(HERE.parent / "reference" / f"vgg16_small.maps.{size}.safetensors"), {}
    x, classes = reference["images"], [int(c) for c in reference["class/top"]]
    for tap in ("features.28", "features.29"):
        for name, peers in (OTHER | SAME).items():
            map_, raw = pgc(getattr(pytorch_grad_cam, peers), x, tap, raw=True)
            tensors[f"pytorch_grad_cam/{name}/{tap}"] = thinned(map_)
            if name in OTHER or name == "eigen_grad_cam":
                tensors[f"pytorch_grad_cam/{name}/{tap}/raw"] = raw.clone()
        tensors[f"pytorch_grad_cam/finer_grad_cam/{tap}"] = thinned(pgc(pytorch_grad_cam.FinerCAM, x, tap))
        for name, peers in TORCH_CAM.items():
            tensors[f"torch_cam/{name}/{tap}"] = torch_cam(getattr(torchcam.methods, peers), x, classes, tap)
        layer = NET.features[index(tap)]
        signed = LayerGradCam(NET, layer).attribute(x, target=classes).detach()
        tensors[f"captum/grad_cam/{tap}"] = thinned(LayerAttribution.interpolate(signed, tuple(x.shape[2:])))
        guided = GuidedGradCam(NET, layer).attribute(x, target=classes).detach()
        tensors[f"captum/guided_grad_cam/{tap}"] = thinned(guided)
        drawn = LayerGradCam(NET, layer).attribute(x, target=classes, relu_attributions=True).detach()
        tensors[f"paper/grad_cam/{tap}"] = thinned(LayerAttribution.interpolate(drawn, tuple(x.shape[2:]), "bilinear"))
    write(tensors, f"presets_maps.{size}.safetensors", f"vgg16_small.maps.{size}.safetensors")


def of_pixels():
    """What takes many passes, or no tap: small images."""
    source = "vgg16_small.scores.32x32.safetensors"
    reference, tensors = load_file(HERE.parent / "reference" / source), {}
    x, classes = reference["images"], [int(c) for c in reference["class/top"]]
    one = x[:1]
    tensors["pytorch_grad_cam/score_cam/features.22"] = thinned(pgc(pytorch_grad_cam.ScoreCAM, one, "features.22"))
    for name, peers in dict(score_cam="ScoreCAM", is_cam="ISCAM").items():
        tensors[f"torch_cam/{name}/features.22"] = torch_cam(getattr(torchcam.methods, peers), one, classes[:1],
                                                             "features.22")
    for steps in (10, 50):
        values, gap = IntegratedGradients(NET).attribute(one, target=classes[:1], method="riemann_trapezoid",
                                                         n_steps=steps, return_convergence_delta=True)
        tensors[f"captum/integrated_gradients/{steps}"] = thinned(values.detach())
        tensors[f"captum/integrated_gradients/{steps}/gap"] = gap.detach()
    with mock.patch("torch.normal", lambda mean, deviation: deviation * noise_of(x, 5, 1.0).flatten(0, 1)):
        tensors["captum/smooth_grad"] = thinned(NoiseTunnel(Saliency(NET)).attribute(x, target=classes).detach())
    write(tensors, "presets_pixels.32x32.safetensors", source)


def of_axes():
    """The cell that every pixel of an axis is given by PyTorch's "nearest", in either precision."""
    tensors = {}
    for cells, pixels in ((1, 5), (2, 3), (3, 2), (3, 61), (3, 63), (4, 75), (7, 224), (14, 224), (14, 299), (15, 240),
                          (17, 255), (19, 361), (23, 1003), (49, 147), (41, 1640)):
        for kind in (torch.float64, torch.float32):
            axis = F.interpolate(torch.arange(cells, dtype=kind)[None, None, None], (1, pixels))
            tensors[f"{str(kind)[6:]}/{cells}/{pixels}"] = axis.flatten().to(torch.uint8)
    write(tensors, "presets_axes.safetensors", "none")


def write(tensors, file, images):
    save_file({name: t.contiguous() for name, t in tensors.items()}, HERE / file,
              metadata=dict(about=json.dumps(dict(images=images, every=EVERY, versions=VERSIONS), sort_keys=True)))
    (HERE / file).chmod(0o644)
    print(f"{file} {(HERE / file).stat().st_size} bytes, {len(tensors)} tensors")


def main():
    for size in ("64x64", "75x61"):
        of_maps(size)
    of_pixels()
    of_axes()


if __name__ == "__main__":
    main()
