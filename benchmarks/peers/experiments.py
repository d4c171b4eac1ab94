# SPDX-License-Identifier: BSD-3-Clause
"""What is compared with what, and how closely the answers must agree before anything is said about time."""
import dataclasses


@dataclasses.dataclass(frozen=True)
class Participant:
    label: str
    name: str  # of a method of whence_peer, or of a peer of python_peers.py
    engine: str = ""  # of ours; empty for a Python peer
    program: str = "whence_peer"

    @property
    def is_ours(self):
        return self.engine != ""


@dataclasses.dataclass(frozen=True)
class Experiment:
    key: str
    title: str
    participants: list[Participant]  # ours that counts first
    exact: str  # of python_peers.EXACT, or the name of the participant that all are held to
    tolerance: float
    batch: int = 1
    pixels: bool = False  # distances are relative L2 ones instead of the largest difference, by the largest value
    instruction_set: str = ""  # that all are held to; empty for what each chooses
    rounds: int = 9
    calls: int = 4  # a round
    warm: bool = True  # whether each turn begins with a call that is not counted


HOOKS, SPLIT = "the article's hooks, PyTorch", "PyTorch split by hand"
GRAD_CAM = [
    Participant(SPLIT + ", channels last", "split_channels_last"),
    Participant("torch-cam, parameters frozen", "torchcam"),
    Participant("captum", "captum"),
    Participant("pytorch-grad-cam", "pytorch_grad_cam"),
    Participant(HOOKS, "article"),
]
AGREEING_MAPS, AGREEING_PIXELS = 1e-4, 0.1


def experiments(engines, native):
    """All of them, for the engines that ours has.

    native: whether there is a program of ours compiled for this machine alone"""
    best = engines[0]  # the default

    def ours(name, engine=best, **more):
        return Participant("whence" if engine == best else f"whence, {engine} engine", name, engine, **more)

    others = [ours("grad_cam", engine) for engine in engines if engine != best]
    if native:
        others.append(Participant("whence, compiled for this machine alone", "grad_cam", best, "whence_peer_native"))
    slow = {"rounds": 2, "calls": 1, "warm": False}
    return [
        Experiment("grad_cam", "Grad-CAM, one image",
                   [ours("grad_cam"), *others, Participant(SPLIT, "split"), *GRAD_CAM],
                   "exact_grad_cam", AGREEING_MAPS),
        Experiment("grad_cam_16", "Grad-CAM, a batch of 16", [ours("grad_cam"), *GRAD_CAM],
                   "exact_grad_cam", AGREEING_MAPS, batch=16, rounds=5, calls=1),
        Experiment("grad_cam_avx2", "Grad-CAM, one image, all held to AVX2", [ours("grad_cam"), *GRAD_CAM],
                   "exact_grad_cam", AGREEING_MAPS, instruction_set="avx2", rounds=7),
        Experiment("input_gradient", "Gradient to the image",
                   [ours("input_gradient"),
                    Participant("PyTorch, parameters frozen, channels last", "input_gradient_channels_last"),
                    Participant("PyTorch, parameters frozen", "input_gradient"),
                    Participant("captum, parameters frozen", "captum_saliency")],
                   "exact_input_gradient", AGREEING_PIXELS, pixels=True, rounds=7, calls=3),
        Experiment("guided_backprop", "Guided backprop",
                   [ours("guided_backprop"),
                    Participant("PyTorch by hand, parameters frozen, channels last", "guided_backprop_channels_last"),
                    Participant("PyTorch by hand, parameters frozen", "guided_backprop"),
                    Participant("captum, parameters frozen", "captum_guided_backprop")],
                   "exact_guided_backprop", AGREEING_PIXELS, pixels=True, rounds=7, calls=3),
        # pytorch-grad-cam rounds scores of a few units to float32 before it subtracts them: the map is 1e-4 off.
        Experiment("ablation_cam", "Ablation-CAM, 512 channels",
                   [ours("ablation_cam"), Participant("pytorch-grad-cam", "pytorch_grad_cam_ablation")],
                   "exact_ablation_cam", 1e-3, **slow),
        Experiment("score_cam", "Score-CAM, 512 channels",
                   [ours("score_cam"), Participant("pytorch-grad-cam", "pytorch_grad_cam_score")],
                   "pytorch_grad_cam_score", 1e-3, **slow),
    ]


LONG = ("ablation_cam", "score_cam")  # a minute a call, of the peer's


def quick(experiment):
    """The same with as few calls as show that all works."""
    rounds = 1 if experiment.key in LONG else 2
    return dataclasses.replace(experiment, rounds=rounds, calls=1, warm=False)
