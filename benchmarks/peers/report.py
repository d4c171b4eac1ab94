# SPDX-License-Identifier: BSD-3-Clause
"""The table, and all that one must know to repeat it."""
import dataclasses
import datetime
import importlib.metadata
import os
import pathlib
import platform
import re
import subprocess

PACKAGES = ["torch", "torchvision", "captum", "grad-cam", "torchcam", "numpy"]


def first_match(pattern, text, otherwise):
    found = re.search(pattern, text, re.MULTILINE)
    return found.group(1).strip() if found else otherwise


def commit(root):
    """Of the sources that were measured."""
    def git(*arguments):
        return subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True).stdout.strip()

    changed = git("status", "--porcelain", "--", "include")
    return git("rev-parse", "--short", "HEAD") + (" with changes not committed" if changed else "")


def facts(root, threads, instruction_set, compiler, command, kind):
    cpu = pathlib.Path("/proc/cpuinfo").read_text()
    model = first_match(r"^model name\s*:(.*)", cpu, platform.machine())
    memory = int(first_match(r"^MemTotal:\s*(\d+)", pathlib.Path("/proc/meminfo").read_text(), "0")) / 2**20
    return {
        "date": datetime.date.today().isoformat(),
        "processor": f"{model}, {len(os.sched_getaffinity(0))} processors, {memory:.0f} GB of memory",
        "system": f"{platform.system()} {platform.release()}",
        "whence": commit(root),
        "instructions of whence": instruction_set,
        "compiler": compiler,
        "Python": platform.python_version(),
        **{package: importlib.metadata.version(package) for package in PACKAGES},
        "threads": str(threads),
        "run": kind,
        "command": command,
    }


def number(value):
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def fastest_peer(rows):
    return min((row for row in rows if not row.ours), key=lambda row: row.times_ours)


def table(results):
    """results: title -> rows"""
    lines = ["| what | program | ms an image, median | least | times ours | peak MB | off by |",
             "| --- | --- | ---: | ---: | ---: | ---: | ---: |"]
    for title, rows in results.items():
        best = fastest_peer(rows)
        for position, row in enumerate(rows):
            cells = [title if position == 0 else "", row.label, number(row.median_ms), number(row.least_ms),
                     "1" if position == 0 else number(row.times_ours), f"{row.peak_mb:.0f}", f"{row.distance:.0e}"]
            if position == 0 or row is best:
                cells[1:5] = [f"**{cell}**" for cell in cells[1:5]]
            lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def page(results, known):
    about = "\n".join(f"| {name} | {value} |" for name, value in known.items() if name != "command")
    return f"""# Against the Python libraries

![Grad-CAM of VGG16, milliseconds an image](peers.svg)

([The chart as PNG](peers.png), [the figures as JSON](peers.json).) Written by `benchmarks/compare_peers.py`; [what it does](README.md#against-the-python-libraries). To repeat it:

```sh
{known["command"]}
```

{table(results)}

Bold: ours, and the fastest peer of each. *Times ours*: how many times as long as ours it takes, the median over the rounds of the ratio within a round, in which all take turns. *Off by*: of maps, the largest difference from the same in float64, as a part of the map's maximum; of gradients, the relative L2 distance from it (ties in ReLUs and poolings, which rounding decides, make it larger than that of maps, everybody's); of pictures, the difference of the logit. Score-CAM's maps are held to pytorch-grad-cam's. *Peak*: of the process, weights included (553 MB).

| | |
| --- | --- |
{about}
"""


def as_json(results, known):
    return {"facts": known, "results": {title: [dataclasses.asdict(row) for row in rows] for title, rows in results.items()}}
