#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Runs this library and the Python libraries side by side, and writes a table and a chart.

All compute with the same weights (a full-width VGG16), images and number of threads, each in a process of its own; they
take turns, round by round, so that a machine whose speed changes treats all alike. Nothing is written where their maps do
not agree. About 20 minutes on two processors, 30 with --long; 16 GB of memory.

Run it with a Python that has torch, torchvision, captum, grad-cam, torchcam, safetensors and matplotlib.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "benchmarks" / "peers"))

import child  # noqa: E402
import experiments  # noqa: E402
import measure  # noqa: E402
import report  # noqa: E402
import start_to_picture  # noqa: E402

NAMES = [one.key for one in experiments.experiments(["fast"], False)] + ["start_to_picture"]


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="two rounds of one call: to see that all works")
    parser.add_argument("--long", action="store_true", help="Ablation-CAM and Score-CAM too, a minute a call")
    parser.add_argument("--native", action="store_true", help="also ours compiled with -march=native")
    parser.add_argument("--only", nargs="+", metavar="NAME", choices=NAMES, help="these alone: " + ", ".join(NAMES))
    parser.add_argument("--threads", type=int, default=2, help="of everybody (default: 2)")
    parser.add_argument("--build-folder", type=pathlib.Path, help="a configured build folder with WHENCE_BUILD_BENCHMARKS "
                        "(default: build/benchmarks, made by the preset of that name)")
    parser.add_argument("--output", type=pathlib.Path, help="where to write peers.md, .json, .svg and .png (default: "
                        "docs/benchmarks; with --quick or --only, peers/ in the build folder)")
    return parser.parse_args()


def command_of(chosen):
    """What repeats the measurement, wherever it was built and written to."""
    words = ["python benchmarks/compare_peers.py"]
    words += [f"--{name}" for name in ("quick", "long", "native") if getattr(chosen, name)]
    words += ["--only", *chosen.only] if chosen.only else []
    words += [f"--threads {chosen.threads}"] if chosen.threads != 2 else []
    return " ".join(words)


def build(folder, native):
    """The programs of ours, and where they are."""
    targets = ["whence_peer", "photo_to_picture"] + ["whence_peer_native"] * native
    if folder is None:
        folder = ROOT / "build" / "benchmarks"
        subprocess.run(["cmake", "--preset", "benchmarks", "--log-level=WARNING"], cwd=ROOT, check=True,
                       stdout=sys.stderr)
    subprocess.run(["cmake", "--build", str(folder), "--target", *targets], check=True, stdout=sys.stderr)
    return folder


def compiler_of(folder):
    """As CMake found it."""
    for file in sorted((folder / "CMakeFiles").glob("*/CMakeCXXCompiler.cmake")):
        text = file.read_text()
        return " ".join(report.first_match(rf'set\(CMAKE_CXX_COMPILER_{key} "([^"]*)"', text, "")
                        for key in ("ID", "VERSION"))
    return "unknown"


def prepare(programs, threads):
    """Weights and images, written once into the folder for temporary files."""
    import photos

    weights = pathlib.Path(tempfile.gettempdir()) / "whence_random_vgg16.safetensors"
    folder = pathlib.Path(tempfile.gettempdir()) / "whence_peers"
    folder.mkdir(exist_ok=True)
    if not weights.exists():
        subprocess.run([str(programs / "whence_peer"), "weights", str(weights)], check=True)
    images = folder / "images.npy"
    if not images.exists():
        photos.write_images(images)
    with open(weights, "rb") as file:  # into the page cache
        while file.read(1 << 24):
            pass
    return measure.Bench(programs, weights, images, folder, threads, measure.progress)


def draw(results, known, output):
    import chart

    panels = [(title, results[title]) for title in ("Grad-CAM, one image", "Grad-CAM, a batch of 16") if title in results]
    shown = [(title.removeprefix("Grad-CAM, "), [row for row in rows if not row.label.startswith("whence,")])
             for title, rows in panels]
    if shown:
        subtitle = (f"{known['processor']}; {known['threads']} threads, float32, 224 x 224, random weights; PyTorch "
                    f"{known['torch']}; {known['date']}")
        chart.draw([(title[0].upper() + title[1:], rows) for title, rows in shown], subtitle,
                   [output / "peers.svg", output / "peers.png"])


def main():
    chosen = options()
    child.check_python()
    build_folder = build(chosen.build_folder, chosen.native)
    programs = build_folder / "benchmarks"
    bench = prepare(programs, chosen.threads)
    engines, instruction_set = bench.ask_ours()

    def wanted(key):
        return key in chosen.only if chosen.only else chosen.long or key not in experiments.LONG

    results = {}
    try:
        for experiment in experiments.experiments(engines, chosen.native):
            if bench.ask_ours(experiment.instruction_set)[1] != (experiment.instruction_set or instruction_set):
                bench.say(f"{experiment.title}: not on this machine")
            elif wanted(experiment.key):
                results[experiment.title] = bench.run(experiments.quick(experiment) if chosen.quick else experiment)
        if wanted("start_to_picture"):
            results[start_to_picture.TITLE] = start_to_picture.run(bench, 2 if chosen.quick else 7)
    except measure.Disagreement as problem:
        sys.exit(f"Nothing is written, because the answers do not agree. {problem}")

    kind = "quick: too few calls to quote" if chosen.quick else "full"
    known = report.facts(ROOT, chosen.threads, instruction_set, compiler_of(build_folder), command_of(chosen), kind)
    partial = chosen.quick or chosen.only
    output = chosen.output or (build_folder / "peers" if partial else ROOT / "docs" / "benchmarks")
    output.mkdir(parents=True, exist_ok=True)
    (output / "peers.md").write_text(report.page(results, known))
    (output / "peers.json").write_text(json.dumps(report.as_json(results, known), indent=2) + "\n")
    draw(results, known, output)
    print(report.table(results))
    print(f"\nWritten to {output}")


if __name__ == "__main__":
    main()
