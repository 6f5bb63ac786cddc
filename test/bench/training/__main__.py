"""Trains preplab's default backend beside Keras in one run and prints a table of ratios."""

import argparse
import pathlib
import resource
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from side import Side  # noqa: E402

OURS = ("node", HERE / "preplab.mjs")
PEER = (sys.executable, HERE / "peer.py")

# name, task, at most so many times Keras's step
STEPS = (
    ("ResNet50 step, 32 images of 32x32x3", "resnet50", 3),
    ("CNN step, 32 images of 32x32x3", "cnn", None),
    ("GRU step, 32 texts of 50 tokens", "gru", None),
)
STARTS = (
    ("start to 5 steps of ResNet50", "resnet50", 5, 1),
    ("start to 1 step of the CNN", "cnn", 1, None),
    ("start to 1 step of the GRU", "gru", 1, None),
)


def row(name, peer, own, promised):
    ratio = own[0] / peer[0]
    verdict = "" if promised is None else "met" if ratio <= promised else "**missed**"
    print(f"| {name} | {peer[0]:.1f} | {own[0]:.1f} | {ratio:.2f} | {promised or ''} | {verdict} | "
          f"{peer[1]:.1f} | {own[1]:.1f} |", flush=True)


def start(command, model, steps):
    """Milliseconds and CPU milliseconds of a process from its start to its end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    subprocess.run([*command, model, str(steps)], check=True, stdout=subprocess.DEVNULL)
    elapsed = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return elapsed * 1000, cpu * 1000


def medians(figures):
    return [statistics.median(column) for column in zip(*figures)]


def main():
    parser = argparse.ArgumentParser(prog="test/bench/run training", description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--only", default="", help="rows whose name has this in it")
    options = parser.parse_args()
    print("| work | Keras, ms | preplab, ms | preplab / Keras | at most |  | Keras, CPU ms | preplab, CPU ms |")
    print("|---|---:|---:|---:|---:|---|---:|---:|", flush=True)
    for name, model, promised in STEPS:
        if options.only not in name:
            continue
        peer, own = Side(*PEER), Side(*OURS)
        # the first two steps of each trace and compile
        turns = [(peer.measure(model), own.measure(model)) for _ in range(options.rounds + 2)][2:]
        row(name, *[medians(side) for side in zip(*turns)], promised)
        peer.end()
        own.end()
    for name, model, steps, promised in STARTS:
        if options.only in name:
            row(name, start(PEER, model, steps), start(OURS, model, steps), promised)


main()
