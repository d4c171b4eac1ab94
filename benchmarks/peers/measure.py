# SPDX-License-Identifier: BSD-3-Clause
"""One experiment: every participant a process, all take turns."""
import dataclasses
import statistics
import subprocess
import sys
import time

import numpy

import child


class Disagreement(Exception):
    """Who does not compute the same has no place in a table of times."""


@dataclasses.dataclass
class Row:
    label: str
    ours: bool
    median_ms: float  # per image, as is the least
    least_ms: float
    times_ours: float  # median over the rounds of this one's median by ours
    peak_mb: float
    distance: float  # from the exact maps


def distance(maps, exact, pixels):
    """The largest over the images."""
    if maps.shape != exact.shape or not numpy.isfinite(maps).all():
        return float("inf")
    def of(a, b):
        if pixels:
            return numpy.linalg.norm(a - b) / numpy.linalg.norm(b)
        return numpy.abs(a - b).max() / numpy.abs(b).max()

    return max(of(a, b) for a, b in zip(maps.astype(float), exact.astype(float)))


class Bench:
    """Where everything is."""

    def __init__(self, programs, weights, images, folder, threads, say):
        self.programs, self.weights, self.images = programs, weights, images
        self.folder, self.threads, self.say = folder, threads, say

    def ask_ours(self, instruction_set=""):
        """The engines, the default first, and the instruction set that runs where that one is asked for."""
        variables = child.environment(self.threads, instruction_set)
        asked = subprocess.run([str(self.programs / "whence_peer")], check=True, capture_output=True, text=True,
                               env=variables)
        engines, running = asked.stdout.splitlines()
        return engines.split(), running

    def command(self, participant, batch, maps):
        if participant.is_ours:
            return [str(self.programs / participant.program), participant.name, str(self.weights), str(self.images),
                    str(batch), str(self.threads), str(maps), participant.engine]
        return child.python_command(participant.name, self.weights, self.images, batch, self.threads, maps)

    def exact_maps(self, name, batch):
        """Computed once in float64 and kept, as long as weights and images stay."""
        file = self.folder / f"{name}_{batch}.npy"
        newest = max(self.weights.stat().st_mtime, self.images.stat().st_mtime)
        if not file.exists() or file.stat().st_mtime < newest:
            self.say("  in float64, once")
            command = child.python_command(name, self.weights, self.images, batch, self.threads, file)
            subprocess.run(command, env=child.environment(self.threads), check=True)
        return numpy.load(file)

    def distances(self, experiment, children):
        """@raises Disagreement"""
        by_name = {one.participant.name: numpy.load(one.maps) for one in children if not one.participant.is_ours}
        exact = by_name.get(experiment.exact)
        if exact is None:
            exact = self.exact_maps(experiment.exact, experiment.batch)
        if not all(numpy.abs(image).max() > 0 for image in exact):
            raise Disagreement(f"{experiment.title}: a map of nothing but zeros, which anybody can compute")
        found = [distance(numpy.load(one.maps), exact, experiment.pixels) for one in children]
        for one, off in zip(children, found):
            if not off <= experiment.tolerance:
                raise Disagreement(f"{experiment.title}: {one.participant.label} is {off:.1e} off, "
                                   f"more than {experiment.tolerance:.0e}")
        return found

    def run(self, experiment):
        """The rows, in the order of the participants. @raises Disagreement"""
        self.say(experiment.title)
        variables = child.environment(self.threads, experiment.instruction_set)
        children = []
        try:
            for position, participant in enumerate(experiment.participants):
                maps = self.folder / f"maps_{position}.npy"
                maps.unlink(missing_ok=True)
                command = self.command(participant, experiment.batch, maps)
                children.append(child.Child(participant, command, variables, maps))
            distances = self.distances(experiment, children)
            seconds = [[] for _ in children]  # of each, a list a round
            for turn in range(experiment.rounds):
                for i in sorted(range(len(children)), key=lambda i: (i + turn) % len(children)):
                    time.sleep(0.05)  # threads of the one before spin for a while
                    times = children[i].run(experiment.calls + experiment.warm)
                    seconds[i].append(times[experiment.warm:])
                self.say(f"  round {turn + 1} of {experiment.rounds}: " + ", ".join(
                    f"{1e3 * statistics.median(of[turn]):.0f}" for of in seconds) + " ms")
            peaks = [one.peak() for one in children]
        finally:
            for one in children:
                one.end()
        return rows(experiment, seconds, peaks, distances)


def rows(experiment, seconds, peaks, distances):
    ours = [statistics.median(times) for times in seconds[0]]
    table = []
    for participant, of, peak, off in zip(experiment.participants, seconds, peaks, distances):
        calls = [1e3 * second / experiment.batch for times in of for second in times]
        ratio = statistics.median(statistics.median(times) / own for times, own in zip(of, ours))
        table.append(Row(participant.label, participant.is_ours, statistics.median(calls), min(calls), ratio, peak, off))
    return table


def progress(line):
    print(line, file=sys.stderr, flush=True)
