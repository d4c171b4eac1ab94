# SPDX-License-Identifier: BSD-3-Clause
"""Goes through the article "Grad-CAM from Scratch with PyTorch Hooks" cell by cell, with the small VGG16.

Run: python3 write_article.py [FOLDER FOR FIGURES]. VERSIONS.txt says what the arrays beside it were written with.
Photos are PNG files, so that every decoder reads the same pixels. Given a folder, it also leaves the article's last
figure as matplotlib draws it, to be compared by eye.
"""
import pathlib
import sys

import cv2
import numpy as np
import PIL
import torch
import torch.nn as nn
import torchvision
from PIL import Image
from safetensors.torch import load_file
from torchvision import transforms

here = pathlib.Path(__file__).resolve().parent
data = here.parents[2] / "examples" / "data"
photos = {"snake": (300, 225), "church_reims_cathedral": (225, 301)}  # name: width, height; one of them upright

# The model. The article takes torchvision's; this one has the same layers under the same names, fewer channels.
weights = {name: tensor.float() for name, tensor in load_file(data / "vgg16_small.safetensors").items()}
model = torchvision.models.vgg16(weights=None)
for name, module in list(model.named_modules()):
    parent, _, child = name.rpartition(".")
    if isinstance(module, nn.Conv2d):
        out, into = weights[name + ".weight"].shape[:2]
        setattr(model.get_submodule(parent), child, nn.Conv2d(into, out, 3, padding=1))
    if isinstance(module, nn.Linear):
        out, into = weights[name + ".weight"].shape
        setattr(model.get_submodule(parent), child, nn.Linear(into, out))
model.load_state_dict(weights)
model.eval()

# "In-place ReLUs swapped out first."
for name, module in list(model.named_modules()):
    if isinstance(module, nn.ReLU):
        parent, _, child = name.rpartition(".")
        setattr(model.get_submodule(parent), child, nn.ReLU(inplace=False))

# The hooks.
activations, gradients = {}, {}
layer = model.features[28]
layer.register_forward_hook(lambda _, __, output: activations.update(value=output.detach()))
layer.register_full_backward_hook(lambda _, __, grad_output: gradients.update(value=grad_output[0].detach()))

preprocess = transforms.Compose([
    transforms.Resize((224, 224)),
    transforms.ToTensor(),
    transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]),
])


def explain(photo):
    output = model(preprocess(photo).unsqueeze(0))
    model.zero_grad()
    output[0].max().backward()
    maps = activations["value"][0].numpy()
    alphas = np.mean(gradients["value"][0].numpy(), axis=(1, 2))
    weighted = np.sum(maps * alphas[:, None, None], axis=0)
    heatmap = np.maximum(weighted, 0)
    return output[0].detach().numpy(), alphas, weighted, cv2.resize(heatmap, (224, 224), interpolation=cv2.INTER_LINEAR)


def figure(photo, heatmap, file):
    import matplotlib
    matplotlib.use("Agg")
    import matplotlib.pyplot as plt
    small = photo.resize((224, 224))
    edges = 255 - cv2.Canny(np.array(small), 100, 200)
    figure, axes = plt.subplots(1, 2, figsize=(10, 5))
    axes[0].imshow(small)
    axes[1].imshow(edges, cmap="gray", alpha=0.5)
    axes[1].imshow(heatmap, cmap="coolwarm", alpha=0.5)
    for axis in axes:
        axis.axis("off")
    figure.tight_layout()
    figure.savefig(file)


for name, size in photos.items():
    if not (here / f"{name}.png").exists():  # once: other versions of Pillow resize otherwise
        Image.open(data / f"{name}.jpg").convert("RGB").resize(size, Image.LANCZOS).save(here / f"{name}.png")
    photo = Image.open(here / f"{name}.png")
    logits, alphas, weighted, heatmap = explain(photo)
    np.save(here / f"{name}.logits.npy", logits)
    np.save(here / f"{name}.alphas.npy", alphas)
    np.save(here / f"{name}.weighted.npy", weighted)
    np.save(here / f"{name}.heatmap.npy", heatmap)
    print(name, size, logits.argmax(), weighted.min(), weighted.max(), heatmap.max())
    if len(sys.argv) > 1:
        figure(photo, heatmap, pathlib.Path(sys.argv[1]) / f"{name}_article.png")

(here / "VERSIONS.txt").write_text(
    f"python {sys.version.split()[0]}, torch {torch.__version__}, torchvision {torchvision.__version__}, "
    f"Pillow {PIL.__version__}, opencv {cv2.__version__}, numpy {np.__version__}\n")
