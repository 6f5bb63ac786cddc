"""Measures how long preplab takes to render large values, beside Python's representations, in one run."""

import argparse
import pathlib
import statistics
import sys
import tempfile

import numpy as np

HERE = pathlib.Path(__file__).parent
sys.path.append(str(HERE.parent))
from side import Side  # noqa: E402

# task, what is rendered, the peer, at most how many milliseconds
WORKS = [
    ("images", "64 images of 224x224x3", "numpy statistics, Pillow PNG of the same grid", 150),
    ("lookup", "lookup table of 1,000,000 rows", "pandas, html", 50),
    ("statistics", "5e7 numbers", "numpy statistics, histogram, repr", 250),
]


def write_data(folder):
    numbers = np.random.default_rng(1)
    # smooth pictures with some noise, as photographs are
    ramp = np.linspace(0, 1, 224, dtype="f4")
    base = ramp[:, None, None] * ramp[None, :, None] * np.array([1, 0.7, 0.4], "f4")
    noise = numbers.random((64, 224, 224, 3), dtype="f4") * 0.1
    (base * 0.9 + noise).astype("<f4").tofile(folder / "images.f32")
    numbers.standard_normal(50_000_000, dtype="f4").tofile(folder / "numbers.f32")


def main():
    parser = argparse.ArgumentParser(prog="test/bench/run display", description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        write_data(folder)
        print("| rendered | peer | peer, ms | preplab, ms | times as fast | peer, CPU | preplab, CPU | at first, CPU | "
              "at most |  |")
        print("|---|---|---:|---:|---:|---:|---:|---:|---:|---|", flush=True)
        for task, work, peer_name, limit in WORKS:
            # a process each: the first time is the first of its kind
            ours = Side("node", HERE / "preplab.mjs", folder, task)
            peer = Side(sys.executable, HERE / "peer.py", folder, task)
            figures = [(*ours.measure(task), *peer.measure(task)) for _ in range(options.rounds + 1)]
            first = figures[0][1]
            own, own_cpu, other, other_cpu = (statistics.median(each) for each in zip(*figures[1:]))
            # what other programs do changes the time of all threads little
            met = "met" if own_cpu <= limit else "**missed**"
            print(f"| {work} | {peer_name} | {other:.1f} | {own:.1f} | {other / own:.2f} | {other_cpu:.1f} | "
                  f"{own_cpu:.1f} | {first:.1f} | {limit} | {met} |", flush=True)
            ours.end()
            peer.end()


main()
