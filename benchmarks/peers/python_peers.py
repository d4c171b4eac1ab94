#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""A peer of ../compare_peers.py: a process that holds one Python library's method ready and runs it when it is told to.

    python_peers.py PEER WEIGHTS IMAGES BATCH THREADS MAPS

WEIGHTS are torchvision's VGG16 in safetensors, IMAGES an array (N, 3, 224, 224) in .npy, of which the first BATCH are
taken. It writes MAPS (.npy) and says `ready`; then, for each line `run COUNT`, runs the method COUNT times and prints the
seconds of each as a JSON array; for a line `peak`, the most megabytes it had resident. It ends with its input. whence_peer
speaks the same. Without arguments it names the peers.
"""
import json
import pathlib
import sys
import time

import numpy
import safetensors.torch
import torch
import torchvision

import torch_cams
import torch_gradients

PEERS = {
    "article": torch_cams.article,
    "captum": torch_cams.captum,
    "pytorch_grad_cam": torch_cams.pytorch_grad_cam,
    "torchcam": torch_cams.torchcam,
    "split": torch_cams.split,
    "split_channels_last": torch_cams.split_channels_last,
    "pytorch_grad_cam_ablation": torch_cams.pytorch_grad_cam_ablation,
    "pytorch_grad_cam_score": torch_cams.pytorch_grad_cam_score,
    "input_gradient": torch_gradients.input_gradient,
    "input_gradient_channels_last": torch_gradients.input_gradient_channels_last,
    "captum_saliency": torch_gradients.captum_saliency,
    "guided_backprop": torch_gradients.guided_backprop,
    "guided_backprop_channels_last": torch_gradients.guided_backprop_channels_last,
    "captum_guided_backprop": torch_gradients.captum_guided_backprop,
}
# Not timed: what all are held to.
EXACT = {
    "exact_grad_cam": torch_cams.split,
    "exact_ablation_cam": torch_cams.ablation_by_hand,
    "exact_input_gradient": torch_gradients.input_gradient,
    "exact_guided_backprop": torch_gradients.guided_backprop,
}


def load(path):
    """The leanest way there is: no weights are drawn first, and the file's pages are the weights."""
    with torch.device("meta"):
        model = torchvision.models.vgg16(weights=None)
    model.load_state_dict(safetensors.torch.load_file(path), assign=True)
    return model.eval()


def peak_megabytes():
    for line in pathlib.Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return float("nan")


def timed(run):
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def say(answer):
    print(answer, flush=True)


def main():
    if len(sys.argv) != 7:
        sys.exit(__doc__ + "\nPeers: " + " ".join(PEERS))
    name, weights, images, batch, threads, maps_file = sys.argv[1:]
    torch.set_num_threads(int(threads))
    model, images = load(weights), torch.from_numpy(numpy.load(images)[: int(batch)])
    if name in EXACT:
        numpy.save(maps_file, EXACT[name](model.double(), images.double())[1]())
        return
    run, maps = PEERS[name](model, images)
    numpy.save(maps_file, maps())
    say("ready")
    for line in sys.stdin:
        command = line.split()
        if command[0] == "run":
            say(json.dumps([timed(run) for _ in range(int(command[1]))]))
        elif command[0] == "peak":
            say(json.dumps(peak_megabytes()))


if __name__ == "__main__":
    main()
