# SPDX-License-Identifier: BSD-3-Clause
"""Whole processes, from start to picture: nothing is kept between two of them but the file system's cache."""
import os
import statistics
import subprocess
import sys
import time

import child
import photos
from measure import Disagreement, Row

TITLE = "From the start of the process to the picture on disk, weights in the page cache"
AGREEING_LOGITS = 2e-3  # two decoders of JPEG, two resizes: they round to other levels here and there


def once(command, variables):
    """Seconds, what was printed, peak in MB."""
    start = time.perf_counter()
    process = subprocess.Popen(command, env=variables, stdout=subprocess.PIPE, text=True)
    printed = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"failed: {' '.join(command)}")
    return seconds, printed, usage.ru_maxrss / 1024


def run(bench, rounds):
    """@raises Disagreement"""
    bench.say(TITLE)
    photo, picture = photos.folder() / photos.NAMES[0], bench.folder / "picture.png"
    python = [sys.executable, "-W", "ignore", str(child.HERE / "photo_to_picture.py")]
    labelled = [
        ("whence", [str(bench.programs / "photo_to_picture")]),
        ("PyTorch split by hand, the least it can do", [*python, "split"]),
        ("pytorch-grad-cam, as its README has it", [*python, "pytorch_grad_cam"]),
    ]
    commands = [[*begin, str(photo), str(bench.weights), str(picture)] for _, begin in labelled]
    variables = child.environment(bench.threads)
    answers = [once(command, variables)[1].split() for command in commands]  # and all files are in the cache
    classes, logits = {answer[0] for answer in answers}, [float(answer[1]) for answer in answers]
    distances = [abs(logit - logits[-1]) / abs(logits[-1]) for logit in logits]
    if len(classes) != 1 or max(distances) > AGREEING_LOGITS:
        raise Disagreement(f"{TITLE}: not the same class and logit: {answers}")
    seconds, peaks = [[] for _ in commands], [0.0] * len(commands)
    for turn in range(rounds):
        for i, command in enumerate(commands):
            second, _, peak = once(command, variables)
            seconds[i].append(second)
            peaks[i] = max(peaks[i], peak)
        bench.say(f"  round {turn + 1} of {rounds}: " + ", ".join(f"{1e3 * of[-1]:.0f}" for of in seconds) + " ms")
    rows = []
    for (label, _), of, peak, off in zip(labelled, seconds, peaks, distances):
        ratio = statistics.median(one / own for one, own in zip(of, seconds[0]))
        rows.append(Row(label, label.startswith("whence"), 1e3 * statistics.median(of), 1e3 * min(of), ratio, peak, off))
    return rows
