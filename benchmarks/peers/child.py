# SPDX-License-Identifier: BSD-3-Clause
"""Peers as processes that live through an experiment and run when they are told to."""
import json
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
TORCH_SETS = {"avx512": "avx512", "avx2": "avx2", "baseline": "default"}
ONEDNN_SETS = {"avx512": "AVX512_CORE", "avx2": "AVX2", "baseline": "SSE41"}


def environment(threads, instruction_set=""):
    """Nobody's BLAS is told which kernels to use, nobody has more threads than another."""
    variables = {name: value for name, value in os.environ.items()
                 if name not in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "OMP_WAIT_POLICY", "GOMP_SPINCOUNT",
                                 "WHENCE_INSTRUCTION_SET", "ATEN_CPU_CAPABILITY", "ONEDNN_MAX_CPU_ISA")}
    variables |= {"OMP_NUM_THREADS": str(threads), "MKL_NUM_THREADS": str(threads), "TQDM_DISABLE": "1"}
    if instruction_set:
        variables |= {"WHENCE_INSTRUCTION_SET": instruction_set,
                      "ATEN_CPU_CAPABILITY": TORCH_SETS[instruction_set],
                      "ONEDNN_MAX_CPU_ISA": ONEDNN_SETS[instruction_set],
                      "MKL_ENABLE_INSTRUCTIONS": instruction_set.upper()}
    return variables


def python_command(peer, weights, images, batch, threads, maps):
    return [sys.executable, "-W", "ignore", str(HERE / "python_peers.py"), peer, *map(str, (weights, images, batch, threads, maps))]


def check_python():
    """Says what is missing before minutes have gone by."""
    script = "import captum, matplotlib, numpy, PIL, pytorch_grad_cam, safetensors, torch, torchcam, torchvision"
    tried = subprocess.run([sys.executable, "-W", "ignore", "-c", script], capture_output=True, text=True)
    if tried.returncode != 0:
        sys.exit(f"{sys.executable}: {tried.stderr.strip().splitlines()[-1]}\nThe comparison needs: pip install "
                 "torch torchvision captum grad-cam torchcam safetensors matplotlib")


class Child:
    def __init__(self, participant, command, variables, maps):
        self.participant = participant
        self.maps = maps
        self.process = subprocess.Popen(command, env=variables, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        if self.process.stdout.readline().strip() != "ready":
            sys.exit(f"{participant.label} did not start: {' '.join(command)}")

    def ask(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            sys.exit(f"{self.participant.label} ended at '{line}'")
        return json.loads(answer)

    def run(self, calls):
        return self.ask(f"run {calls}")

    def peak(self):
        return self.ask("peak")

    def end(self):
        self.process.stdin.close()
        self.process.wait()
